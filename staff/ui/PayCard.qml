pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// The money: cash with change, a card terminal, a pay link on the shopper's phone, or finding out what nobody knows.
CheckCard {
    id: card

    required property HandoverView view
    required property PayView pay
    readonly property var facts: view.facts
    readonly property bool owes: facts.owes ?? false
    readonly property bool unknown: pay.facts.unknown ?? false
    property alias cash: cash

    title: qsTr("Payment")
    iconName: "card"
    outcome: owes ? qsTr("%1 to pay").arg(facts.due ?? "")
             : (facts.taken ? qsTr("%1 taken").arg(facts.taken) : (facts.paidWord ?? ""))
    done: !owes && !unknown
    next: facts.next === "due" || facts.next === "unknown_payment"

    Shortcut { sequence: "Ctrl+L"; enabled: card.visible && (card.pay.facts.offered ?? false); onActivated: card.pay.ask() }
    Shortcut { sequence: "Ctrl+Y"; enabled: card.visible && card.unknown; onActivated: card.pay.note(true) }
    Shortcut { sequence: "Ctrl+N"; enabled: card.visible && card.unknown; onActivated: card.pay.note(false) }

    Column {
        width: parent.width
        spacing: Metrics.unit
        AppText {
            objectName: "pay-unknown"
            width: parent.width
            visible: card.unknown
            text: card.pay.facts.text || qsTr("Nobody knows yet whether this was paid: ask for the receipt, do not charge again.")
            color: Theme.danger
        }
        Flow {
            width: parent.width
            visible: card.unknown
            spacing: Metrics.unit
            KeyButton {
            objectName: "pay-known-paid"
            text: qsTr("It was paid")
            key: "Ctrl+Y"
            onClicked: card.pay.note(true)
            }
            KeyButton {
            objectName: "pay-known-unpaid"
            text: qsTr("It was not paid")
            key: "Ctrl+N"
            onClicked: card.pay.note(false)
            }
        }
        TextField {
            id: cash
            objectName: "handover-cash"
            width: parent.width
            visible: !card.unknown
            placeholder: qsTr("Cash given, empty when it fits")
            inputMethodHints: Qt.ImhFormattedNumbersOnly
            onEdited: card.view.give(cash.text)
            onAccepted: card.view.primary("")
            Keys.onReturnPressed: event => event.accepted = true
            Keys.onEnterPressed: event => event.accepted = true
        }
        Flow {
            width: parent.width
            visible: !card.unknown
            spacing: Metrics.unit
            KeyButton {
                objectName: "handover-link"
                visible: card.pay.facts.offered ?? false
                text: qsTr("Pay link")
                iconName: "qr"
                key: "Ctrl+L"
                onClicked: card.pay.ask()
            }
            KeyButton {
                objectName: "handover-terminal"
                text: qsTr("Terminal approved")
                key: "Ctrl+T"
                onClicked: card.view.take_by_terminal()
            }
        }
        AppText {
            objectName: "handover-change"
            width: parent.width
            visible: text.length > 0 && !card.unknown
            text: card.facts.change ? qsTr("Give back %1").arg(card.facts.change)
                  : (card.facts.short ? qsTr("%1 are missing").arg(card.facts.short) : "")
            font.pixelSize: Metrics.title
            weight: Theme.strong
            color: card.facts.short ? Theme.danger : Theme.ink
            figures: true
        }
        Row {
            width: parent.width
            visible: !card.unknown && (card.pay.facts.text ?? "").length > 0
            spacing: Metrics.unit * 2
            Qr {
                id: code
                visible: matrix.length > 0
                width: 176
                height: width
                matrix: card.pay.facts.matrix ?? ""
                alternative: qsTr("QR code of the pay link")
            }
            Column {
                width: parent.width - (code.visible ? code.width + parent.spacing : 0)
                spacing: Metrics.unit
                AppText {
                    objectName: "pay-link"
                    width: parent.width
                    text: card.pay.facts.text ?? ""
                    figures: true
                }
                KeyButton {
                    objectName: "pay-withdraw"
                    visible: card.pay.facts.live ?? false
                    text: qsTr("Take the link back")
                    onClicked: card.pay.withdraw()
                }
            }
        }
    }
}
