pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// The store's open work on the left, the chosen order on the right.
FocusScope {
    id: page

    required property QueueView queue
    required property OrderView order
    required property InsteadView instead

    focus: true

    readonly property var errand: page.queue.errand
    readonly property bool besides: (errand.title ?? "").length > 0

    function enter() {
        if (page.besides)
            page.queue.go()
        else
            page.order.primary()
    }

    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) page.enter() }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) page.enter() }
    Keys.onLeftPressed: page.queue.turn_filter(Metrics.rightToLeft ? 1 : -1)
    Keys.onRightPressed: page.queue.turn_filter(Metrics.rightToLeft ? -1 : 1)
    Keys.onSpacePressed: page.order.claim()
    Shortcut { sequence: "Ctrl+B"; enabled: page.visible; onActivated: page.order.step_back() }
    Shortcut { sequence: "Ctrl+E"; enabled: page.visible; onActivated: page.order.settle("other_store") }
    Shortcut { sequence: "Ctrl+W"; enabled: page.visible; onActivated: page.order.settle("wait") }
    Shortcut { sequence: "Ctrl+M"; enabled: page.visible; onActivated: page.order.settle("refund") }
    Shortcut { sequence: "Ctrl+Y"; enabled: page.visible; onActivated: page.order.note_paid(true) }
    Shortcut { sequence: "Ctrl+N"; enabled: page.visible; onActivated: page.order.note_paid(false) }
    Shortcut { sequence: "Ctrl+O"; enabled: page.visible; onActivated: page.order.swap() }
    Shortcut { sequence: "Ctrl+L"; enabled: page.visible; onActivated: page.order.hold() }
    Shortcut { sequence: "Ctrl+R"; enabled: page.visible; onActivated: page.order.take_back() }
    Keys.onUpPressed: page.queue.move(-1)
    Keys.onDownPressed: page.queue.move(1)
    Keys.onPressed: event => {
        const jumps = { [Qt.Key_PageDown]: 10, [Qt.Key_PageUp]: -10, [Qt.Key_End]: 100000, [Qt.Key_Home]: -100000 }
        if (event.key in jumps) {
            page.queue.move(jumps[event.key])
            event.accepted = true
        }
    }

    Item {
        id: left
        width: Math.max(420, Math.min(560, page.width * 0.38))
        anchors { left: parent.left; leftMargin: Metrics.unit * 2; top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2 }

        Flow {
            id: filters
            anchors { left: parent.left; right: parent.right; top: parent.top }
            spacing: Metrics.unit * 0.75
            Repeater {
                model: page.queue.filters
                FilterChip {
                    required property var modelData
                    objectName: "filter-" + modelData.id
                    text: modelData.label
                    count: modelData.count
                    checked: modelData.active
                    onClicked: page.queue.choose_filter(modelData.id)
                }
            }
        }
        Panel {
            anchors { left: parent.left; right: parent.right; top: filters.bottom; topMargin: Metrics.unit; bottom: parent.bottom }
            ListView {
                id: list
                objectName: "queue-list"
                anchors { fill: parent; margins: Metrics.unit * 0.5 }
                clip: true
                reuseItems: true
                boundsBehavior: Flickable.StopAtBounds
                model: page.queue.rows
                currentIndex: page.queue.current
                highlightMoveDuration: 0
                keyNavigationEnabled: false
                delegate: JobDelegate {
                    width: list.width
                    current: ListView.isCurrentItem
                    onClicked: page.queue.choose(index)
                    onDoubleClicked: page.enter()
                }
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Queue")
            }
            Blank {
                anchors.centerIn: parent
                width: parent.width - 64
                visible: page.queue.loaded && list.count === 0
                iconName: "check-circle"
                title: qsTr("All done")
                text: qsTr("New orders appear here by themselves.")
            }
        }
    }
    OrderPane {
        id: pane
        anchors {
            left: left.right; leftMargin: Metrics.unit * 2; right: parent.right; rightMargin: Metrics.unit * 2
            top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2
        }
        visible: !page.besides
        view: page.order
    }
    Panel {
        anchors.fill: pane
        visible: page.besides
        Blank {
            anchors.centerIn: parent
            width: parent.width - 96
            iconName: page.errand.icon ?? "info"
            title: page.errand.title ?? ""
            text: page.errand.text ?? ""
        }
        ActionBar {
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            primary: KeyButton {
                objectName: "errand-primary"
                kind: "primary"
                key: qsTr("Enter")
                text: page.errand.action ?? ""
                onClicked: page.queue.go()
            }
        }
    }
    ReasonSheet {
        id: offers
        home: page
        title: page.instead.title
        text: page.instead.ask
        choices: page.instead.choices
        onChosen: id => page.instead.choose(id)
    }
    Connections {
        target: page.instead
        function onReady() {
            if (page.visible)
                offers.open = true
        }
    }
}
