pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// The chosen order: code, shopper and promise on top, the goods, the money, and below the next action.
Panel {
    id: pane

    required property OrderView view
    readonly property var facts: view.facts
    readonly property bool filled: (facts.code ?? "").length > 0

    clip: true

    Blank {
        anchors.centerIn: parent
        width: parent.width - 96
        visible: !pane.filled
        iconName: "queue"
        title: qsTr("No order chosen")
        text: qsTr("Scan a code, or choose one with the arrow keys.")
    }
    Item {
        anchors.fill: parent
        visible: pane.filled

        Item {
            id: head
            anchors { left: parent.left; right: parent.right; top: parent.top; margins: Metrics.unit * 2 }
            height: more.y + more.height
            AppText {
                id: code
                objectName: "order-code"
                anchors { left: parent.left; top: parent.top }
                text: pane.facts.code ?? ""
                font.family: Theme.mono
                font.pixelSize: Metrics.headline
                font.weight: Font.Bold
                wrapMode: Text.NoWrap
            }
            StatePill {
                objectName: "order-state"
                anchors { left: code.right; leftMargin: Metrics.unit * 2; verticalCenter: code.verticalCenter }
                visible: text.length > 0
                text: pane.facts.state ?? ""
                tone: pane.facts.stateTone ?? "none"
                iconName: pane.facts.stateIcon ?? ""
            }
            StatePill {
                id: money
                anchors { right: parent.right; verticalCenter: Metrics.large ? who.verticalCenter : code.verticalCenter }
                text: pane.facts.payment ?? ""
                tone: pane.facts.paymentTone ?? "none"
                iconName: "card"
            }
            AppText {
                id: who
                anchors { left: parent.left; top: code.bottom; topMargin: Metrics.unit * 0.5 }
                text: pane.facts.name ?? ""
                font.pixelSize: Metrics.title
                weight: Theme.medium
                wrapMode: Text.NoWrap
            }
            AppText {
                anchors { left: who.right; leftMargin: Metrics.unit * 1.5; right: Metrics.large ? money.left : parent.right; baseline: who.baseline }
                text: pane.facts.reach ?? ""
                color: Theme.inkSoft
                figures: true
                elide: Text.ElideRight
                maximumLineCount: 1
            }
            AppText {
                id: more
                anchors { left: parent.left; right: parent.right; top: who.bottom; topMargin: 2 }
                text: [pane.facts.way ?? "", pane.facts.channel ?? "", qsTr("ordered %1").arg(pane.facts.placed ?? ""),
                       pane.facts.claimedBy ? qsTr("claimed by %1").arg(pane.facts.claimedBy) : "",
                       pane.facts.tracking ?? ""].filter(part => part.length > 0).join(" · ")
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
                figures: true
                elide: Text.ElideRight
                maximumLineCount: 1
            }
        }
        Rectangle {
            id: promise
            anchors { left: parent.left; right: parent.right; top: head.bottom; topMargin: Metrics.unit }
            height: (pane.facts.promise ?? "").length > 0 ? Metrics.tall(32) : 1
            color: (pane.facts.promise ?? "").length > 0 ? Theme.toneSoft(pane.facts.promiseTone ?? "none") : Theme.hairline
            Availability {
                anchors { left: parent.left; leftMargin: Metrics.unit * 2; right: parent.right; verticalCenter: parent.verticalCenter }
                visible: text.length > 0
                tone: pane.facts.promiseTone === "none" ? "none" : (pane.facts.promiseTone ?? "none")
                text: pane.facts.promise ?? ""
            }
        }
        LineList {
            id: lines
            objectName: "order-lines"
            anchors { left: parent.left; right: parent.right; top: promise.bottom; bottom: parts.top }
            model: pane.view.lines
            delegate: LineRow {
                required property var modelData
                width: lines.width
                media: modelData.media
                name: modelData.name
                options: modelData.options
                sku: modelData.sku
                aisle: modelData.aisle
                quantity: modelData.quantity
                price: modelData.price
                faded: !modelData.here
                mark: modelData.here ? "" : qsTr("in another part")
            }
        }
        Column {
            id: parts
            anchors { left: parent.left; right: parent.right; bottom: sums.top }
            visible: pane.view.parts.length > 1
            height: visible ? implicitHeight : 0
            Repeater {
                model: pane.view.parts
                Item {
                    id: part
                    required property var modelData
                    width: parent?.width ?? 0
                    height: Metrics.tall(32)
                    Icon {
                        id: mark
                        anchors { left: parent.left; leftMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
                        name: part.modelData.icon
                        size: 16
                        color: Theme.tone(part.modelData.tone)
                    }
                    AppText {
                        anchors { left: mark.right; leftMargin: Metrics.unit; right: parent.right; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
                        text: [part.modelData.state, part.modelData.where, part.modelData.way, qsTr("%n piece(s)", "", part.modelData.pieces), part.modelData.reason].filter(said => said.length > 0).join(" · ")
                        font.pixelSize: Metrics.small
                        weight: part.modelData.current ? Theme.medium : Theme.regular
                        color: part.modelData.current ? Theme.ink : Theme.inkSoft
                        elide: Text.ElideRight
                        maximumLineCount: 1
                    }
                }
            }
        }
        Item {
            id: sums
            anchors { left: parent.left; right: parent.right; bottom: actions.top }
            height: Metrics.large ? total.implicitHeight + Metrics.unit * 2 : 44
            Rectangle {
                anchors { left: parent.left; right: parent.right; top: parent.top }
                height: 1
                color: Theme.hairline
            }
            AppText {
                anchors { left: parent.left; leftMargin: Metrics.unit * 2; right: total.left; verticalCenter: parent.verticalCenter }
                text: pane.facts.note ?? ""
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
                elide: Text.ElideRight
                maximumLineCount: 1
            }
            AppText {
                id: total
                anchors { right: parent.right; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
                text: qsTr("Total %1").arg(pane.facts.total ?? "")
                weight: Theme.strong
                figures: true
                wrapMode: Text.NoWrap
            }
        }
        ActionBar {
            id: actions
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            most: Metrics.large ? pane.height * 0.22 : Infinity  // the goods have to be seen, too
            KeyButton {
                objectName: "order-claim"
                visible: pane.facts.claimable ?? false
                text: pane.facts.mine ? qsTr("Give back") : qsTr("Claim")
                iconName: "flag"
                key: qsTr("Space")
                onClicked: pane.view.claim()
            }
            KeyButton {
                objectName: "order-back"
                visible: text.length > 0
                text: pane.facts.back ?? ""
                iconName: "undo"
                key: "Ctrl+B"
                onClicked: pane.view.step_back()
            }
            KeyButton {
                objectName: "order-hold"
                visible: pane.facts.waits ?? false
                text: qsTr("Hold slip")
                iconName: "printer"
                key: "Ctrl+L"
                onClicked: pane.view.hold()
            }
            KeyButton {
                objectName: "order-return"
                visible: pane.facts.returnable ?? false
                text: qsTr("Return")
                iconName: "return"
                key: "Ctrl+R"
                onClicked: pane.view.take_back()
            }
            KeyButton {
                objectName: "order-paid"
                visible: pane.facts.unknownPayment ?? false
                text: qsTr("It was paid")
                key: "Ctrl+Y"
                onClicked: pane.view.note_paid(true)
            }
            KeyButton {
                objectName: "order-unpaid"
                visible: pane.facts.unknownPayment ?? false
                text: qsTr("It was not paid")
                key: "Ctrl+N"
                onClicked: pane.view.note_paid(false)
            }
            KeyButton {
                objectName: "order-elsewhere"
                visible: pane.facts.held ?? false
                text: qsTr("Another store")
                iconName: "store"
                key: "Ctrl+E"
                onClicked: pane.view.settle("other_store")
            }
            KeyButton {
                objectName: "order-swap"
                visible: pane.facts.held ?? false
                text: qsTr("Something else")
                iconName: "swap"
                key: "Ctrl+O"
                onClicked: pane.view.swap()
            }
            KeyButton {
                objectName: "order-wait"
                visible: pane.facts.held ?? false
                text: qsTr("The shopper waits")
                key: "Ctrl+W"
                onClicked: pane.view.settle("wait")
            }
            KeyButton {
                objectName: "order-refund"
                visible: pane.facts.held ?? false
                text: qsTr("Money back")
                key: "Ctrl+M"
                onClicked: pane.view.settle("refund")
            }
            primary: KeyButton {
                objectName: "order-primary"
                visible: text.length > 0
                kind: "primary"
                key: qsTr("Enter")
                text: pane.facts.action ?? ""
                onClicked: pane.view.primary()
            }
        }
    }
}
