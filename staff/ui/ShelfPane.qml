import QtQuick
import shared.design

// The shelf to go to now: where it is, what to take, how many, and into which tote.
ScrollArea {
    id: details

    required property var now

    contentHeight: facts.implicitHeight
    Photo {
        id: photo
        x: Metrics.rightToLeft ? details.width - width : 0
        height: Math.min(details.height, 640, details.width * (Metrics.large ? 0.3 : 0.5) * 1.25)
        width: Math.round(height * 0.8)
        media: details.now.media ?? ""
        alternative: details.now.name ?? ""
        radius: Metrics.radius
        ground: Theme.surface
    }
    Column {
        id: facts
        x: Metrics.rightToLeft ? 0 : photo.width + Metrics.unit * 4
        width: details.width - photo.width - Metrics.unit * 4
        spacing: Metrics.unit
        AppText {
            width: parent.width
            text: details.now.aisle ? details.now.aisle : qsTr("No place noted")
            font.pixelSize: details.now.aisle && !Metrics.large ? Metrics.display * 1.3 : Metrics.headline
            weight: Theme.strong
            color: details.now.aisle ? Theme.accent : Theme.inkSoft
        }
        AppText {
            objectName: "pick-name"
            width: parent.width
            text: details.now.name ?? ""
            font.pixelSize: Metrics.headline
            weight: Theme.strong
            maximumLineCount: 3
            elide: Text.ElideRight
        }
        AppText {
            width: parent.width
            visible: text.length > 0
            text: details.now.options ?? ""
            font.pixelSize: Metrics.title
        }
        AppText {
            objectName: "pick-sku"
            width: parent.width
            text: details.now.sku ?? ""
            font.family: Theme.mono
            color: Theme.inkSoft
        }
        Item { width: 1; height: Metrics.unit }
        Flow {
            width: parent.width
            spacing: Metrics.unit * 3
            Fact {
                label: qsTr("Still to take")
                value: details.now.left ?? 0
            }
            Fact {
                label: qsTr("Tote")
                value: details.now.tote ?? ""
            }
            Fact {
                label: qsTr("For order")
                value: details.now.code ?? ""
                mono: true
            }
        }
    }
}
