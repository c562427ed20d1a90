pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// Guest first: the code is enough; whoever wants a message gives a number or an address, masked as it is typed.
Page {
    id: page

    readonly property Checkout checkout: kiosk.checkout
    property bool shown: false

    objectName: "page-contact"

    FormArea {
        id: area
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: foot.top }
        photos: page.kiosk.basket.photos
        title: qsTr("Shall we tell you when it is ready?")
        lead: qsTr("No account needed. We use this for this order only, and forget it on this screen when you leave.")

        Repeater {
            model: [
                { key: "none", icon: "qr", title: qsTr("No, I take the code with me"), line: qsTr("You get a code and a QR on the next pages.") },
                { key: "sms", icon: "phone", title: qsTr("Yes, by text message"), line: qsTr("To your mobile number.") },
                { key: "email", icon: "mail", title: qsTr("Yes, by e-mail"), line: qsTr("With the receipt.") }
            ]
            WayCard {
                required property var modelData

                objectName: "tell-" + modelData.key
                width: area.column
                iconName: modelData.icon
                text: modelData.title
                sentence: modelData.line
                checkable: false
                checked: page.checkout.notify === modelData.key
                onClicked: {
                    page.checkout.tell(modelData.key)
                    if (modelData.key === "sms")
                        phone.forceActiveFocus()
                    else if (modelData.key === "email")
                        email.forceActiveFocus()
                }
            }
        }
        TextField {
            id: phone
            objectName: "field-phone"
            width: area.column
            visible: page.checkout.notify === "sms"
            label: qsTr("Mobile number")
            layout: "phone"
            masked: !page.shown
            text: page.checkout.fields.phone
            problem: page.checkout.problems.phone ?? ""
            onEdited: page.checkout.fill("phone", text)
            onAccepted: page.next()
        }
        TextField {
            id: email
            objectName: "field-email"
            width: area.column
            visible: page.checkout.notify === "email"
            label: qsTr("E-mail address")
            layout: "email"
            masked: !page.shown
            text: page.checkout.fields.email
            problem: page.checkout.problems.email ?? ""
            onEdited: page.checkout.fill("email", text)
            onAccepted: page.next()
        }
        Button {
            objectName: "reveal"
            anchors { left: parent.left; leftMargin: -Metrics.quiet }
            visible: page.checkout.notify !== "none"
            kind: "quiet"
            iconName: "eye"
            text: page.shown ? qsTr("Hide what I typed") : qsTr("Show what I typed")
            onClicked: page.shown = !page.shown
        }
        FactRow {
            objectName: "member"
            width: area.column
            iconName: "star"
            text: page.checkout.member ? qsTr("Your membership is on this order") : qsTr("Are you a member?")
            detail: page.checkout.member || qsTr("Hold the QR of your card under the scanner.")
            changeable: page.checkout.member !== ""
            action: qsTr("Take it off")
            onChangeAsked: page.checkout.join("")
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        primary: qsTr("Continue")
        iconName: "forward"
        onActed: page.next()
    }

    function next() {
        if (checkout.checkContact())
            kiosk.go("review")
    }
}
