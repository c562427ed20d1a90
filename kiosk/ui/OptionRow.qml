pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// One thing to choose about a product: swatches for colours, words for everything else.
Column {
    id: row

    property var option: null
    readonly property bool colours: option?.kind === "colour" && option.values.every(value => value.swatch !== "")
    signal chosen(string valueId)

    spacing: Metrics.unit

    AppText {
        width: parent.width
        text: row.option ? qsTr("%1: %2").arg(row.option.label).arg(row.option.chosenLabel) : ""
        font.pixelSize: Metrics.small
        weight: Theme.medium
        color: Theme.inkSoft
        Accessible.name: row.option?.label ?? ""  // which one is chosen says itself
    }
    Flow {
        width: parent.width
        spacing: Metrics.unit * 1.25
        Repeater {
            model: row.colours ? row.option.values : []
            Swatch {
                required property var modelData

                objectName: "option-" + row.option.id + "-" + modelData.id
                sample: modelData.swatch
                text: modelData.label
                available: modelData.available
                checkable: false
                checked: modelData.chosen
                onClicked: row.chosen(modelData.id)
            }
        }
        Repeater {
            model: row.colours ? [] : (row.option?.values ?? [])
            SizeOption {
                required property var modelData

                objectName: "option-" + row.option.id + "-" + modelData.id
                text: modelData.label
                available: modelData.available
                checkable: false
                checked: modelData.chosen
                onClicked: row.chosen(modelData.id)
            }
        }
    }
}
