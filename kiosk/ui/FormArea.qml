pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// A step with a headline and one column below it; on a tall panel it stands on the page's foot, within reach, and the
// goods it is about hang above it where there is room.
ScrollArea {
    id: area

    property string title: ""
    property string lead: ""
    property string iconName: ""  // above the title, for a step that says how something ended
    property list<string> photos: []
    property bool broad: Metrics.large  // two columns side by side, or large letters, need more
    default property alias fields: content.data
    readonly property real column: Math.min(width - Metrics.margin * 2, Metrics.unit * (broad ? 220 : 130))

    onContentHeightChanged: follow()
    contentHeight: content.y + content.implicitHeight + Metrics.margin

    Row {
        id: goods

        readonly property int room: content.y - Metrics.gutter * 2
        readonly property int shown: Math.min(area.photos.length, Math.max(1, Math.round(area.column / (room * 0.85))))

        anchors.horizontalCenter: parent.horizontalCenter
        width: area.column
        y: Metrics.gutter
        spacing: Metrics.gutter
        visible: !Metrics.landscape && room > Metrics.unit * 24 && area.photos.length > 0
        Repeater {
            model: goods.visible ? area.photos.slice(0, goods.shown) : []
            Photo {
                required property string modelData

                width: Math.min((goods.width - goods.spacing * (goods.shown - 1)) / goods.shown, height)
                height: Math.min(goods.room, Metrics.unit * 80)
                media: modelData
                radius: Metrics.radius
            }
        }
    }
    Column {
        id: content
        y: Metrics.landscape ? 0 : Math.max(0, area.height - implicitHeight - Metrics.margin)
        anchors.horizontalCenter: parent.horizontalCenter
        width: area.column
        spacing: Metrics.gutter

        Item { width: 1; height: Metrics.unit }
        Icon {
            anchors.left: parent.left
            visible: name !== ""
            name: area.iconName
            size: Metrics.icon * 2
            color: Theme.soon
        }
        Headline {
            width: parent.width
            text: area.title
        }
        AppText {
            width: parent.width
            visible: text.length > 0
            text: area.lead
            color: Theme.inkSoft
            lineHeight: Metrics.rightToLeft ? 0.9 : 1.1
        }
    }
}
