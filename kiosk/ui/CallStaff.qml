import QtQuick
import kiosk.ui
import shared.design

// Asking for a person, and knowing that they know.
Column {
    id: call

    required property Kiosk kiosk
    property string kind: "secondary"

    spacing: Metrics.unit * 2

    Banner {
        width: parent.width
        visible: call.kiosk.help.called
        tone: call.kiosk.help.line.tone
        iconName: call.kiosk.help.line.icon
        text: call.kiosk.help.line.text
    }
    Button {
        objectName: "call-staff"
        width: parent.width
        visible: !call.kiosk.help.called
        kind: call.kind
        prominent: true
        iconName: "bell"
        text: qsTr("Call staff to this screen")
        onClicked: call.kiosk.call()
    }
}
