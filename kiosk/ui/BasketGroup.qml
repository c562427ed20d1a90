pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// What is promised together, its lines, and one friendly question.
Rectangle {
    id: box

    required property Basket basket
    property var group: null
    signal showAsked(string productId)

    implicitHeight: column.implicitHeight + Metrics.unit * 6
    radius: Metrics.radius
    color: Theme.surface
    border.width: Theme.hair
    border.color: Theme.hairline

    Column {
        id: column
        x: Metrics.unit * 3
        y: Metrics.unit * 3
        width: parent.width - Metrics.unit * 6
        spacing: Metrics.gutter

        Row {
            width: parent.width
            spacing: Metrics.unit * 2
            Icon {
                id: mark
                y: (title.contentHeight / Math.max(1, title.lineCount) - height) / 2
                name: box.group.icon
                color: Theme.tone(box.group.tone)
            }
            Column {
                width: parent.width - mark.width - parent.spacing
                AppText {
                    id: title
                    width: parent.width
                    text: box.group.title
                    weight: Theme.strong
                    color: Theme.tone(box.group.tone)
                }
                EvenText {
                    width: parent.width
                    text: box.group.sentence
                    font.pixelSize: Metrics.small
                    color: Theme.inkSoft
                }
            }
        }
        Repeater {
            model: box.group.lines
            BasketLine {
                required property var modelData

                width: column.width
                line: modelData
                basket: box.basket
                onShowAsked: box.showAsked(modelData.productId)
            }
        }
        Column {
            width: parent.width
            spacing: Metrics.unit * 1.25
            AppText {
                width: parent.width
                text: qsTr("If it cannot be had after all?")
                font.pixelSize: Metrics.small
                weight: Theme.medium
                color: Theme.inkSoft
            }
            Flow {
                width: parent.width
                spacing: Metrics.unit * 1.25
                Repeater {
                    model: box.basket.wishes
                    Chip {
                        required property var modelData

                        objectName: "wish-" + modelData.id
                        checkable: false
                        checked: box.group.wish === modelData.id
                        text: modelData.label
                        Accessible.role: Accessible.RadioButton
                        onClicked: box.basket.wish(box.group.lines[0].id, modelData.id)
                    }
                }
            }
        }
    }
}
