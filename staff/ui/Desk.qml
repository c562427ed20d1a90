pragma ComponentBehavior: Bound

import QtQuick
import QtQml
import shared.design

// Everything behind the sign-in page: rail, scan bar, banner, and the page that is open.
FocusScope {
    id: desk

    required property Counter counter
    required property QtObject pictures
    required property SignInView signIn
    required property Item door  // the sign-in page, which hides all of it
    required property QueueView queue
    required property OrderView order
    required property PickView pick
    required property InsteadView instead
    required property ShortView missing
    required property HandoverView handover
    required property PayView pay
    required property CallsView calls
    required property ReturnsView returns
    required property PhotosView photos
    required property DecisionsView decisions
    required property ShipView ship
    required property LookupView lookup
    required property FetchView fetch
    required property OutboxView outbox
    required property NumbersView numbers
    required property DevicesView devices
    required property PaletteView finder

    readonly property bool open: counter.member.length > 0

    // Loads every page, so that a mistake in one is found before anybody opens it.
    property bool loadAll: false
    // After the first frame the pages are made one by one between frames, so that none is made when it is wanted.
    property bool preload: true
    property int made: 0

    objectName: "desk"
    Component.onCompleted: Theme.pictures = desk.pictures

    Timer {
        interval: 300
        repeat: true
        running: desk.preload && desk.made < pages.children.length
        onTriggered: desk.made += 1
    }

    component Slot: Loader {
        required property string name
        readonly property bool shown: desk.counter.page === name
        property bool once: desk.loadAll

        anchors.fill: parent
        active: shown || once || desk.made > pages.children.indexOf(this)
        asynchronous: !shown
        visible: shown
        focus: shown
        onLoaded: once = true
    }

    Instantiator {
        model: desk.counter.commands
        delegate: Shortcut {
            required property var modelData
            sequences: modelData.id === "keys" ? [modelData.key, "?"] : [modelData.key]
            onActivated: desk.counter.run(modelData.id)
        }
    }
    Connections {
        target: desk.counter
        function onCommand(name: string) {
            if (name === "contrast")
                Theme.contrast = !Theme.contrast
            else if (name === "larger")
                Metrics.textScale = Math.min(2, Metrics.textScale + 0.25)
            else if (name === "smaller")
                Metrics.textScale = Math.max(1, Metrics.textScale - 0.25)
            else if (name === "scan")
                scan.take("")
            else if (name === "palette")
                palette.open = true
            else if (name === "keys")
                help.open = true
            else if (name === "unlock")
                unlock.open = true
        }
    }

    Binding {
        target: desk.door
        property: "visible"
        value: desk.counter.page === "sign-in"
    }
    FocusScope {
        anchors.fill: parent
        focus: true
        Keys.onPressed: event => {
            const plain = !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier))
            if (desk.open && plain && event.text.length === 1 && event.text > " " && event.text !== "\x7f") {
                scan.take(event.text)
                event.accepted = true
            }
        }

        Rail {
            id: rail
            counter: desk.counter
            visible: desk.open
            anchors { left: parent.left; top: parent.top; bottom: parent.bottom }
        }
        ScanBar {
            id: scan
            counter: desk.counter
            visible: desk.open
            anchors { left: rail.right; right: parent.right; top: parent.top }
            onReleased: pages.forceActiveFocus(Qt.OtherFocusReason)
        }
        Banner {
            id: banner
            objectName: "offline-banner"
            anchors { left: rail.right; right: parent.right; top: scan.bottom; leftMargin: Metrics.unit * 2; rightMargin: Metrics.unit * 2 }
            visible: desk.open && text.length > 0
            height: visible ? implicitHeight : 0
            tone: "soon"
            iconName: "offline"
            text: desk.counter.offline
        }
        CallStrip {
            id: wanted
            objectName: "call-banner"
            anchors {
                left: rail.right; right: parent.right; top: banner.bottom
                leftMargin: Metrics.unit * 2; rightMargin: Metrics.unit * 2; topMargin: banner.visible ? Metrics.unit * 0.5 : 0
            }
            visible: desk.open && text.length > 0
            height: visible ? implicitHeight : 0
            text: desk.calls.text
            onAnswered: desk.calls.answer()
        }
        Shortcut {
            sequence: "Ctrl+A"
            enabled: desk.open && desk.calls.count > 0
            onActivated: desk.calls.answer()
        }
        FocusScope {
            id: pages
            objectName: "pages"
            focus: true
            anchors {
                left: rail.right
                right: parent.right
                top: wanted.bottom
                topMargin: banner.visible || wanted.visible ? Metrics.unit : 0
                bottom: parent.bottom
            }
            Slot { name: "queue"; sourceComponent: QueuePage { queue: desk.queue; order: desk.order; instead: desk.instead } }
            Slot { name: "pick"; sourceComponent: PickPage { view: desk.pick; missing: desk.missing; instead: desk.instead } }
            Slot { name: "handover"; sourceComponent: HandoverPage { view: desk.handover; pay: desk.pay } }
            Slot { name: "returns"; sourceComponent: ReturnsPage { view: desk.returns; photos: desk.photos; decisions: desk.decisions } }
            Slot { name: "ship"; sourceComponent: ShipPage { view: desk.ship } }
            Slot { name: "numbers"; sourceComponent: NumbersPage { view: desk.numbers } }
            Slot { name: "devices"; sourceComponent: DevicesPage { view: desk.devices } }
            Slot { name: "lookup"; sourceComponent: LookupPage { view: desk.lookup; fetch: desk.fetch } }
            Slot { name: "outbox"; sourceComponent: OutboxPage { view: desk.outbox } }
        }
        Connections {
            target: desk.counter
            function onPageChanged() {
                if (desk.counter.page !== "sign-in")
                    pages.forceActiveFocus(Qt.OtherFocusReason)
            }
        }
    }
    PaletteSheet {
        id: palette
        objectName: "palette"
        view: desk.finder
        home: desk.open ? pages : desk.door
    }
    UnlockSheet {
        id: unlock
        objectName: "unlock"
        view: desk.signIn
        home: desk.open ? pages : desk.door
    }
    KeysSheet {
        id: help
        objectName: "keys"
        view: desk.finder
        home: desk.open ? pages : desk.door
    }
    Note {
        objectName: "note"
        most: Math.max(420, Math.min(560, (desk.width - rail.width) * 0.38))
        anchors { left: parent.left; leftMargin: rail.width + Metrics.unit * 4; bottom: parent.bottom; bottomMargin: Metrics.unit * 4 }
        counter: desk.counter
    }
}
