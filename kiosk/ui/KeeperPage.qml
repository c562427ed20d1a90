pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// For staff: a manager's badge and PIN open the way out of the full screen.
Page {
    id: page

    readonly property Keeper keeper: kiosk.keeper

    objectName: "page-keeper"
    Component.onCompleted: (keeper.badge ? pin : badge).forceActiveFocus()
    Component.onDestruction: keeper.reset()

    Connections {
        target: page.keeper
        function onAwaited() { pin.forceActiveFocus() }
    }
    FormArea {
        id: area
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: foot.top }
        title: page.keeper.signedIn ? qsTr("Close this kiosk?") : qsTr("For staff")
        lead: page.keeper.signedIn ? "" : qsTr("Scan or type a manager’s badge, then the PIN as at the counter.")

        TextField {
            id: badge
            objectName: "field-badge"
            width: area.column
            visible: !page.keeper.signedIn
            label: qsTr("Badge")
            text: page.keeper.badge
            action: qsTr("Next")
            onAccepted: pin.forceActiveFocus(Qt.TabFocusReason)
        }
        TextField {
            id: pin
            objectName: "field-pin"
            width: area.column
            visible: !page.keeper.signedIn
            label: qsTr("PIN")
            layout: "numeric"
            masked: true
            problem: page.keeper.problem
            action: qsTr("Sign in")
            onAccepted: page.enter()
        }
        Repeater {
            model: page.keeper.facts
            FactRow {
                required property var modelData

                width: area.column
                changeable: false
                iconName: modelData.icon
                text: modelData.text
                detail: modelData.detail
            }
        }
        Button {
            objectName: "restart"
            width: area.column
            visible: page.keeper.signedIn
            prominent: true
            iconName: "refresh"
            text: qsTr("Start the kiosk anew")
            onClicked: page.keeper.restart()
        }
        Button {
            objectName: "close-kiosk"
            width: area.column
            visible: page.keeper.signedIn
            prominent: true
            iconName: "sign-out"
            text: qsTr("Close it until it is started by hand")
            onClicked: page.keeper.close()
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        primary: page.keeper.signedIn ? "" : qsTr("Sign in")
        iconName: "lock"
        ready: !page.keeper.busy
        onActed: page.enter()
    }

    function enter() {
        keeper.enter(badge.text, pin.text)
        pin.text = ""
    }
}
