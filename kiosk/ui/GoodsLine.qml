import QtQuick
import shared.design

// An article of an order in one line: picture, how many of what, and perhaps the price.
Row {
    id: row

    property var line: null
    property color ground: Theme.surface

    spacing: Metrics.unit * 2

    Photo {
        id: photo
        width: Metrics.unit * 9
        height: Math.round(width * 1.25)
        media: row.line.media
        radius: Metrics.radius * 0.5
        ground: row.ground
    }
    Column {
        width: parent.width - photo.width - parent.spacing - (cost.visible ? cost.width + parent.spacing : 0)
        anchors.verticalCenter: parent.verticalCenter
        AppText {
            width: parent.width
            text: row.line.quantity + " × " + row.line.name
        }
        AppText {
            width: parent.width
            visible: text.length > 0
            text: row.line.options
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
        }
    }
    AppText {
        id: cost
        visible: text.length > 0
        text: row.line.price ?? ""
        weight: Theme.strong
        figures: true
        wrapMode: Text.NoWrap
        anchors.verticalCenter: parent.verticalCenter
    }
}
