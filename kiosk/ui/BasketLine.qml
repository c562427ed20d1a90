import QtQuick
import kiosk.ui
import shared.design

// One article in the basket: picture, words, price, how many, and out with it.
Item {
    id: row

    required property Basket basket
    property var line: null
    readonly property bool stacked: Metrics.large
    signal showAsked()

    implicitHeight: Math.max(photo.height, words.implicitHeight)

    Photo {
        id: photo
        width: Metrics.unit * 17
        height: Math.round(width * 1.25)
        anchors.left: parent.left
        media: row.line.media
        radius: Metrics.radius * 0.6
        ground: Theme.surface
    }
    Column {
        id: words
        anchors { left: photo.right; leftMargin: Metrics.gutter; right: parent.right }
        spacing: Metrics.unit
        AppText {
            width: parent.width
            text: row.line.name
            weight: Theme.medium
        }
        AppText {
            width: parent.width
            visible: text.length > 0
            text: row.line.options
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
        }
        Price {
            width: parent.width
            now: row.line.price
            before: row.line.before
            size: Metrics.body
        }
        Flow {
            width: parent.width
            spacing: Metrics.unit * 2
            Stepper {
                objectName: "count-" + row.line.id
                name: qsTr("Pieces of %1").arg(row.line.name)
                value: row.line.quantity
                onChosen: value => row.basket.count_to(row.line.id, value)
            }
            Button {
                objectName: "remove-" + row.line.id
                kind: "quiet"
                iconName: "trash"
                text: qsTr("Remove")
                Accessible.description: row.line.name
                onClicked: row.basket.remove(row.line.id)
            }
        }
    }
}
