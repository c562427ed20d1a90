pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// What stays while pages come and go: the head, the keyboard, the dock, sheets, and the idle watch.
FocusScope {
    id: shell

    required property Kiosk kiosk
    property string sheet: ""  // one of sheets, with a detail behind a space where it has one
    property bool byKeys: true  // the last thing pressed was a key, not the screen
    readonly property bool attract: kiosk.page === "attract"
    readonly property bool ready: (loader.item as Page)?.ready ?? false
    readonly property bool idling: kiosk.idle.phase === "warning" || kiosk.idle.phase === "wiping"
    readonly property bool covered: sheet !== "" || idling
    readonly property var pages: ({
        attract: "AttractPage.qml", home: "HomePage.qml", search: "SearchPage.qml", product: "ProductPage.qml",
        basket: "BasketPage.qml", how: "HowPage.qml", contact: "ContactPage.qml", review: "ReviewPage.qml",
        pay: "PayPage.qml", done: "DonePage.qml", collect: "CollectPage.qml", keeper: "KeeperPage.qml"
    })
    readonly property var sheets: ({
        access: "AccessSheet.qml", language: "LanguageSheet.qml", staff: "StaffSheet.qml", scan: "ScanSheet.qml",
        filter: "FilterSheet.qml", stores: "StoresSheet.qml", compare: "CompareSheet.qml", phone: "PhoneSheet.qml",
        receipt: "ReceiptSheet.qml", zoom: "ZoomCover.qml"
    })

    focus: true
    onSheetChanged: if (sheet) kiosk.covered()
    LayoutMirroring.enabled: Metrics.rightToLeft
    LayoutMirroring.childrenInherit: true

    function step(forward: bool) {
        const from = Window.window.activeFocusItem ?? shell
        from.nextItemInFocusChain(forward).forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason)
    }

    function visit(place: string) {
        if (place === "scan" || place === "access")
            sheet = place
        else if (place === "search")
            kiosk.find()
        else
            kiosk.go(place)
    }

    Keys.onDownPressed: if (!board.enter()) step(true)
    Keys.onRightPressed: step(!Metrics.rightToLeft)
    Keys.onUpPressed: step(false)
    Keys.onLeftPressed: step(Metrics.rightToLeft)
    Keys.onEscapePressed: shell.attract ? undefined : kiosk.back()

    Connections {
        target: shell.kiosk
        function onMoved() { shell.sheet = "" }
    }
    Connections {
        target: shell.Window.window
        function onActiveFocusItemChanged() {
            if ((shell.Window.activeFocusItem as Pressable)?.visualFocus)
                shell.byKeys = true
        }
    }
    FocusKeeper {}
    // Once the first page stands, all others are read, so that none is waited for.
    Timer {
        property list<Component> ready: []

        interval: 600
        running: shell.kiosk.ready
        onTriggered: ready = [...Object.values(shell.pages), ...Object.values(shell.sheets)]
            .map(file => Qt.createComponent(file, Component.Asynchronous))
    }

    Photo {
        width: parent.width
        height: Metrics.reachTop
        visible: height > 0
        media: Metrics.reachTop > 0 ? (shell.kiosk.home.posters[1] ?? shell.kiosk.home.posters[0])?.media ?? "" : ""
        verticalAlignment: Image.AlignTop
    }
    Item {
        id: stage
        anchors.fill: parent
        anchors.topMargin: Metrics.reachTop
        enabled: !shell.covered
        clip: Metrics.reachTop > 0

        Item {
            id: main
            anchors {
                left: dock.upright ? dock.right : parent.left
                right: parent.right
                top: parent.top
                bottom: dock.upright ? parent.bottom : dock.top
            }

            PartLoader {
                id: head
                width: parent.width
                visible: !shell.attract
                height: visible ? implicitHeight : 0
                kiosk: shell.kiosk
                file: "Head.qml"
                onSheetAsked: name => shell.sheet = name
            }
            PageLoader {
                id: loader
                anchors {
                    left: parent.left
                    right: board.beside ? board.left : parent.right
                    top: head.bottom
                    bottom: board.beside ? parent.bottom : board.top
                }
                kiosk: shell.kiosk
                file: shell.pages[shell.kiosk.page]
                onSheetAsked: name => shell.sheet = name
            }
            KeyboardPanel {
                id: board
                side: Metrics.landscape
                width: side ? Math.round(parent.width * 0.46) : parent.width
                tall: parent.height - head.height
                anchors.right: parent.right
                anchors.bottom: parent.bottom
            }
            PartLoader {
                anchors { left: parent.left; right: parent.right; bottom: board.top; margins: Metrics.gutter }
                anchors.bottomMargin: Metrics.unit * 19
                kiosk: shell.kiosk
                file: "Notice.qml"
            }
        }
        Dock {
            id: dock
            upright: Metrics.low
            width: upright ? implicitWidth : parent.width
            height: upright ? parent.height : implicitHeight
            anchors { left: parent.left; bottom: parent.bottom }
            current: shell.kiosk.page === "search" && shell.kiosk.search?.category ? "home" : shell.kiosk.page
            places: [
                { key: "search", icon: "search", text: qsTr("Search") },
                { key: "home", icon: "departments", text: qsTr("Departments") },
                { key: "scan", icon: "scan", text: qsTr("Scan") },
                { key: "basket", icon: "basket", text: qsTr("Basket"), badge: shell.kiosk.basket?.badge ?? "",
                  detail: shell.kiosk.basket?.badge ? shell.kiosk.basket.total : "" },
                { key: "access", icon: "access", text: qsTr("Help & access") }
            ]
            onChosen: key => shell.visit(key)
        }
    }

    Repeater {
        model: shell.kiosk.ready ? Object.keys(shell.sheets) : []
        CoverLoader {
            required property string modelData

            anchors.fill: parent
            name: modelData
            file: shell.sheets[modelData]
            asked: shell.sheet
            ringed: shell.byKeys
            kiosk: shell.kiosk
            onClosed: shell.sheet = ""
        }
    }
    // The waking touch triggers nothing but the waking.
    MouseArea {
        objectName: "wake"
        anchors.fill: parent
        visible: shell.kiosk.idle.phase === "asleep"
        onClicked: shell.kiosk.wake()
    }
    PartLoader {
        id: idle
        objectName: "idle"
        anchors.fill: parent
        z: 100
        visible: shell.idling
        kiosk: shell.kiosk
        file: "IdleCover.qml"
        Binding { target: idle.item; property: "ringed"; value: shell.byKeys; when: idle.item }
    }
    Item {
        anchors.fill: parent
        z: 200  // above all, and lets all pass
        PointHandler { onActiveChanged: if (active) shell.byKeys = false }
    }
}
