pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// What else there is to know: the description, what others thought, and what goes with it.
Column {
    id: story

    required property Kiosk kiosk
    readonly property Product product: kiosk.product

    spacing: Metrics.gutter

    component Heading: AppText {
        topPadding: Metrics.unit * 2
        width: story.width
        font.pixelSize: Metrics.title
        weight: Theme.strong
        Accessible.role: Accessible.Heading
    }

    Heading {
        visible: story.product.description !== ""
        text: qsTr("About it")
    }
    AppText {
        width: Math.min(parent.width, Metrics.body * 32)
        visible: text.length > 0
        text: story.product.description
        lineHeight: Metrics.rightToLeft ? 0.95 : 1.15
    }
    Bullets {
        width: Math.min(parent.width, Metrics.body * 32)
        texts: story.product.bullets
    }
    Heading {
        visible: story.product.reviews.length > 0
        text: qsTr("What others say")
    }
    Repeater {
        model: story.product.reviews
        Column {
            id: review

            required property var modelData

            width: story.width
            spacing: Metrics.unit * 0.5
            Rating {
                anchors.left: parent.left
                stars: review.modelData.rating
                count: 1
                quiet: true
            }
            AppText {
                width: parent.width
                visible: text.length > 0
                text: review.modelData.title
                weight: Theme.strong
            }
            AppText {
                width: Math.min(parent.width, Metrics.body * 32)
                visible: text.length > 0
                text: review.modelData.text
            }
            AppText {
                width: parent.width
                visible: text.length > 0
                text: review.modelData.author
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
            }
        }
    }
    Heading {
        visible: strip.count > 0
        text: qsTr("Goes well with it")
    }
    TileStrip {
        id: strip
        width: parent.width
        visible: count > 0
        tiles: story.product.goesWith
        onChosen: productId => story.kiosk.show(productId)
    }
}
