pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// A row of product tiles to swipe through, few enough to be made at once.
Flickable {
    id: strip

    property Tiles tiles: null
    readonly property int count: repeater.count
    readonly property real cell: Math.min(width * (Metrics.large ? 0.56 : 0.36), Metrics.unit * (Metrics.large ? 52 : 34))
    signal chosen(string productId)

    function begin() {
        contentX = Metrics.rightToLeft ? Math.max(0, contentWidth - width) : 0
    }

    function reveal(tile: Item) {
        contentX = Math.max(0, Math.min(contentWidth - width, tile.x - (width - tile.width) / 2))
    }

    implicitHeight: row.implicitHeight
    contentWidth: row.implicitWidth
    contentHeight: height
    flickableDirection: Flickable.HorizontalFlick
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    onContentWidthChanged: begin()
    onWidthChanged: begin()

    Row {
        id: row
        spacing: Metrics.gutter
        Repeater {
            id: repeater
            model: strip.tiles
            Tile {
                id: tile

                required property var model

                objectName: "tile-" + model.productId
                width: strip.cell
                text: model.name
                media: model.media
                price: model.price
                before: model.before
                tone: model.tone
                availability: model.availability
                onVisualFocusChanged: if (visualFocus) strip.reveal(tile)
                onClicked: strip.chosen(model.productId)
            }
        }
    }
}
