import QtQuick

// One drawing of the icon set in any colour; decoration unless it is given a name.
Image {
    id: icon

    property string name
    property color color: Theme.ink
    property int size: Metrics.icon
    property string alternative: ""

    readonly property bool turns: ["back", "forward", "chevron-left", "chevron-right", "undo", "return",
        "backspace", "enter", "sign-out"].includes(name)

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name ? "image://look/icon/" + name + "/" + String(color).substring(1) : ""
    mirror: turns && Metrics.rightToLeft
    smooth: true

    Accessible.role: Accessible.Graphic
    Accessible.name: alternative
    Accessible.ignored: alternative.length === 0
}
