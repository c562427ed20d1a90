import QtQuick
import kiosk.ui
import shared.design

// The basket, or the article on the page, as a code to carry away.
Sheet {
    id: sheet

    required property Kiosk kiosk
    readonly property bool single: kiosk.page === "product"

    title: single ? qsTr("Take it with you") : qsTr("Take your basket with you")

    Column {
        width: parent.width
        spacing: Metrics.gutter
        EvenText {
            width: parent.width
            text: sheet.single
                ? qsTr("Take a photo of this code. Hold it under the scanner of any of our screens within 30 days, and this article is in your basket.")
                : qsTr("Take a photo of this code. Hold it under the scanner of any of our screens within 30 days, and your basket is back.")
        }
        Qr {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, Metrics.unit * 72)
            height: width
            matrix: !sheet.open ? "" : sheet.single ? sheet.kiosk.product.handoff : sheet.kiosk.basket.handoff
            alternative: sheet.single ? qsTr("QR of this article") : qsTr("QR of your basket")
        }
        AppText {
            width: parent.width
            text: qsTr("It holds the articles and how many, nothing about you.")
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
