pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// The basket by promise: what comes together, how many, and what to do if it cannot be had after all.
Page {
    id: page

    readonly property Basket basket: kiosk.basket
    readonly property bool level: Metrics.landscape && !Metrics.large && width > Metrics.unit * 190  // the total stands beside the button

    objectName: "page-basket"

    ScrollArea {
        id: area
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: sum.top }
        contentHeight: content.implicitHeight + Metrics.margin
        onContentHeightChanged: if (page.kiosk.reminder.asks) follow()

        Column {
            id: content

            readonly property bool level: page.level && page.basket.count > 0  // headline and buttons
            readonly property bool paired: page.level && parent.width > Metrics.unit * 200 && page.basket.groups.length > 1

            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width - Metrics.margin * 2, Metrics.unit * (paired || Metrics.large ? 240 : 170))
            spacing: Metrics.gutter

            Item { width: 1; height: Metrics.unit }
            Flow {
                x: -Metrics.quiet
                width: parent.width + Metrics.quiet * 2
                spacing: Metrics.gutter
                Item {
                    width: content.level ? title.width + Metrics.quiet * 2 : parent.width
                    height: content.level ? Math.max(title.height, carry.height) : title.height
                    Headline {
                        id: title
                        anchors { left: parent.left; leftMargin: Metrics.quiet; verticalCenter: parent.verticalCenter }
                        width: content.level ? implicitWidth : content.width
                        text: page.basket.count ? qsTr("Your basket") : qsTr("Your basket is empty")
                        wrapMode: content.level ? Text.NoWrap : Text.Wrap
                    }
                }
                Button {
                    id: carry
                    objectName: "carry"
                    visible: page.basket.count > 0
                    kind: "quiet"
                    iconName: "qr"
                    text: qsTr("Take it with me")
                    onClicked: page.sheetAsked("phone")
                }
                RemindMe {
                    width: Math.min(least, content.width + Metrics.quiet * 2)
                    visible: page.basket.count > 0
                    reminder: page.kiosk.reminder
                }
            }
            EvenText {
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
            AppText {
                topPadding: Metrics.section
                width: parent.width
                visible: page.basket.count === 0
                text: qsTr("Others look at")
                font.pixelSize: Metrics.title
                weight: Theme.strong
                Accessible.role: Accessible.Heading
            }
            TileStrip {
                width: parent.width
                visible: page.basket.count === 0
                tiles: visible ? page.kiosk.home.popular : null
                onChosen: productId => page.kiosk.show(productId)
            }
            Grid {
                id: groups

                width: parent.width
                columns: content.paired ? 2 : 1
                spacing: Metrics.gutter
                Repeater {
                    model: page.basket.groups
                    BasketGroup {
                        required property var modelData

                        width: (groups.width - groups.spacing * (groups.columns - 1)) / groups.columns
                        group: modelData
                        basket: page.basket
                        onShowAsked: productId => page.kiosk.show(productId)
                    }
                }
            }
            Total {
                width: parent.width
                visible: page.basket.count > 0 && Metrics.large  // the goods have the height, and the button says it, too
                basket: page.basket
            }
        }
    }
    Total {
        id: sum
        anchors { left: parent.left; right: parent.right; bottom: foot.top }
        height: visible ? implicitHeight : 0
        visible: page.basket.count > 0 && !Metrics.large && !page.level
        inset: Metrics.margin
        basket: page.basket
        Rectangle { width: parent.width; height: Theme.hair; color: Theme.hairline }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        primary: !page.basket.count ? "" : Metrics.large ? qsTr("Order for %1").arg(page.basket.total) : qsTr("Order")
        iconName: "forward"
        onActed: page.kiosk.go("how")
        between: Total {
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
            visible: page.basket.count > 0 && page.level
            basket: page.basket
        }
    }
}
