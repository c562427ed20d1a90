import QtQuick
import shared.design

// One entry of the rail.
Pressable {
    id: entry

    property string iconName: ""
    property string key: ""
    property int badge: 0
    property string tone: ""
    property bool current: false

    implicitHeight: Metrics.target
    focusPolicy: Qt.TabFocus
    corner: Metrics.radius * 0.8
    padding: 0
    Accessible.role: Accessible.PageTab
    Accessible.selected: current
    Accessible.name: badge ? text + ", " + badge : text

    background: Rectangle {
        radius: entry.corner
        color: entry.current ? Theme.surface : (entry.hovered || entry.down ? Theme.accentSoft : "transparent")
        border.width: Theme.contrast && entry.current ? 2 : 0
        border.color: Theme.accent
    }
    contentItem: Item {
        Icon {
            id: mark
            anchors { left: parent.left; leftMargin: Metrics.unit * 1.25; verticalCenter: parent.verticalCenter }
            name: entry.iconName
            color: entry.current ? Theme.accent : Theme.inkSoft
        }
        AppText {
            anchors {
                left: mark.right; leftMargin: Metrics.unit * 1.25
                right: count.visible ? count.left : hint.left; rightMargin: Metrics.unit * 0.5
                verticalCenter: parent.verticalCenter
            }
            visible: !Metrics.large  // then icon, badge and key say it, and assistive tools hear the name
            text: entry.text
            weight: entry.current ? Theme.strong : Theme.medium
            color: entry.current ? Theme.ink : Theme.inkSoft
            elide: Text.ElideRight
            maximumLineCount: 1
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Rectangle {
            id: count
            visible: entry.badge > 0
            anchors { right: hint.left; rightMargin: Metrics.unit * 0.75; verticalCenter: parent.verticalCenter }
            width: Math.max(height, number.implicitWidth + Metrics.unit)
            height: Metrics.tall(20)
            radius: height / 2
            color: entry.tone ? Theme.tone(entry.tone) : Theme.inkSoft
            AppText {
                id: number
                anchors.centerIn: parent
                text: entry.badge > 999 ? "999+" : entry.badge
                font.pixelSize: Metrics.small - 1
                weight: Theme.strong
                figures: true
                color: Theme.surface
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
        AppText {
            id: hint
            anchors { right: parent.right; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
            width: Metrics.tall(24)
            horizontalAlignment: Text.AlignRight
            text: entry.key
            font.pixelSize: Metrics.small - 1
            color: Theme.inkSoft
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
