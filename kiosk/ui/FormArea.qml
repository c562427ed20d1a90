pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// A step with a headline and one column below it. The goods it is about hang where there is room: on a tall panel
// above it, so that it stands on the page's foot, within reach; on a wide one beside it.
ScrollArea {
    id: area

    property string title: ""
    property string lead: ""
    property string iconName: ""  // above the title, for a step that says how something ended
    property list<string> photos: []
    property bool broad: Metrics.large  // two columns side by side, or large letters, need more
    default property alias fields: content.data
    readonly property bool beside: Metrics.landscape && !Metrics.large && photos.length > 0 && width > Metrics.unit * 190
    readonly property int side: Math.round(Math.min(height - Metrics.gutter * 2, width * 0.36))
    readonly property real aside: beside ? side + Metrics.section : 0
    readonly property real column: Math.min(width - Metrics.margin * 2 - aside, Metrics.unit * (broad ? 240 : 136))

    onContentHeightChanged: follow()
    contentHeight: content.y + content.implicitHeight + Metrics.margin

    Grid {
        id: goods

        readonly property int room: (area.beside ? area.height : content.y) - Metrics.gutter * 2
        readonly property int high: Math.min(room, Metrics.unit * (area.photos.length === 1 ? 100 : 80))
        readonly property int shown: Math.min(area.photos.length, area.beside ? 4 : Math.max(1, Math.round(area.column / (high * 0.85))))
        readonly property real share: ((area.beside ? area.side : area.column) - spacing * (columns - 1)) / columns

        parent: area.beside ? area : area.contentItem  // beside the words it stays while they scroll
        x: area.beside ? (Metrics.rightToLeft ? area.width - width - Metrics.margin : Metrics.margin) : (area.width - width) / 2
        y: area.beside ? Metrics.gutter : Math.max(Metrics.gutter, (content.y - height) / 2)  // in the middle of its wall
        columns: area.beside ? Math.min(2, shown) : shown
        spacing: Metrics.gutter
        visible: area.beside || (!Metrics.landscape && room > Metrics.unit * 24 && area.photos.length > 0)
        Repeater {
            model: goods.visible ? area.photos.slice(0, goods.shown) : []
            Photo {
                required property string modelData

                width: Math.min(goods.share, goods.high)
                height: area.beside ? Math.min(width * 1.25, goods.shown > 2 ? (goods.room - goods.spacing) / 2 : goods.room) : goods.high
                media: modelData
                radius: Metrics.radius
            }
        }
    }
    Column {
        id: content
        y: Metrics.landscape ? 0 : Math.max(0, area.height - implicitHeight - Metrics.margin)
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.horizontalCenterOffset: area.aside / 2
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
        EvenText {
            width: parent.width
            visible: text.length > 0
            text: area.lead
            color: Theme.inkSoft
            lineHeight: Metrics.rightToLeft ? 0.9 : 1.1
        }
    }
}
