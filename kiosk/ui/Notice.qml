import QtQuick
import kiosk.ui
import shared.design

// What has just happened, over any page but the first.
Page {
    id: notice

    implicitHeight: toast.implicitHeight

    Toast {
        id: toast
        objectName: "toast"
        width: parent.width
        text: notice.kiosk.toast
        action: notice.kiosk.undoable ? qsTr("Undo") : ""
        refused: notice.kiosk.refused
        open: notice.kiosk.toast !== "" && notice.kiosk.page !== "attract"
        onUndone: notice.kiosk.undo()
        onGone: notice.kiosk.hush()
    }
}
