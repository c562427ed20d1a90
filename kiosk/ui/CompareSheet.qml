pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// Two products side by side: what they look like, cost and are.
Sheet {
    id: sheet

    required property Kiosk kiosk

    title: qsTr("Side by side")

    Column {
        width: parent.width
        spacing: Metrics.gutter

        AppText {
            width: parent.width
            visible: sheet.kiosk.compare.columns.length < 2
            text: qsTr("Open another product and touch “Compare” there: it comes to stand beside this one.")
            color: Theme.inkSoft
        }
        Row {
            id: pair

            width: parent.width
            spacing: Metrics.gutter
            Repeater {
                model: sheet.kiosk.compare.columns
                CompareColumn {
                    required property var modelData

                    width: (pair.width - pair.spacing) / 2
                    product: modelData
                }
            }
        }
        Row {
            width: parent.width
            spacing: Metrics.gutter
            Repeater {
                model: sheet.kiosk.compare.columns
                Column {
                    id: acts

                    required property var modelData

                    width: (pair.width - pair.spacing) / 2
                    spacing: Metrics.unit
                    Button {
                        width: parent.width
                        kind: "primary"
                        text: qsTr("Look at it")
                        Accessible.description: acts.modelData.name
                        onClicked: {
                            sheet.closed()
                            sheet.kiosk.show(acts.modelData.id)
                        }
                    }
                    Button {
                        width: parent.width
                        kind: "quiet"
                        text: qsTr("Take away")
                        Accessible.description: acts.modelData.name
                        onClicked: sheet.kiosk.compare.toggle(acts.modelData.id)
                    }
                }
            }
        }
    }
}
