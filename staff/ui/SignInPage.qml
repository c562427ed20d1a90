import QtQuick
import shared.design

// Badge, PIN, Enter.
FocusScope {
    id: page

    required property SignInView view
    readonly property bool stranger: view.stranger

    focus: true

    function start() {
        badge.text = page.view.badge
        pin.text = ""
        if (!visible)  // somebody is in: the keys belong to the page they work on
            return
        attend()
    }

    // A badge that nobody here has is typed anew.
    function attend() {
        if (badge.text && !stranger) {
            pin.input.forceActiveFocus()
        } else {
            badge.input.forceActiveFocus()
            badge.input.selectAll()
        }
    }

    onVisibleChanged: if (visible) start()
    Component.onCompleted: if (visible) start()

    Connections {
        target: page.view
        function onFinished() { page.start() }
        function onChanged() {
            if (page.view.badge !== badge.text && page.view.badge) {
                badge.text = page.view.badge
                pin.input.forceActiveFocus()
            }
        }
    }

    Row {
        anchors.fill: parent

        Rectangle {
            width: parent.width * 0.46
            height: parent.height
            color: Theme.contrast ? Theme.paper : Theme.accent
            Column {
                anchors { left: parent.left; right: parent.right; margins: 64; verticalCenter: parent.verticalCenter }
                spacing: Metrics.unit * 2
                AppText {
                    text: "everyshelf"
                    font.pixelSize: 56
                    weight: Theme.strong
                    font.letterSpacing: -1.6
                    color: Theme.contrast ? Theme.accent : Theme.accentText
                }
                AppText {
                    width: parent.width
                    text: page.view.store
                    font.pixelSize: Metrics.headline
                    color: Theme.contrast ? Theme.ink : Theme.accentText
                }
            }
        }
        Item {
            width: parent.width * 0.54
            height: parent.height
            Column {
                width: 360
                anchors.centerIn: parent
                spacing: Metrics.unit * 2.5
                AppText {
                    width: parent.width
                    text: page.view.name ? qsTr("Hello, %1").arg(page.view.name) : qsTr("Who is at the counter?")
                    font.pixelSize: Metrics.headline
                    weight: Theme.strong
                }
                TextField {
                    id: badge
                    objectName: "signin-badge"
                    width: parent.width
                    label: qsTr("Badge")
                    placeholder: qsTr("Scan your badge or type its number")
                    iconName: "tag"
                    focus: true
                    problem: page.stranger ? page.view.problem : ""
                    onAccepted: {
                        page.view.present(badge.text)
                        page.attend()
                    }
                }
                TextField {
                    id: pin
                    objectName: "signin-pin"
                    width: parent.width
                    label: qsTr("PIN")
                    iconName: "lock"
                    masked: true
                    inputMethodHints: Qt.ImhDigitsOnly | Qt.ImhSensitiveData
                    maximumLength: 12
                    problem: page.stranger ? "" : page.view.problem
                    onAccepted: page.view.enter(badge.text, pin.text)
                }
                KeyButton {
                    objectName: "signin-primary"
                    width: parent.width
                    implicitHeight: Metrics.tall(48)
                    kind: "primary"
                    key: "Enter"
                    text: page.view.busy ? qsTr("Checking …") : qsTr("Sign in")
                    enabled: badge.text.length > 0 && pin.text.length > 0 && !page.view.busy
                    onClicked: page.view.enter(badge.text, pin.text)
                }
                AppText {
                    width: parent.width
                    text: qsTr("Works without the line too.")
                    font.pixelSize: Metrics.small
                    color: Theme.inkSoft
                }
            }
        }
    }
}
