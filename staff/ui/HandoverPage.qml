pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// Proof, age, money, and only then the goods.
FocusScope {
    id: page

    required property HandoverView view
    required property PayView pay
    readonly property var facts: view.facts
    readonly property string next: facts.next ?? ""

    focus: true

    // The field of what is asked first has the focus.
    function attend() {
        if (!visible)
            return
        if (next === "proof")
            code.input.forceActiveFocus()
        else if (next === "name")
            proxy.input.forceActiveFocus()
        else if (next === "due")
            paying.cash.input.forceActiveFocus()
        else
            rest.forceActiveFocus()
    }

    onNextChanged: {
        if (!proxy.input.activeFocus)
            attend()
        else if (next === "due" || next === "unknown_payment")
            checks.reveal(paying)
    }
    function clear() {
        code.text = ""
        paying.cash.text = ""
        proxy.text = ""
        pad.wipe()
    }
    onVisibleChanged: {
        clear()
        attend()
    }
    Connections {
        target: page.view
        function onBegun() { page.clear() }  // also when a scan brings the next shopper to an open page
    }
    onActiveFocusChanged: if (activeFocus && rest.activeFocus) attend()

    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) page.view.primary(code.text) }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) page.view.primary(code.text) }
    Keys.onEscapePressed: page.view.leave()

    Shortcut { sequence: "Ctrl+I"; enabled: page.visible; onActivated: page.view.see_id() }
    Shortcut { sequence: "Ctrl+O"; enabled: page.visible; onActivated: page.view.set_proxy(!page.facts.proxy) }
    Shortcut { sequence: "Ctrl+G"; enabled: page.visible && (page.facts.age ?? 0) > 0; onActivated: page.view.check_age() }
    Shortcut { sequence: "Ctrl+T"; enabled: page.visible && (page.facts.owes ?? false); onActivated: page.view.take_by_terminal() }

    Item { id: rest; focus: true }

    HandoverGoods {
        id: goods
        anchors { left: parent.left; leftMargin: Metrics.unit * 2; top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2 }
        width: Math.round((parent.width - Metrics.unit * 6) * 0.5)
        view: page.view
    }
    Panel {
        anchors {
            left: goods.right; leftMargin: Metrics.unit * 2; right: parent.right; rightMargin: Metrics.unit * 2
            top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2
        }
        ScrollArea {
            id: checks
            onContentHeightChanged: follow()
            anchors { left: parent.left; right: parent.right; top: parent.top; bottom: actions.top }
            contentHeight: steps.implicitHeight + Metrics.unit * 4
            Column {
                id: steps
                x: Metrics.unit * 2
                y: Metrics.unit * 2
                width: parent.width - Metrics.unit * 4
                spacing: Metrics.unit

                Banner {
                    objectName: "handover-problem"
                    width: parent.width
                    visible: text.length > 0
                    tone: "danger"
                    text: page.facts.problem ?? ""
                }
                Banner {
                    width: parent.width
                    visible: page.next === "ready"
                    tone: "danger"
                    text: page.view.checks[0]?.text ?? ""
                }
                Banner {
                    objectName: "handover-outside"
                    width: parent.width
                    visible: page.facts.outside ?? false
                    tone: "elsewhere"
                    iconName: "car"
                    text: qsTr("The shopper waits outside in the car.")
                }
                CheckCard {
                    width: parent.width
                    title: qsTr("Whose is it?")
                    iconName: "qr"
                    outcome: page.facts.how ?? ""
                    done: page.facts.shown ?? false
                    next: page.next === "proof"
                    Flow {
                        width: parent.width
                        spacing: Metrics.unit
                        TextField {
                            id: code
                            objectName: "handover-code"
                            width: Metrics.large ? parent.width : parent.width - seen.width - Metrics.unit
                            placeholder: qsTr("Scan or type the pickup code")
                            iconName: "scan"
                            onAccepted: page.view.primary(code.text)
                            Keys.onReturnPressed: event => event.accepted = true
                            Keys.onEnterPressed: event => event.accepted = true
                        }
                        KeyButton {
                            id: seen
                            objectName: "handover-id"
                            text: qsTr("ID seen")
                            key: "Ctrl+I"
                            onClicked: page.view.see_id()
                        }
                    }
                }
                CheckCard {
                    width: parent.width
                    title: qsTr("Somebody else collects")
                    iconName: "people"
                    outcome: (page.facts.proxy ?? false) ? (page.facts.proxyName ?? "") : qsTr("No, the shopper")
                    next: page.next === "name"
                    Flow {
                        width: parent.width
                        spacing: Metrics.unit
                        KeyButton {
                            id: other
                            objectName: "handover-proxy"
                            text: (page.facts.proxy ?? false) ? qsTr("It is the shopper") : qsTr("Somebody else")
                            key: "Ctrl+O"
                            onClicked: page.view.set_proxy(!page.facts.proxy)
                        }
                        TextField {
                            id: proxy
                            objectName: "handover-proxy-name"
                            width: Metrics.large ? parent.width : parent.width - other.width - Metrics.unit
                            visible: page.facts.proxy ?? false
                            placeholder: qsTr("Name of who collects")
                            onEdited: page.view.set_proxy_name(proxy.text)
                        }
                    }
                }
                CheckCard {
                    width: parent.width
                    visible: (page.facts.age ?? 0) > 0
                    title: qsTr("Age %1 or over").arg(page.facts.age ?? 0)
                    iconName: "person"
                    outcome: (page.facts.ageChecked ?? false) ? qsTr("Checked") : ""
                    done: page.facts.ageChecked ?? false
                    next: page.next === "age"
                    Row {
                        width: parent.width
                        KeyButton {
                            objectName: "handover-age"
                            text: qsTr("Age checked")
                            key: "Ctrl+G"
                            onClicked: page.view.check_age()
                        }
                    }
                }
                PayCard {
                    id: paying
                    width: parent.width
                    view: page.view
                    pay: page.pay
                }
                CheckCard {
                    width: parent.width
                    title: qsTr("Signature")
                    iconName: "edit"
                    outcome: (page.facts.signed ?? false) ? qsTr("Signed") : qsTr("If it is wanted")
                    SignaturePad {
                        id: pad
                        objectName: "handover-signature"
                        width: parent.width
                        height: 120
                        area: checks
                        onSigned: path => page.view.sign(path)
                    }
                }
            }
        }
        ActionBar {
            id: actions
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            KeyButton {
                objectName: "handover-leave"
                text: qsTr("Not now")
                iconName: "back"
                key: "Esc"
                onClicked: page.view.leave()
            }
            primary: KeyButton {
                objectName: "handover-primary"
                kind: "primary"
                enabled: (page.facts.allowed ?? false) || page.next === "proof" || page.next === "due"
                key: qsTr("Enter")
                text: page.facts.action ?? ""
                onClicked: page.view.primary(code.text)
            }
        }
    }
}
