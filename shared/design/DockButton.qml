import QtQuick

// One place in the dock: icon, word, and a badge where something waits there.
Pressable {
    id: button

    property string iconName: ""
    property string badge: ""
    property string detail: ""

    topPadding: Math.max(Metrics.unit * 1.75, (height - contentItem.implicitHeight) / 2)
    bottomPadding: Metrics.unit * 1.75
    leftPadding: Metrics.unit * 0.5
    rightPadding: Metrics.unit * 0.5
    implicitHeight: contentItem.implicitHeight + Metrics.unit * 3.5
    corner: Metrics.radius
    font.pixelSize: Metrics.small
    weight: checked ? Theme.strong : Theme.medium
    Accessible.role: Accessible.Button
    Accessible.name: badge ? [text, badge, detail].join(qsTr(", ")) : text

    background: Item {
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: button.topPadding - Metrics.unit * 0.5
            width: Metrics.icon * 2.1
            height: Metrics.icon + Metrics.unit
            radius: height / 2
            color: button.checked ? Theme.accentSoft : (button.down ? Theme.tile : "transparent")
            border.width: Theme.contrast && button.checked ? 3 : 0
            border.color: Theme.accent
            Behavior on color { enabled: Theme.motion; ColorAnimation { duration: Theme.quick } }
        }
    }
    contentItem: Column {
        spacing: Metrics.unit * 0.75
        Item {
            width: parent.width
            height: Metrics.icon
            Icon {
                id: mark
                anchors.centerIn: parent
                name: button.iconName
                color: button.checked ? Theme.accent : Theme.ink
            }
            Rectangle {
                visible: button.badge.length > 0
                anchors { left: mark.right; leftMargin: -Metrics.unit; verticalCenter: mark.top; verticalCenterOffset: Metrics.unit }
                width: Math.max(height, count.implicitWidth + Metrics.unit * 1.5)
                height: count.implicitHeight + 2
                radius: height / 2
                color: Theme.accent
                AppText {
                    id: count
                    anchors.centerIn: parent
                    text: button.badge
                    font.pixelSize: Metrics.small
                    weight: Theme.strong
                    color: Theme.accentText
                    figures: true
                    Accessible.ignored: true
                }
            }
        }
        AppText {
            width: parent.width
            text: button.detail || button.text
            font.pixelSize: button.font.pixelSize
            weight: button.weight
            color: button.checked ? Theme.accent : Theme.ink
            figures: true
            horizontalAlignment: Text.AlignHCenter
            wrapMode: button.detail ? Text.NoWrap : Text.WordWrap
            fontSizeMode: button.detail ? Text.HorizontalFit : Text.FixedSize
            minimumPixelSize: Math.round(Metrics.small / Math.max(1, Metrics.textScale))
            Accessible.ignored: true
        }
    }
}
