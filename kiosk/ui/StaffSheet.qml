import QtQuick
import kiosk.ui
import shared.design

// Calling staff from any page.
Sheet {
    id: sheet

    required property Kiosk kiosk

    title: qsTr("Would you like help?")

    Column {
        width: parent.width
        spacing: Metrics.gutter
        EvenText {
            width: parent.width
            visible: !sheet.kiosk.help.called
            text: qsTr("Tell the counter, and somebody comes to you. Your page stays as it is.")
            color: Theme.inkSoft
        }
        CallStaff {
            width: parent.width
            kind: "primary"
            kiosk: sheet.kiosk
        }
    }
}
