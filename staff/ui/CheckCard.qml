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
            height: 24
            Icon {
                id: mark
                anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                name: card.done ? "check-circle" : card.iconName
                color: card.done ? Theme.accent : (card.next ? Theme.ink : Theme.inkSoft)
            }
            AppText {
                id: heading
                anchors { left: mark.right; leftMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
                text: card.title
                weight: Theme.strong
                wrapMode: Text.NoWrap
            }
            AppText {
                anchors { left: heading.right; leftMargin: Metrics.unit * 2; right: parent.right; verticalCenter: parent.verticalCenter }
                horizontalAlignment: Text.AlignRight
                text: card.outcome
                color: card.done ? Theme.accent : Theme.inkSoft
                figures: true
                elide: Text.ElideRight
                maximumLineCount: 1
            }
        }
        Column {
            id: body
            width: parent.width
            visible: !card.done
        }
    }
}
