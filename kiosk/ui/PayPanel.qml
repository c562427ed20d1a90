import QtQuick
import kiosk.ui
import shared.design

// What a shopper looks at while paying: the QR of the payment page, that it is being made, or that all is paid.
Rectangle {
    id: panel

    required property Paying paying
    readonly property string stage: paying.stage
    readonly property bool waiting: stage === "asked" || stage === "slow"
    readonly property bool shown: waiting || stage === "paid" || stage === "open"  // unknown: nobody is asked to pay twice

    radius: Metrics.radius * 1.2
    color: Theme.contrast ? Theme.surface : Theme.accentSoft
    border.width: Theme.contrast ? 4 : 0
    border.color: Theme.accent

    Qr {
        objectName: "pay-qr"
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height) - Metrics.unit * 8
        height: width
        visible: panel.paying.qr !== ""
        matrix: panel.paying.qr
        alternative: qsTr("QR of the payment page")
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - Metrics.margin * 2
        visible: panel.stage === "paid"
        spacing: Metrics.gutter
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "check-circle"
            size: Metrics.icon * 3.5
            color: Theme.accent
        }
        Headline {
            width: parent.width
            text: panel.paying.amount
            figures: true
            horizontalAlignment: Text.AlignHCenter
        }
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - Metrics.margin * 2
        visible: panel.waiting
        spacing: Metrics.gutter
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "hourglass"
            size: Metrics.icon * 2
            color: Theme.accent
        }
        AppText {
            width: parent.width
            text: panel.stage === "slow" ? qsTr("This takes longer than usual. You can wait, or pay at the counter.") : qsTr("Your payment page is being made.")
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
