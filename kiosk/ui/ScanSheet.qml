import QtQuick
import kiosk.ui
import shared.design

// How to scan, for those who look for it; scanning itself works on every page.
Sheet {
    id: sheet

    required property Kiosk kiosk

    title: qsTr("Scan a product")

    Column {
        width: parent.width
        spacing: Metrics.gutter
        Rectangle {
            width: parent.width
            height: Metrics.unit * 30
            radius: Metrics.radius
            color: Theme.tile
            Icon {
                anchors.centerIn: parent
                name: "scan"
                size: Metrics.unit * 18
                color: Theme.accent
            }
        }
        EvenText {
            width: parent.width
            text: qsTr("Hold the barcode of a product, or the QR of an order, under the scanner. It works on every page.")
        }
        Button {
            width: parent.width
            iconName: "search"
            text: qsTr("Type the name or number instead")
            onClicked: sheet.kiosk.find()
        }
    }
}
