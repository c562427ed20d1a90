import QtQuick
import kiosk.ui
import shared.design

// The receipt as a QR that any phone's camera reads as text.
Sheet {
    id: sheet

    required property Kiosk kiosk

    title: qsTr("Your receipt")

    Column {
        width: parent.width
        spacing: Metrics.gutter
        EvenText {
            width: parent.width
            text: qsTr("Point your phone’s camera at it: the receipt is plain text, kept on your phone alone.")
        }
        Qr {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, Metrics.unit * 72)
            height: width
            matrix: sheet.open ? sheet.kiosk.receipt.qr : ""
            alternative: qsTr("QR of your receipt")
        }
    }
}
