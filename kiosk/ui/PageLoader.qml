pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// Shows one page after another: the new one fades and rises in.
Item {
    id: loader

    required property Kiosk kiosk
    property string file: ""
    readonly property Item item: inner.item as Item
    signal sheetAsked(string name)

    onFileChanged: show()
    Component.onCompleted: show()

    function show() {
        inner.setSource(file, { kiosk: loader.kiosk })
        inner.forceActiveFocus()
        if (Theme.motion)
            entrance.restart()
    }

    Loader {
        id: inner
        width: parent.width
        height: parent.height
        focus: true
    }
    Connections {
        target: inner.item as Page
        function onSheetAsked(name: string) { loader.sheetAsked(name) }
    }
    ParallelAnimation {
        id: entrance
        NumberAnimation { target: inner; property: "opacity"; from: 0; to: 1; duration: Theme.calm; easing.type: Easing.OutCubic }
        NumberAnimation { target: inner; property: "y"; from: Metrics.unit * 2; to: 0; duration: Theme.calm; easing.type: Easing.OutCubic }
    }
}
