pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// Name, price, what can be chosen, and the ways to get it.
Column {
    id: words

    required property Product product
    property bool compared: false
    signal storesAsked()
    signal compareAsked()
    signal phoneAsked()

    spacing: Metrics.unit * 2

    Column {
        width: parent.width
        spacing: Metrics.unit
        AppText {
            width: parent.width
            visible: text.length > 0
            text: words.product.brand
            font.pixelSize: Metrics.small
            weight: Theme.medium
            color: Theme.inkSoft
        }
        Headline {
            width: parent.width
            text: words.product.name
        }
        Price {
            width: parent.width
            now: words.product.price
            before: words.product.before
            saving: words.product.saving
        }
        Rating {
            anchors.left: parent.left
            stars: words.product.rating
            count: words.product.ratingCount
        }
    }
    Flow {
        id: choices

        readonly property bool paired: !Metrics.large && words.product.options.length === 2
            && words.product.options.every(option => option.values.length <= 5)

        width: parent.width
        spacing: Metrics.gutter
        Repeater {
            model: words.product.options
            OptionRow {
                required property var modelData

                width: choices.paired ? (choices.width - choices.spacing) / 2 : choices.width
                option: modelData
                onChosen: valueId => words.product.choose(modelData.id, valueId)
            }
        }
    }
    Item { width: 1; height: Metrics.unit * 0.5 }
    Repeater {
        model: words.product.ways
        WayCard {
            required property var modelData
            required property int index

            objectName: "way-" + modelData.tone
            width: words.width
            tone: modelData.tone
            iconName: modelData.icon
            text: modelData.title
            sentence: modelData.sentence
            note: modelData.note
            checkable: false
            checked: words.product.way === index
            onClicked: words.product.chooseWay(index)
        }
    }
    Banner {
        width: parent.width
        visible: words.product.productId !== "" && words.product.ways.length === 0
        tone: "soon"
        text: qsTr("Sold out everywhere for now.")
        detail: qsTr("Our staff can tell you when it comes back, or show you something like it.")
    }
    Flow {
        x: -Metrics.quiet
        width: parent.width + Metrics.quiet * 2
        spacing: Metrics.unit
        Button {
            objectName: "more-stores"
            visible: words.product.stores.length > 1
            kind: "quiet"
            iconName: "pin"
            text: qsTr("%n store(s) have it", "", words.product.stores.length)
            onClicked: words.storesAsked()
        }
        Button {
            objectName: "compare"
            kind: "quiet"
            iconName: "compare"
            text: words.compared ? qsTr("See both") : qsTr("Compare")
            onClicked: words.compareAsked()
        }
        Button {
            objectName: "carry"
            kind: "quiet"
            iconName: "phone"
            text: qsTr("Take it to my phone")
            onClicked: words.phoneAsked()
        }
    }
}
