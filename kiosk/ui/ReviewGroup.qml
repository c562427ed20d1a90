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

        Availability {
            width: parent.width
            tone: box.group.tone
            iconName: box.group.icon
            size: Metrics.body
            text: box.group.title
        }
        AppText {
            width: parent.width
            text: box.group.sentence
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
        }
        Repeater {
            model: box.group.lines
            Row {
                id: line

                required property var modelData

                width: column.width
                spacing: Metrics.unit * 2
                Photo {
                    id: photo
                    width: Metrics.unit * 9
                    height: Math.round(width * 1.25)
                    media: line.modelData.media
                    radius: Metrics.radius * 0.5
                    ground: Theme.surface
                }
                AppText {
                    width: parent.width - photo.width - cost.width - parent.spacing * 2
                    text: line.modelData.quantity + " × " + line.modelData.name + (line.modelData.options ? "\n" + line.modelData.options : "")
                    anchors.verticalCenter: parent.verticalCenter
                }
                AppText {
                    id: cost
                    text: line.modelData.price
                    weight: Theme.strong
                    figures: true
                    wrapMode: Text.NoWrap
                    anchors.verticalCenter: parent.verticalCenter
                }
            }
        }
    }
}
