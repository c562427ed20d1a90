pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// The other stores that have it, nearest first.
Sheet {
    id: sheet

    required property Kiosk kiosk

    title: qsTr("Where else it is")

    Column {
        width: parent.width
        spacing: Metrics.unit * 1.5
        Repeater {
            model: sheet.kiosk.product.stores
            WayCard {
                required property var modelData
                required property int index

                objectName: "store-" + index
                width: parent.width
                tone: "elsewhere"
                text: modelData.title
                sentence: modelData.sentence
                note: modelData.note
                checkable: false
                onClicked: {
                    sheet.kiosk.product.chooseStore(index)
                    sheet.closed()
                }
            }
        }
    }
}
