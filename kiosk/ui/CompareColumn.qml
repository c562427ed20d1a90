import QtQuick
import shared.design

// The head of one of two products to compare.
Column {
    id: column

    property var product: null
    property real nameHeight: 0  // of the longer name of both, so that what follows stands side by side
    readonly property alias ownNameHeight: name.implicitHeight

    spacing: Metrics.unit * 1.5

    Photo {
        width: parent.width
        height: Math.round(Math.min(width * 1.25, Metrics.unit * 56))
        media: column.product.media
        radius: Metrics.radius
        ground: Theme.surface
        alternative: column.product.name
    }
    AppText {
        id: name

        width: parent.width
        height: Math.max(implicitHeight, column.nameHeight)
        text: column.product.name
        font.pixelSize: Metrics.title
        weight: Theme.strong
    }
    Price {
        width: parent.width
        now: column.product.price
        before: column.product.before
    }
    Rating {
        anchors.left: parent.left
        stars: column.product.stars
        count: column.product.count
    }
    Availability {
        width: parent.width
        tone: column.product.tone
        text: column.product.availability
    }
}
