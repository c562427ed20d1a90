import QtQuick

// The head of every page: whose store this is, and at the trailing edge what the page lays there.
Item {
    id: bar

    property string title: ""
    property string subtitle: ""
    default property alias trailing: tail.data

    implicitHeight: Math.max(words.implicitHeight, tail.implicitHeight) + Metrics.unit * (Metrics.low ? 1.5 : Metrics.landscape ? 2 : 3)
    Accessible.role: Accessible.ToolBar

    Column {
        id: words
        anchors {
            left: parent.left; leftMargin: Metrics.margin
            right: tail.left; rightMargin: Metrics.gutter
            verticalCenter: parent.verticalCenter
        }
        AppText {
            width: parent.width
            text: Metrics.low && bar.subtitle ? bar.subtitle : bar.title
            weight: Theme.strong
            maximumLineCount: 1
            elide: Text.ElideRight
        }
        AppText {
            width: parent.width
            visible: text.length > 0 && !Metrics.low
            text: bar.subtitle
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
            maximumLineCount: Metrics.large ? 2 : 1
            elide: Text.ElideRight
        }
    }
    Row {
        id: tail
        anchors { right: parent.right; rightMargin: Metrics.margin; verticalCenter: parent.verticalCenter }
        spacing: Metrics.unit * 1.5
    }
}
