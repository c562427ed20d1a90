import QtQuick

// A round button with an icon alone; its text is its name for those who cannot see it.
Pressable {
    id: button

    property string iconName: ""
    property bool framed: true
    property color tint: Theme.ink

    corner: height / 2
    implicitWidth: Metrics.target
    implicitHeight: Metrics.target
    Accessible.role: Accessible.Button

    background: Rectangle {
        radius: width / 2
        color: button.down ? Theme.tile : (button.framed ? Theme.surface : "transparent")
        border.width: button.framed ? Theme.line : 0
        border.color: button.enabled ? Theme.outline : Theme.hairline
        Behavior on color { enabled: Theme.motion; ColorAnimation { duration: Theme.quick } }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: button.iconName
            color: button.enabled ? button.tint : Theme.outline
        }
    }
}
