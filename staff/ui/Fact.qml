import QtQuick
import shared.design

// A figure under its name.
Item {
    id: fact

    property string label: ""
    property string value: ""
    property bool mono: false

    implicitWidth: Math.max(name.implicitWidth, figure.implicitWidth)
    implicitHeight: name.implicitHeight + figure.height + 2
    Accessible.role: Accessible.StaticText
    Accessible.name: label + ": " + value

    AppText {
        id: name
        anchors { left: parent.left; top: parent.top }
        text: fact.label
        font.pixelSize: Metrics.small
        color: Theme.inkSoft
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    AppText {
        id: figure
        anchors { left: parent.left; top: name.bottom; topMargin: 2 }
        text: fact.value
        font.pixelSize: fact.mono ? Metrics.title : Metrics.headline
        height: Metrics.headline * 1.3
        verticalAlignment: Text.AlignVCenter
        font.family: fact.mono ? Theme.mono : Theme.family
        weight: Theme.strong
        figures: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
