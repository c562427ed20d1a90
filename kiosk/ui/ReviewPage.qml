pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// A last look before ordering: what, how, whom we tell, and what it costs.
Page {
    id: page

    readonly property Checkout checkout: kiosk.checkout
    readonly property Basket basket: kiosk.basket

    objectName: "page-review"

    FormArea {
        id: area
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: foot.top }
        title: qsTr("Is this right?")
        photos: Metrics.landscape ? [] : page.basket.photos
        broad: grid.columns === 2 || Metrics.large

        Grid {
            id: grid

            readonly property real cell: columns === 2 ? (width - columnSpacing) / 2 : width

            width: area.column
            columns: Metrics.landscape && !Metrics.large ? 2 : 1
            columnSpacing: Metrics.section
            rowSpacing: Metrics.gutter

            Column {
                width: grid.cell
                spacing: Metrics.gutter
                Repeater {
                    model: page.basket.groups
                    ReviewGroup {
                        required property var modelData

                        width: grid.cell
                        group: modelData
                    }
                }
            }
            Column {
                width: grid.cell
                spacing: Metrics.gutter
                FactRow {
                    width: grid.cell
                    visible: page.checkout.curbside
                    iconName: "car"
                    text: qsTr("Brought to your car")
                    detail: qsTr("Come to the store, and tell us with your code that you are outside.")
                    onChangeAsked: page.kiosk.go("how")
                }
                FactRow {
                    width: grid.cell
                    visible: page.basket.ships
                    iconName: "home"
                    text: qsTr("To this address")
                    detail: page.checkout.addressLine
                    onChangeAsked: page.kiosk.go("how")
                }
                FactRow {
                    width: grid.cell
                    iconName: page.checkout.notify === "none" ? "qr" : (page.checkout.notify === "sms" ? "phone" : "mail")
                    text: qsTr("How we tell you")
                    detail: page.checkout.contactLine
                    onChangeAsked: page.kiosk.go("contact")
                }
                FactRow {
                    width: grid.cell
                    visible: page.checkout.member !== ""
                    iconName: "star"
                    text: qsTr("Your membership")
                    detail: page.checkout.member
                    onChangeAsked: page.kiosk.go("contact")
                }
                PayChoice {
                    width: grid.cell
                    paying: page.kiosk.paying
                    ships: page.basket.ships
                }
                Total {
                    width: grid.cell
                    basket: page.basket
                }
            }
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        primary: qsTr("Order for %1").arg(page.basket.total)
        iconName: "check"
        ready: page.basket.count > 0
        onActed: page.checkout.place()
    }
}
