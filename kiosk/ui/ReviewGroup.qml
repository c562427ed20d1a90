pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// What is promised together, as it will be ordered.
Rectangle {
    id: box

    property var group: null

    implicitHeight: column.implicitHeight + Metrics.unit * 5
    radius: Metrics.radius
    color: Theme.surface
    border.width: Theme.hair
    border.color: Theme.hairline

    Column {
        id: column
        x: Metrics.unit * 3
        y: Metrics.unit * 2.5
        width: parent.width - Metrics.unit * 6
        spacing: Metrics.unit * 2

        Column {
            width: parent.width
            spacing: Metrics.unit * 0.5
            Availability {
                width: parent.width
                tone: box.group.tone
                iconName: box.group.icon
                size: Metrics.body
                text: box.group.title
            }
            EvenText {
                width: parent.width
                text: box.group.sentence
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
            }
        }
        Repeater {
            model: box.group.lines
            GoodsLine {
                required property var modelData

                width: column.width
                line: modelData
            }
        }
    }
}
