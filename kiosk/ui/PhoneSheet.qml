import QtQuick
import kiosk.ui
import shared.design

// The basket as a code to carry away.
Sheet {
    id: sheet

    required property Kiosk kiosk

    title: qsTr("Take your basket with you")

    Column {
        width: parent.width
        spacing: Metrics.gutter
        AppText {
            width: parent.width
            text: qsTr("Take a photo of this code. Hold it under the scanner of any of our screens, today or later, and your basket is back.")
        }
        Qr {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, Metrics.unit * 72)
            height: width
            matrix: sheet.open ? sheet.kiosk.basket.handoff : ""
            alternative: qsTr("QR of your basket")
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
