import QtQuick
import shared.design

// The foot of a page: what else can be done on the leading side, the next action always at the trailing end.
Rectangle {
    id: bar

    default property alias others: row.data
    property real most: Infinity  // so high the others stand; more of them scroll, and their keys are heard all the same
    property alias primary: tail.data

    // Where everything does not fit beside it, the next action stands on a line of its own.
    readonly property bool stacked: Metrics.large && natural + tail.width + Metrics.unit * 6 > width
    readonly property real natural: {
        let wide = 0
        for (const each of row.children)
            wide += each.visible ? each.implicitWidth + row.spacing : 0
        return wide
    }
    implicitHeight: stacked ? area.height + tail.height + Metrics.unit * 3
                            : Math.max(Metrics.tall(40), area.height, tail.height) + Metrics.unit * 3
    color: "transparent"

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: 1
        color: Theme.hairline
    }
    ScrollArea {
        id: area
        anchors {
            left: parent.left; leftMargin: Metrics.unit * 2
            right: bar.stacked ? parent.right : tail.left; rightMargin: Metrics.unit * 2
        }
        y: bar.stacked ? Metrics.unit : (bar.height - height) / 2
        height: Math.min(row.implicitHeight, bar.most)
        contentHeight: row.implicitHeight
        interactive: contentHeight > height
        clip: interactive
        Flow {
            id: row
            width: area.width
            spacing: Metrics.unit
        }
    }
    Row {
        id: tail
        anchors { right: parent.right; rightMargin: Metrics.unit * 2 }
        y: bar.stacked ? bar.height - height - Metrics.unit : (bar.height - height) / 2
        spacing: Metrics.unit
    }
}
