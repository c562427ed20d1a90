import QtQuick
import kiosk.ui

// A part of the shell that the first page does without: made as soon as there is more than that.
Loader {
    id: part

    required property Kiosk kiosk
    required property string file
    readonly property bool due: kiosk.ready
    signal sheetAsked(string name)

    function fill() {
        if (due && status === Loader.Null)
            setSource(file, { kiosk: part.kiosk })
    }

    onDueChanged: fill()
    Component.onCompleted: fill()

    Connections {
        target: part.item as Page
        function onSheetAsked(name: string) { part.sheetAsked(name) }
    }
}
