import QtQuick
import kiosk.ui
import shared.design

// Asking for a person, and knowing that they know.
Column {
    id: call

    required property Kiosk kiosk

    spacing: Metrics.unit * 2

    Banner {
        width: parent.width
        visible: call.kiosk.called
        tone: "here"
        iconName: "check-circle"
        text: qsTr("The counter knows. Somebody comes to this screen.")
    }
    Button {
        objectName: "call-staff"
        width: parent.width
        visible: !call.kiosk.called
        prominent: true
        iconName: "bell"
        text: qsTr("Call staff to this screen")
        onClicked: call.kiosk.call()
    }
}
