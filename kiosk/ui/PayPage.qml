pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// Paying by phone: the payment page as a QR, and in plain words what is known of the money.
Page {
    id: page

    readonly property Paying paying: kiosk.paying
    readonly property string stage: paying.stage
    readonly property bool waiting: stage === "asked" || stage === "slow"
    readonly property bool wide: Metrics.landscape
    readonly property bool over: stage === "paid" || stage === "refused" || stage === "failed"

    objectName: "page-pay"

    PayPanel {
        id: beside
        anchors { left: parent.left; top: parent.top; bottom: foot.top; margins: Metrics.gutter }
        anchors.leftMargin: Metrics.margin
        width: Math.min(height, page.width * 0.42)
        visible: page.wide && shown
        paying: page.paying
    }
    FormArea {
        id: area
        anchors { left: beside.visible ? beside.right : parent.left; right: parent.right; top: parent.top; bottom: foot.top }
        photos: page.paying.photos
        iconName: page.stage === "unknown" ? "hourglass" : page.stage === "refused" || page.stage === "failed" ? "warning" : ""
        title: page.stage === "paid" ? qsTr("Paid. Thank you.")
            : page.stage === "refused" ? qsTr("The payment was declined")
            : page.stage === "failed" ? qsTr("There is no payment page now")
            : page.stage === "unknown" ? qsTr("We do not know yet whether you paid")
            : qsTr("Pay %1 with your phone").arg(page.paying.amount)
        lead: page.stage === "paid" ? qsTr("You need not pay at the counter. Your code is on the next page.")
            : page.stage === "refused" ? qsTr("Nothing was taken. Try again, or pay at the counter.")
            : page.stage === "failed" ? qsTr("Nothing was taken. Your order is kept: pay at the counter, or try again.")
            : page.stage === "unknown" ? qsTr("The payment service does not answer. If you have paid, please do not pay again: the counter sees it as soon as we know. Your order is kept.")
            : page.waiting ? qsTr("One moment: a code for your phone appears here. No card touches this screen.")
            : qsTr("Point your phone’s camera at the code and pay there. No card touches this screen.")

        PayPanel {
            width: area.column
            height: Math.min(Metrics.unit * 76, width)
            visible: !page.wide && shown
            paying: page.paying
        }
        AppText {
            width: area.column
            visible: page.stage === "open"
            text: [page.paying.until, qsTr("This screen changes by itself when you have paid.")].filter(part => part !== "").join(" ")
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
            figures: true
        }
        Button {
            objectName: "pay-again"
            width: area.column
            visible: (page.stage === "refused" || page.stage === "failed") && page.paying.offered
            prominent: true
            iconName: "refresh"
            text: qsTr("Try again")
            onClicked: page.paying.again()
        }
        Button {
            objectName: "pay-counter"
            width: area.column
            visible: page.waiting || page.stage === "open"
            prominent: true
            iconName: "counter"
            text: qsTr("Pay at the counter instead")
            onClicked: {
                page.paying.withdraw()
                page.kiosk.back()
            }
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        primary: page.stage === "paid" || page.stage === "unknown" ? qsTr("Continue") : page.over ? qsTr("Pay at the counter") : ""
        iconName: "forward"
        onActed: page.kiosk.back()
    }
}
