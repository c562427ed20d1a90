import QtQuick
import shared.design

// A manager lets a badge try again that had too many wrong PINs.
Sheet {
    id: sheet

    required property SignInView view
    property Item home: null  // has the keys again when the sheet is gone

    title: qsTr("Unlock a badge")
    onClosed: open = false
    onOpenChanged: {
        if (open) {
            badge.text = ""
            badge.input.forceActiveFocus()
        } else if (home) {
            home.forceActiveFocus()
        }
    }

    TextField {
        id: badge
        objectName: "unlock-badge"
        width: parent.width
        iconName: "tag"
        placeholder: qsTr("Number of the badge, then Enter")
        onAccepted: {
            sheet.open = false
            sheet.view.unlock(badge.text)
        }
    }
}
