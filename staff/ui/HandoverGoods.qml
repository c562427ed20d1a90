pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// Whose goods they are, what leaves and what stays, and what it costs.
Panel {
    id: goods

    required property HandoverView view
    readonly property var facts: view.facts

    Item {
        id: head
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Metrics.unit * 2 }
        height: Metrics.tall(Math.round(64 * Metrics.leading))
        AppText {
            anchors { left: parent.left; top: parent.top }
            text: qsTr("Hand over")
            font.pixelSize: Metrics.small
            weight: Theme.medium
            color: Theme.inkSoft
        }
        AppText {
            objectName: "handover-name"
            anchors { left: parent.left; right: Metrics.large ? parent.right : code2.left; bottom: parent.bottom }
            text: goods.facts.name ?? ""
            font.pixelSize: Metrics.headline
            weight: Theme.strong
            elide: Text.ElideRight
            maximumLineCount: 1
        }
        AppText {
            id: code2
            anchors { right: parent.right; bottom: Metrics.large ? undefined : parent.bottom; top: Metrics.large ? parent.top : undefined }
            text: goods.facts.code ?? ""
            font.family: Theme.mono
            font.pixelSize: Metrics.title
            color: Theme.inkSoft
            wrapMode: Text.NoWrap
        }
    }
    LineList {
        id: lines
        anchors { left: parent.left; right: parent.right; top: head.bottom; topMargin: Metrics.unit; bottom: sum.top }
        model: goods.view.lines
        delegate: LineRow {
            required property var modelData
            width: lines.width
            media: modelData.media
            name: modelData.name
            options: modelData.options
            sku: modelData.sku
            quantity: modelData.quantity
            price: modelData.price
            mark: modelData.left > 0 ? qsTr("%n stay(s) here", "", modelData.left) : ""
            faded: modelData.quantity === 0
            adjustable: true
            onAdjusted: by => goods.view.leave_here(modelData.id, by)
        }
    }
    Item {
        id: sum
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: Metrics.tall(56)
        Rectangle { anchors { left: parent.left; right: parent.right; top: parent.top } height: 1; color: Theme.hairline }
        AppText {
            anchors { right: parent.right; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
            text: qsTr("Total %1").arg(goods.facts.total ?? "")
            font.pixelSize: Metrics.title
            weight: Theme.strong
            figures: true
            wrapMode: Text.NoWrap
        }
    }
}
