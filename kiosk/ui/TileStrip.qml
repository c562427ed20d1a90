pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// A row of product tiles to swipe through.
ListView {
    id: strip

    property Tiles tiles: null
    signal chosen(string productId)

    readonly property real cell: Math.min(width * (Metrics.large ? 0.56 : 0.36), Metrics.unit * (Metrics.large ? 52 : 34))

    model: tiles
    orientation: ListView.Horizontal
    layoutDirection: Metrics.rightToLeft ? Qt.RightToLeft : Qt.LeftToRight
    LayoutMirroring.enabled: false
    spacing: Metrics.gutter
    implicitHeight: cell * 1.25 + Metrics.body * (Metrics.large ? 6 : 4.2) + Metrics.small * 3.4 + Metrics.unit * 5
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    reuseItems: true
    cacheBuffer: 0
    highlightFollowsCurrentItem: false
    onOriginXChanged: Qt.callLater(positionViewAtBeginning)
    onCountChanged: Qt.callLater(positionViewAtBeginning)

    delegate: Tile {
        required property var model
        required property int index

        objectName: "tile-" + model.productId
        width: strip.cell
        text: model.name
        media: model.media
        price: model.price
        before: model.before
        tone: model.tone
        availability: model.availability
        onActiveFocusChanged: if (activeFocus) strip.positionViewAtIndex(index, ListView.Contain)
        onClicked: strip.chosen(model.productId)
    }
}
