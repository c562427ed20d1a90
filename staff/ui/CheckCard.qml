import QtQuick
import shared.design

// One thing to settle before goods leave: open, next, or done.
Item {
    id: card

    property string title: ""
    property string iconName: ""
    property string outcome: ""
    property bool done: false
    property bool next: false
    default property alias content: body.data

    implicitHeight: column.implicitHeight + Metrics.unit * 3
    Accessible.role: Accessible.Grouping
    Accessible.name: done ? title + ", " + outcome : title

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radius
        color: card.done ? Theme.accentSoft : (card.next ? Theme.surface : "transparent")
        border.width: card.next ? 2 : (Theme.contrast ? 2 : 1)
        border.color: card.next ? Theme.focus : (card.done ? Theme.accent : Theme.hairline)
    }
    Column {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Metrics.unit * 1.5 }
        spacing: Metrics.unit
        Item {
            width: parent.width
            height: Metrics.large ? heading.height + result.height : Metrics.tall(24)
            Icon {
                id: mark
                anchors { left: parent.left; verticalCenter: heading.verticalCenter }
                name: card.done ? "check-circle" : card.iconName
                color: card.done ? Theme.accent : (card.next ? Theme.ink : Theme.inkSoft)
            }
            AppText {
                id: heading
                anchors { left: mark.right; leftMargin: Metrics.unit; top: parent.top; topMargin: Metrics.large ? 0 : (parent.height - height) / 2 }
                text: card.title
                weight: Theme.strong
                wrapMode: Text.NoWrap
            }
            AppText {
                id: result
                anchors {
                    left: Metrics.large ? heading.left : heading.right; leftMargin: Metrics.large ? 0 : Metrics.unit * 2
                    right: parent.right; top: Metrics.large ? heading.bottom : heading.top
                }
                horizontalAlignment: Metrics.large ? Text.AlignLeft : Text.AlignRight
                text: card.outcome
                color: card.done ? Theme.accent : Theme.inkSoft
                figures: true
                elide: Text.ElideRight
                maximumLineCount: Metrics.large ? 3 : 1
            }
        }
        Column {
            id: body
            width: parent.width
            visible: !card.done
        }
    }
}
