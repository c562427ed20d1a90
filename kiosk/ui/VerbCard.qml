import QtQuick
import shared.design

// One of the three verbs on the first page: a large card with a line of what it does.
Pressable {
    id: card

    property string iconName: ""
    property string line: ""
    property bool primary: false
    readonly property color face: primary ? Theme.accentText : Theme.ink

    padding: Metrics.unit * 3
    leftPadding: Metrics.unit * 4
    rightPadding: Metrics.unit * 4
    corner: Metrics.radius * 1.2
    Accessible.role: Accessible.Button
    description: line

    background: Rectangle {
        radius: card.corner
        color: card.primary ? (card.down ? Theme.accentPressed : Theme.accent) : (card.down ? Theme.tile : Theme.surface)
        border.width: Theme.contrast ? 4 : (card.primary ? 0 : 1)
        border.color: card.primary ? Theme.accent : Theme.outline
    }
    contentItem: Item {
        implicitHeight: Math.max(mark.height, words.implicitHeight)
        Icon {
            id: mark
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            name: card.iconName
            color: card.face
            size: Math.round(Metrics.icon * 1.35)
        }
        Column {
            id: words
            anchors { left: mark.right; leftMargin: Metrics.unit * 3; right: arrow.left; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
            spacing: Metrics.unit * 0.5
            AppText {
                width: parent.width
                text: card.text
                font.pixelSize: Metrics.title
                weight: Theme.strong
                color: card.face
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                text: card.line
                font.pixelSize: Metrics.small
                color: card.primary ? Theme.accentText : Theme.inkSoft
                Accessible.ignored: true
            }
        }
        Icon {
            id: arrow
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            name: "chevron-right"
            color: card.face
        }
    }
}
