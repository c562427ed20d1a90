pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// Would you like a receipt? As a QR, on paper, by mail, or none; and what became of the wish.
Column {
    id: choice

    required property Receipt receipt
    signal qrAsked()

    spacing: Metrics.unit * 2

    AppText {
        topPadding: Metrics.unit * 2
        width: parent.width
        text: qsTr("Would you like a receipt?")
        font.pixelSize: Metrics.title
        weight: Theme.strong
        Accessible.role: Accessible.Heading
    }
    Flow {
        width: parent.width
        spacing: Metrics.unit * 1.5
        Repeater {
            model: [
                { key: "qr", icon: "qr", text: qsTr("On my phone"), shown: true },
                { key: "print", icon: "printer", text: qsTr("On paper"), shown: choice.receipt.prints },
                { key: "mail", icon: "mail", text: qsTr("By e-mail"), shown: true },
                { key: "none", icon: "", text: qsTr("No receipt"), shown: true }
            ].filter(way => way.shown)
            Chip {
                required property var modelData

                objectName: "receipt-" + modelData.key
                iconName: modelData.icon
                text: modelData.text
                checkable: false
                checked: choice.receipt.choice === modelData.key
                Accessible.role: Accessible.RadioButton
                onClicked: {
                    choice.receipt.choose(modelData.key)
                    if (modelData.key === "qr")
                        choice.qrAsked()
                    else if (choice.receipt.asksAddress)
                        address.forceActiveFocus()
                }
            }
        }
    }
    TextField {
        id: address
        objectName: "field-receipt"
        width: parent.width
        visible: choice.receipt.asksAddress
        label: qsTr("E-mail address")
        layout: "email"
        text: choice.receipt.email
        problem: choice.receipt.problem
        action: qsTr("Send")
        onEdited: choice.receipt.type(text)
        onAccepted: choice.receipt.send()
    }
    Banner {
        objectName: "receipt-said"
        width: parent.width
        visible: text !== ""
        tone: choice.receipt.said.tone
        iconName: choice.receipt.said.icon
        text: choice.receipt.said.text
    }
}
