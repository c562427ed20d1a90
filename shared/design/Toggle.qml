import QtQuick

// A setting that is on or off, with what it does in words.
Pressable {
    id: toggle

    property string iconName: ""

    checkable: true
    topPadding: Metrics.unit * 1.5
    bottomPadding: Metrics.unit * 1.5
    corner: Metrics.radius
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: checked

    contentItem: Item {
        implicitHeight: Math.max(words.implicitHeight, track.height)
        Icon {
            id: mark
            visible: toggle.iconName.length > 0
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            width: visible ? size : 0
            name: toggle.iconName
        }
        Column {
            id: words
            anchors {
                left: mark.right; leftMargin: mark.visible ? Metrics.unit * 2.5 : 0
                right: track.left; rightMargin: Metrics.gutter
                verticalCenter: parent.verticalCenter
            }
            AppText {
                width: parent.width
                text: toggle.text
                weight: Theme.medium
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                visible: text.length > 0
                text: toggle.description
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
                Accessible.ignored: true
            }
        }
        Rectangle {
            id: track
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            width: height * 1.75
            height: Metrics.icon * 1.35
            radius: height / 2
            color: toggle.checked ? Theme.accent : Theme.surface
            border.width: Theme.line
            border.color: toggle.checked ? Theme.accent : Theme.outline
            Behavior on color { enabled: Theme.motion; ColorAnimation { duration: Theme.quick } }
            Rectangle {
                width: parent.height - Metrics.unit * 1.25
                height: width
                radius: width / 2
                y: (parent.height - height) / 2
                x: toggle.checked !== toggle.mirrored ? parent.width - width - y : y
                color: toggle.checked ? Theme.accentText : Theme.outline
                Behavior on x { enabled: Theme.motion; NumberAnimation { duration: Theme.quick } }
                Icon {
                    anchors.centerIn: parent
                    visible: toggle.checked
                    name: "check"
                    color: Theme.accent
                    size: Math.round(parent.width * 0.7)
                }
            }
        }
    }
}
