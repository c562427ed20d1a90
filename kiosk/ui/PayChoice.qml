pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// How to pay: at the counter, or with a phone where the retailer takes that and the line is up.
Column {
    id: choice

    required property Paying paying
    property bool ships: false
    readonly property string atCounter: ships ? qsTr("In cash or by card, before you leave the store.") : qsTr("In cash or by card, before you take it.")

    spacing: Metrics.gutter

    FactRow {
        width: parent.width
        visible: !choice.paying.offered
        iconName: "counter"
        changeable: false
        text: qsTr("Pay at the counter")
        detail: choice.paying.known ? qsTr("%1 Paying by phone needs the line, and it is down.").arg(choice.atCounter) : choice.atCounter
    }
    AppText {
        topPadding: Metrics.unit * 2
        width: parent.width
        visible: choice.paying.offered
        text: qsTr("How would you like to pay?")
        font.pixelSize: Metrics.title
        weight: Theme.strong
        Accessible.role: Accessible.Heading
    }
    Repeater {
        model: choice.paying.offered ? [
            { key: "counter", icon: "counter", title: qsTr("At the counter"), line: choice.atCounter, phone: false },
            { key: "phone", icon: "phone", title: qsTr("Now, with my phone"), line: qsTr("Your phone opens the payment page from a code. No card touches this screen."), phone: true }
        ] : []
        WayCard {
            required property var modelData

            objectName: "pay-" + modelData.key
            width: choice.width
            iconName: modelData.icon
            text: modelData.title
            sentence: modelData.line
            checkable: false
            checked: choice.paying.wanted === modelData.phone
            onClicked: choice.paying.want(modelData.phone)
        }
    }
}
