pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// One product: photographs, what can be chosen, and the ways to get it; in landscape picture left, words right.
Page {
    id: page

    readonly property Product product: kiosk.product
    readonly property bool wide: Metrics.landscape

    objectName: "page-product"

    PhotoSwipe {
        id: beside
        visible: page.wide
        anchors { left: parent.left; top: parent.top; bottom: foot.top }
        width: page.wide ? Math.min(Math.round(parent.width * 0.44), Math.round(height * 0.8)) : 0
        bleeding: true
        photos: page.wide ? page.product.photos : []
        name: page.product.name
        onZoomAsked: index => page.sheetAsked("zoom " + index)
    }
    ScrollArea {
        id: area
        anchors { left: page.wide ? beside.right : parent.left; right: parent.right; top: parent.top; bottom: foot.top }
        contentHeight: column.implicitHeight + Metrics.margin

        Column {
            id: column
            width: area.width
            spacing: Metrics.gutter

            topPadding: !page.wide ? 0 : Metrics.low ? Metrics.unit : Metrics.gutter
            PhotoSwipe {
                visible: !page.wide
                width: parent.width
                height: Math.round(area.height * (Metrics.large ? 0.42 : 0.5))
                photos: page.wide ? [] : page.product.photos
                name: page.product.name
                onZoomAsked: index => page.sheetAsked("zoom " + index)
            }
            ProductWords {
                x: Metrics.margin
                width: parent.width - Metrics.margin * 2
                product: page.product
                compared: page.kiosk.compare.marked.includes(page.product.productId)
                onStoresAsked: page.sheetAsked("stores")
                onPhoneAsked: page.sheetAsked("phone")
                onCompareAsked: {
                    if (!compared)
                        page.kiosk.compare.toggle(page.product.productId)
                    page.sheetAsked("compare")
                }
            }
            ProductStory {
                x: Metrics.margin
                width: parent.width - Metrics.margin * 2
                kiosk: page.kiosk
            }
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        primary: page.product.ways.length ? qsTr("Add to basket") : qsTr("Call staff")
        iconName: page.product.ways.length ? "plus" : "bell"
        ready: page.product.productId !== ""
        secondary: page.kiosk.basket.count ? qsTr("To the basket") : ""
        onSecondaryActed: page.kiosk.go("basket")
        onActed: page.product.ways.length ? page.product.add() : page.sheetAsked("staff")
    }
}
