pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// What comes back: the goods of the return in the making, or the returns that wait for a decision.
Panel {
    id: goods

    required property ReturnsView view
    required property DecisionsView decisions
    readonly property var facts: view.facts
    readonly property bool going: (facts.code ?? "").length > 0

    Item {
        id: head
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Metrics.unit * 2 }
        height: Math.max(Metrics.tall(56), what.height + who.height)
        AppText {
            id: what
            anchors { left: parent.left; top: parent.top }
            text: qsTr("Return")
            font.pixelSize: Metrics.small
            weight: Theme.medium
            color: Theme.inkSoft
        }
        AppText {
            id: who
            objectName: "return-name"
            anchors { left: parent.left; right: code.left; bottom: parent.bottom }
            text: goods.facts.name || (goods.going ? qsTr("Without a name") : qsTr("What comes back?"))
            font.pixelSize: Metrics.headline
            weight: Theme.strong
            elide: Text.ElideRight
            maximumLineCount: 1
        }
        AppText {
            id: code
            anchors { right: parent.right; bottom: parent.bottom }
            text: goods.facts.code ?? ""
            font.family: Theme.mono
            color: Theme.inkSoft
            wrapMode: Text.NoWrap
        }
    }
    ListView {
        id: lines
        objectName: "return-lines"
        anchors { left: parent.left; right: parent.right; top: head.bottom; topMargin: Metrics.unit; bottom: parent.bottom; margins: Metrics.unit * 0.5 }
        visible: goods.going
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: goods.view.lines
        delegate: ReturnDelegate {
            width: lines.width
            onChosen: row => goods.view.choose(row)
            onMore: (row, by) => {
                goods.view.choose(row)
                goods.view.more(by)
            }
        }
        Accessible.role: Accessible.List
        Accessible.name: qsTr("What can come back")
    }
    Column {
        anchors { left: parent.left; right: parent.right; top: head.bottom; margins: Metrics.unit * 2 }
        visible: !goods.going
        spacing: Metrics.unit
        AppText {
            width: parent.width
            text: qsTr("Scan the receipt or the order's code. Without either, scan the articles.")
            color: Theme.inkSoft
        }
        Item { width: 1; height: Metrics.unit }
        AppText {
            width: parent.width
            visible: flagged.count > 0
            text: qsTr("To be decided")
            weight: Theme.strong
        }
        Repeater {
            id: flagged
            model: goods.decisions.waiting
            FlaggedCard {
                required property int index
                width: parent?.width ?? 0
                first: index === 0
                onDecided: (id, accept) => goods.decisions.decide(id, accept)
            }
        }
    }
}
