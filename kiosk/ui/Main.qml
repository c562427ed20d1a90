import QtQuick
import QtQuick.Window
import kiosk.ui
import shared.design

// The kiosk's one window; it binds the design system to the panel and to what the shopper set.
Window {
    id: window

    required property Kiosk kiosk
    property bool behind: false  // a curtain hangs before it until the first photograph is there
    property bool still: behind  // nothing fades in where the curtain's picture has shown it already

    objectName: "kiosk"
    width: kiosk.panel.width_px
    height: kiosk.panel.height_px
    visibility: behind ? Window.Hidden : kiosk.panel.full_screen ? Window.FullScreen : Window.Windowed
    flags: kiosk.panel.full_screen ? Qt.Window | Qt.FramelessWindowHint : Qt.Window
    title: "Everyshelf"
    color: Theme.paper
    // A locked kiosk has no way out by key: it ends with its service.
    onClosing: close => close.accepted = !kiosk.panel.full_screen

    Binding { target: Metrics; property: "pxPerMm"; value: window.kiosk.panel.px_per_mm }
    Binding { target: Metrics; property: "bottomAboveFloor"; value: window.kiosk.panel.bottom_mm }
    Binding { target: Metrics; property: "windowWidth"; value: window.width }
    Binding { target: Metrics; property: "windowHeight"; value: window.height }
    Binding { target: Metrics; property: "textScale"; value: window.kiosk.access.textScale }
    Binding { target: Metrics; property: "controlsDown"; value: window.kiosk.access.controlsDown }
    Binding { target: Metrics; property: "language"; value: window.kiosk.access.language }
    Binding { target: Theme; property: "contrast"; value: window.kiosk.access.contrast }
    Binding { target: Theme; property: "motion"; value: window.kiosk.access.motion && !window.still }
    Binding { target: Theme; property: "pictures"; value: window.kiosk.pictures }

    Shell {
        width: window.width  // the window's own item has no size before it is shown
        height: window.height
        kiosk: window.kiosk
        onReadyChanged: if (ready) window.behind = false
    }
    Connections {
        target: window
        enabled: window.still
        function onFrameSwapped() { window.still = false }
    }
    Timer {
        interval: 3000
        running: window.behind
        onTriggered: window.behind = false
    }
}
