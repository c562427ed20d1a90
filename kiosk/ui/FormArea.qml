import QtQuick
import shared.design

// A step with a headline and one column below it; on a tall panel it stands on the page's foot, within reach.
ScrollArea {
    id: area

    property string title: ""
    property string lead: ""
    property bool broad: Metrics.large  // two columns side by side, or large letters, need more
    default property alias fields: content.data
    readonly property real column: Math.min(width - Metrics.margin * 2, Metrics.unit * (broad ? 220 : 130))

    onContentHeightChanged: follow()
    contentHeight: content.y + content.implicitHeight + Metrics.margin

    Column {
        id: content
        y: Metrics.landscape ? 0 : Math.max(0, area.height - implicitHeight - Metrics.margin)
        anchors.horizontalCenter: parent.horizontalCenter
        width: area.column
        spacing: Metrics.gutter

        Item { width: 1; height: Metrics.unit }
        Headline {
            width: parent.width
            text: area.title
        }
        AppText {
            width: parent.width
            visible: text.length > 0
            text: area.lead
            color: Theme.inkSoft
            lineHeight: 1.1
        }
    }
}
