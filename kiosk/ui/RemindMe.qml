import QtQuick
import kiosk.ui
import shared.design

// May the shop write about this basket? Asked for only when the shopper wants it, sent only with a yes.
Column {
    id: remind

    required property Reminder reminder
    readonly property real least: reminder.asks || reminder.said !== "" ? Infinity : ask.implicitWidth

    spacing: Metrics.unit * 2

    Button {
        id: ask
        objectName: "remind"
        anchors.left: parent.left
        visible: remind.reminder.said === ""
        kind: "quiet"
        iconName: "mail"
        text: qsTr("Remind me by e-mail")
        onClicked: {
            remind.reminder.ask()
            if (remind.reminder.asks)
                address.forceActiveFocus()
        }
    }
    AppText {
        x: Metrics.quiet
        width: parent.width - Metrics.quiet * 2
        visible: remind.reminder.asks
        text: qsTr("May we write to you about this basket? Your address goes to our customer service alone, and this screen keeps nothing.")
        color: Theme.inkSoft
    }
    TextField {
        id: address
        objectName: "field-remind"
        x: Metrics.quiet
        width: parent.width - Metrics.quiet * 2
        visible: remind.reminder.asks
        label: qsTr("E-mail address")
        layout: "email"
        text: remind.reminder.email
        problem: remind.reminder.problem
        action: qsTr("Yes, write to me")
        onEdited: remind.reminder.type(text)
        onAccepted: remind.reminder.agree()
    }
    Banner {
        objectName: "remind-said"
        x: Metrics.quiet
        width: parent.width - Metrics.quiet * 2
        visible: text !== ""
        tone: "here"
        iconName: "mail"
        text: remind.reminder.said
    }
}
