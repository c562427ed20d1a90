import QtQuick

// A colour to choose; one that is nowhere to be had is crossed, not hidden.
Pressable {
    id: swatch

    property color sample: "transparent"
    property string media: ""
    property bool available: true

    checkable: true
    corner: width / 2
    implicitWidth: Metrics.target
    implicitHeight: Metrics.target
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.name: available ? text : qsTr("%1, not available").arg(text)

    background: Rectangle {
        radius: width / 2
        color: "transparent"
        border.width: swatch.checked ? Theme.line * 2 : 0
        border.color: Theme.ink
    }
    contentItem: Item {
        Rectangle {
            anchors.fill: parent
            anchors.margins: Metrics.unit
            radius: width / 2
            color: swatch.sample
            border.width: Theme.line
            border.color: Theme.outline
        }
        Crossed {
            anchors.fill: parent
            anchors.margins: Metrics.unit * 1.75
            visible: !swatch.available
        }
    }
}
