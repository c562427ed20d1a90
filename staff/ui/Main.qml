pragma ComponentBehavior: Bound

import QtQuick
import QtQml
import shared.design

// The counter's window: rail, scan bar, banner, and the page that is open.
Window {
    id: window

    required property Counter counter
    required property QtObject pictures
    required property SignInView signIn
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

    width: 1366
    height: 768
    minimumWidth: 1024
    minimumHeight: 640
    visible: true
    title: qsTr("Everyshelf counter")
    color: Theme.paper
    LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
    LayoutMirroring.childrenInherit: true

    Component.onCompleted: {
        Metrics.dense = true
        Metrics.language = Qt.locale().name.substring(0, 2)
        Theme.pictures = window.pictures
        Metrics.windowWidth = Qt.binding(() => window.width)
        Metrics.windowHeight = Qt.binding(() => window.height)
    }

    // After the first frame the pages are made one by one between frames, so that none is made when it is wanted.
    property bool preload: true
    property int made: 0

    Timer {
        interval: 300
        repeat: true
        running: window.preload && window.made < pages.children.length
        onTriggered: window.made += 1
    }

    component Slot: Loader {
        required property string name
        readonly property bool shown: window.counter.page === name
        property bool once: window.loadAll

        anchors.fill: parent
        active: shown || once || window.made > pages.children.indexOf(this)
        asynchronous: !shown
        visible: shown
        focus: shown
        onLoaded: once = true
    }

    Instantiator {
        model: window.counter.commands
        delegate: Shortcut {
            required property var modelData
            sequences: modelData.id === "keys" ? [modelData.key, "?"] : [modelData.key]
            onActivated: window.counter.run(modelData.id)
        }
    }
    Connections {
        target: window.counter
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

    FocusScope {
        id: desk
        anchors.fill: parent
        focus: true
        Keys.onPressed: event => {
            const plain = !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier))
            if (window.open && plain && event.text.length === 1 && event.text > " " && event.text !== "\x7f") {
                scan.take(event.text)
                event.accepted = true
            }
        }

        Rail {
            id: rail
            counter: window.counter
            visible: window.open
            anchors { left: parent.left; top: parent.top; bottom: parent.bottom }
        }
        ScanBar {
            id: scan
            counter: window.counter
            visible: window.open
            anchors { left: rail.right; right: parent.right; top: parent.top }
            onReleased: pages.forceActiveFocus(Qt.OtherFocusReason)
        }
        Banner {
            id: banner
            objectName: "offline-banner"
            anchors { left: rail.right; right: parent.right; top: scan.bottom; leftMargin: Metrics.unit * 2; rightMargin: Metrics.unit * 2 }
            visible: window.open && text.length > 0
            height: visible ? implicitHeight : 0
            tone: "soon"
            iconName: "offline"
            text: window.counter.offline
        }
        CallStrip {
            id: wanted
            objectName: "call-banner"
            anchors {
                left: rail.right; right: parent.right; top: banner.bottom
                leftMargin: Metrics.unit * 2; rightMargin: Metrics.unit * 2; topMargin: banner.visible ? Metrics.unit * 0.5 : 0
            }
            visible: window.open && text.length > 0
            height: visible ? implicitHeight : 0
            text: window.calls.text
            onAnswered: window.calls.answer()
        }
        Shortcut {
            sequence: "Ctrl+A"
            enabled: window.open && window.calls.count > 0
            onActivated: window.calls.answer()
        }
        FocusScope {
            id: pages
            objectName: "pages"
            focus: true
            anchors {
                left: window.open ? rail.right : parent.left
                right: parent.right
                top: window.open ? wanted.bottom : parent.top
                topMargin: banner.visible || wanted.visible ? Metrics.unit : 0
                bottom: parent.bottom
            }
            Slot { name: "sign-in"; sourceComponent: SignInPage { view: window.signIn } }
            Slot { name: "queue"; sourceComponent: QueuePage { queue: window.queue; order: window.order; instead: window.instead } }
            Slot { name: "pick"; sourceComponent: PickPage { view: window.pick; missing: window.missing; instead: window.instead } }
            Slot { name: "handover"; sourceComponent: HandoverPage { view: window.handover; pay: window.pay } }
            Slot { name: "returns"; sourceComponent: ReturnsPage { view: window.returns; photos: window.photos; decisions: window.decisions } }
            Slot { name: "ship"; sourceComponent: ShipPage { view: window.ship } }
            Slot { name: "numbers"; sourceComponent: NumbersPage { view: window.numbers } }
            Slot { name: "devices"; sourceComponent: DevicesPage { view: window.devices } }
            Slot { name: "lookup"; sourceComponent: LookupPage { view: window.lookup; fetch: window.fetch } }
            Slot { name: "outbox"; sourceComponent: OutboxPage { view: window.outbox } }
        }
        Connections {
            target: window.counter
            function onPageChanged() { pages.forceActiveFocus(Qt.OtherFocusReason) }
        }
    }
    PaletteSheet {
        id: palette
        objectName: "palette"
        view: window.finder
        home: pages
    }
    UnlockSheet {
        id: unlock
        objectName: "unlock"
        view: window.signIn
        home: pages
    }
    KeysSheet {
        id: help
        objectName: "keys"
        view: window.finder
        home: pages
    }
    Note {
        objectName: "note"
        most: Math.max(420, Math.min(560, (window.width - rail.width) * 0.38))
        anchors { left: parent.left; leftMargin: rail.width + Metrics.unit * 4; bottom: parent.bottom; bottomMargin: Metrics.unit * 4 }
        counter: window.counter
    }
}
