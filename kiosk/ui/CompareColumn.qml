pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// One of two products to compare.
Column {
    id: column

    property var product: null

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
        width: parent.width
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
    Repeater {
        model: column.product.facts
        Column {
            id: fact

            required property var modelData

            width: column.width
            topPadding: Metrics.unit * 0.5
            AppText {
                width: parent.width
                text: fact.modelData.label
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
            }
            AppText {
                width: parent.width
                text: fact.modelData.text
            }
        }
    }
    Repeater {
        model: column.product.bullets
        AppText {
            required property string modelData

            width: column.width
            text: "·  " + modelData
        }
    }
}
