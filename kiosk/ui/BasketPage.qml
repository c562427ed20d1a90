pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// The basket by promise: what comes together, how many, and what to do if it cannot be had after all.
Page {
    id: page

    readonly property Basket basket: kiosk.basket

    objectName: "page-basket"

    ScrollArea {
        id: area
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: sum.top }
        contentHeight: content.implicitHeight + Metrics.margin
        onContentHeightChanged: if (page.kiosk.reminder.asks) follow()

        Column {
            id: content
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width - Metrics.margin * 2, Metrics.unit * 170)
            spacing: Metrics.gutter

            Item { width: 1; height: Metrics.unit }
            Headline {
                width: parent.width
                text: page.basket.count ? qsTr("Your basket") : qsTr("Your basket is empty")
            }
            AppText {
                width: parent.width
                visible: page.basket.count === 0
                text: qsTr("Whatever you put in stays here until you order or leave.")
                color: Theme.inkSoft
            }
            Button {
                anchors.left: parent.left
                visible: page.basket.count === 0
                kind: "primary"
                iconName: "search"
                text: qsTr("Find something")
                onClicked: page.kiosk.find()
            }
            Flow {
                width: parent.width
                visible: page.basket.count > 0
                spacing: Metrics.gutter
                Button {
                    objectName: "carry"
                    kind: "quiet"
                    iconName: "qr"
                    text: qsTr("Take it with me")
                    onClicked: page.sheetAsked("phone")
                }
                RemindMe {
                    width: Math.min(least, content.width)
                    reminder: page.kiosk.reminder
                }
            }
            Repeater {
                model: page.basket.groups
                BasketGroup {
                    required property var modelData

                    width: content.width
                    group: modelData
                    basket: page.basket
                    onShowAsked: productId => page.kiosk.show(productId)
                }
            }
        }
    }
    Item {
        id: sum
        width: parent.width
        height: visible ? Math.max(total.implicitHeight, line.implicitHeight) + Metrics.unit * 3 : 0
        visible: page.basket.count > 0
        anchors.bottom: foot.top
        Rectangle { width: parent.width; height: Theme.contrast ? 4 : 1; color: Theme.hairline }
        AppText {
            id: line
            anchors { left: parent.left; leftMargin: Metrics.margin; verticalCenter: parent.verticalCenter }
            width: parent.width - total.implicitWidth - Metrics.margin * 2 - Metrics.gutter
            text: page.basket.saving || qsTr("Total, tax included")
            color: page.basket.saving ? Theme.danger : Theme.inkSoft
        }
        Headline {
            id: total
            anchors { right: parent.right; rightMargin: Metrics.margin; verticalCenter: parent.verticalCenter }
            text: page.basket.total
            figures: true
            wrapMode: Text.NoWrap
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        primary: page.basket.count ? qsTr("Order") : ""
        iconName: "forward"
        onActed: page.kiosk.go("how")
    }
}
