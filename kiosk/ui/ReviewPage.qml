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

        Repeater {
            model: page.basket.groups
            ReviewGroup {
                required property var modelData

                width: area.column
                group: modelData
            }
        }
        FactRow {
            width: area.column
            visible: page.checkout.curbside
            iconName: "car"
            text: qsTr("Brought to your car")
            detail: qsTr("Come to the store, and tell us with your code that you are outside.")
            onChangeAsked: page.kiosk.go("how")
        }
        FactRow {
            width: area.column
            visible: page.basket.ships
            iconName: "home"
            text: qsTr("To this address")
            detail: page.checkout.addressLine
            onChangeAsked: page.kiosk.go("how")
        }
        FactRow {
            width: area.column
            iconName: page.checkout.notify === "none" ? "qr" : (page.checkout.notify === "sms" ? "phone" : "mail")
            text: qsTr("How we tell you")
            detail: page.checkout.contactLine
            onChangeAsked: page.kiosk.go("contact")
        }
        FactRow {
            width: area.column
            visible: page.checkout.member !== ""
            iconName: "star"
            text: qsTr("Your membership")
            detail: page.checkout.member
            onChangeAsked: page.kiosk.go("contact")
        }
        PayChoice {
            width: area.column
            paying: page.kiosk.paying
            ships: page.basket.ships
        }
        Item {
            width: area.column
            height: total.implicitHeight + Metrics.unit * 2
            AppText {
                anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                width: parent.width - total.implicitWidth - Metrics.gutter
                text: page.basket.saving || qsTr("Total, tax included")
                color: page.basket.saving ? Theme.danger : Theme.inkSoft
            }
            Headline {
                id: total
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                text: page.basket.total
                figures: true
                wrapMode: Text.NoWrap
            }
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        primary: qsTr("Order now")
        iconName: "check"
        ready: page.basket.count > 0
        onActed: page.checkout.place()
    }
}
