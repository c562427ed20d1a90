pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// What stays while pages come and go: the head, the keyboard, the dock, sheets, and the idle watch.
FocusScope {
    id: shell

    required property Kiosk kiosk
    property string sheet: ""  // access, language, staff, scan, filter, stores
    readonly property bool attract: kiosk.page === "attract"
    readonly property bool covered: sheet !== "" || kiosk.idle.phase === "warning" || kiosk.idle.phase === "wiping"
    readonly property var pages: ({
        attract: "AttractPage.qml", home: "HomePage.qml", search: "SearchPage.qml", product: "ProductPage.qml",
        basket: "BasketPage.qml", how: "HowPage.qml", contact: "ContactPage.qml", review: "ReviewPage.qml",
        done: "DonePage.qml", collect: "CollectPage.qml"
    })

    focus: true
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

    Keys.onDownPressed: step(true)
    Keys.onRightPressed: step(!Metrics.rightToLeft)
    Keys.onUpPressed: step(false)
    Keys.onLeftPressed: step(Metrics.rightToLeft)
    Keys.onEscapePressed: shell.attract ? undefined : kiosk.back()

    Connections {
        target: shell.kiosk
        function onMoved() { shell.sheet = "" }
    }

    Photo {
        width: parent.width
        height: Metrics.reachTop
        visible: height > 0
        media: (shell.kiosk.home.posters[1] ?? shell.kiosk.home.posters[0])?.media ?? ""
        verticalAlignment: Image.AlignTop
    }
    Item {
        id: stage
        anchors.fill: parent
        anchors.topMargin: Metrics.reachTop
        enabled: !shell.covered
        clip: Metrics.reachTop > 0

        Head {
            id: head
            width: parent.width
            visible: !shell.attract
            height: visible ? implicitHeight : 0
            kiosk: shell.kiosk
            onLanguageAsked: shell.sheet = "language"
            onStaffAsked: shell.sheet = "staff"
        }
        PageLoader {
            id: loader
            anchors {
                left: parent.left
                right: board.beside ? board.left : parent.right
                top: head.bottom
                bottom: board.beside ? dock.top : board.top
            }
            kiosk: shell.kiosk
            file: shell.pages[shell.kiosk.page]
            onSheetAsked: name => shell.sheet = name
        }
        KeyboardPanel {
            id: board
            side: Metrics.landscape
            width: side ? Math.round(parent.width * 0.46) : parent.width
            tall: dock.y - head.height
            anchors.right: parent.right
            anchors.bottom: dock.top
        }
        Toast {
            objectName: "toast"
            anchors { left: parent.left; right: parent.right; bottom: board.top; margins: Metrics.gutter }
            anchors.bottomMargin: Metrics.unit * 19
            text: shell.kiosk.toast
            action: shell.kiosk.undoable ? qsTr("Undo") : ""
            open: shell.kiosk.toast !== "" && !shell.attract
            onUndone: shell.kiosk.undo()
            onGone: shell.kiosk.hush()
        }
        Dock {
            id: dock
            width: parent.width
            anchors.bottom: parent.bottom
            current: shell.kiosk.page
            places: [
                { key: "search", icon: "search", text: qsTr("Search") },
                { key: "home", icon: "departments", text: qsTr("Departments") },
                { key: "scan", icon: "scan", text: qsTr("Scan") },
                { key: "basket", icon: "basket", text: qsTr("Basket"), badge: shell.kiosk.basket.badge,
                  detail: shell.kiosk.basket.badge ? shell.kiosk.basket.total : "" },
                { key: "access", icon: "access", text: qsTr("Help & access") }
            ]
            onChosen: key => shell.visit(key)
        }
    }

    AccessSheet { objectName: "sheet-access"; open: shell.sheet === "access"; kiosk: shell.kiosk; onClosed: shell.sheet = "" }
    LanguageSheet { objectName: "sheet-language"; open: shell.sheet === "language"; kiosk: shell.kiosk; onClosed: shell.sheet = "" }
    StaffSheet { objectName: "sheet-staff"; open: shell.sheet === "staff"; kiosk: shell.kiosk; onClosed: shell.sheet = "" }
    ScanSheet { objectName: "sheet-scan"; open: shell.sheet === "scan"; kiosk: shell.kiosk; onClosed: shell.sheet = "" }
    FilterSheet { objectName: "sheet-filter"; open: shell.sheet === "filter"; kiosk: shell.kiosk; onClosed: shell.sheet = "" }
    StoresSheet { objectName: "sheet-stores"; open: shell.sheet === "stores"; kiosk: shell.kiosk; onClosed: shell.sheet = "" }
    // The waking touch triggers nothing but the waking.
    MouseArea {
        objectName: "wake"
        anchors.fill: parent
        visible: shell.kiosk.idle.phase === "asleep"
        onClicked: shell.kiosk.wake()
    }
    CompareSheet { objectName: "sheet-compare"; open: shell.sheet === "compare"; kiosk: shell.kiosk; onClosed: shell.sheet = "" }
    PhoneSheet { objectName: "sheet-phone"; open: shell.sheet === "phone"; kiosk: shell.kiosk; onClosed: shell.sheet = "" }
    ZoomCover {
        objectName: "sheet-zoom"
        open: shell.sheet.startsWith("zoom")
        index: Number(shell.sheet.substring(5))
        kiosk: shell.kiosk
        onClosed: shell.sheet = ""
    }
    IdleCover { anchors.fill: parent; kiosk: shell.kiosk }
}
