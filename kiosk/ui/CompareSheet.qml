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
                id: heads

                model: sheet.kiosk.compare.columns
                CompareColumn {
                    required property var modelData

                    width: (pair.width - pair.spacing) / 2
                    product: modelData
                    nameHeight: heads.count ? Math.max(...[0, 1].map(place => (heads.itemAt(place) as CompareColumn)?.ownNameHeight ?? 0)) : 0
                }
            }
        }
        Repeater {
            model: sheet.kiosk.compare.facts
            Column {
                id: fact

                required property var modelData

                width: pair.width
                spacing: Metrics.unit * 0.5
                Rectangle { width: parent.width; height: Theme.hair; color: Theme.hairline }
                AppText {
                    topPadding: Metrics.unit
                    width: parent.width
                    visible: text.length > 0
                    text: fact.modelData.label
                    font.pixelSize: Metrics.small
                    color: Theme.inkSoft
                }
                Row {
                    spacing: pair.spacing
                    Repeater {
                        model: fact.modelData.texts
                        AppText {
                            required property string modelData

                            width: (pair.width - pair.spacing) / 2
                            text: modelData
                            color: fact.modelData.same ? Theme.inkSoft : Theme.ink
                        }
                    }
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
