pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// The other stores that have it, on a sketch and nearest first.
Sheet {
    id: sheet

    required property Kiosk kiosk
    readonly property Product product: kiosk.product

    title: qsTr("Where else it is")
    broad: true

    Grid {
        id: halves

        readonly property real cell: (width - columnSpacing * (columns - 1)) / columns

        width: parent.width
        columns: Metrics.landscape ? 2 : 1
        columnSpacing: Metrics.gutter
        rowSpacing: Metrics.unit * 1.5

        Column {
            width: halves.cell
            spacing: Metrics.unit * 1.5
            StoreMap {
                width: parent.width
                area: sheet.area
                sketch: sheet.open ? sheet.product.map : null
            }
            EvenText {
                width: parent.width
                text: qsTr("The green mark is here: %1. Each ring says how far.").arg(sheet.kiosk.home.place)
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
            }
        }
        Column {
            width: halves.cell
            spacing: Metrics.unit * 2
            Repeater {
                model: sheet.product.stores
                WayCard {
                    required property var modelData
                    required property int index

                    objectName: "store-" + index
                    width: parent.width
                    tone: "elsewhere"
                    mark: String(index + 1)
                    text: modelData.title
                    sentence: modelData.sentence
                    note: modelData.note
                    checkable: false
                    checked: modelData.chosen !== ""
                    onClicked: {
                        sheet.product.chooseStore(index)
                        sheet.closed()
                    }
                }
            }
        }
    }
}
