import QtQuick

// A dense row for the counter: a mark, two lines of words, and what the list lays at the trailing edge.
Pressable {
    id: row

    property string iconName: ""
    property string tone: "none"
    property string detail: ""
    property bool current: false
    default property alias trailing: tail.data

    implicitHeight: Math.max(Metrics.target, contentItem.implicitHeight + topPadding + bottomPadding)
    leftPadding: Metrics.unit * 1.5
    rightPadding: Metrics.unit * 1.5
    topPadding: Metrics.unit
    bottomPadding: Metrics.unit
    corner: Metrics.radius * 0.8
    Accessible.role: Accessible.ListItem
    Accessible.selected: current
    Accessible.name: [text, detail].filter(part => part.length > 0).join(qsTr(", "))

    background: Rectangle {
        radius: row.corner
        color: row.current ? Theme.accentSoft : (row.down ? Theme.tile : "transparent")
        border.width: row.current && Theme.contrast ? 3 : 0
        border.color: Theme.accent
        Rectangle {
            visible: row.current
            width: 3
            height: parent.height - Metrics.unit * 2
            radius: 2
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            color: Theme.accent
        }
    }
    contentItem: Item {
        implicitHeight: Math.max(words.implicitHeight, tail.implicitHeight)
        Icon {
            id: mark
            visible: row.iconName.length > 0
            width: visible ? size : 0
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            name: row.iconName
            color: Theme.tone(row.tone)
        }
        Column {
            id: words
            anchors {
                left: mark.right; leftMargin: mark.visible ? Metrics.unit * 1.5 : 0
                right: tail.left; rightMargin: Metrics.unit * 1.5
                verticalCenter: parent.verticalCenter
            }
            AppText {
                width: parent.width
                text: row.text
                weight: Theme.medium
                maximumLineCount: Metrics.dense && !Metrics.large ? 1 : 3
                elide: Text.ElideRight
                figures: true
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                visible: text.length > 0
                text: row.detail
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
                maximumLineCount: Metrics.dense && !Metrics.large ? 1 : 3
                elide: Text.ElideRight
                figures: true
                Accessible.ignored: true
            }
        }
        Row {
            id: tail
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            spacing: Metrics.unit
        }
    }
}
