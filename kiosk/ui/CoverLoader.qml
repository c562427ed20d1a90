import QtQuick
import kiosk.ui
import shared.design

// A sheet or cover that is made when it is first asked for, so that the first frame does not wait for it.
Loader {
    id: loader

    required property Kiosk kiosk
    required property string name
    required property string file
    required property string asked  // "NAME" or "NAME DETAIL"
    required property bool ringed
    readonly property Cover cover: item as Cover
    readonly property bool made: cover !== null
    readonly property bool open: kiosk.ready && asked.split(" ")[0] === name
    signal closed()

    function turn() {
        if (!cover)
            return
        cover.detail = asked.split(" ")[1] ?? ""
        cover.ringed = ringed
        cover.open = open
    }

    objectName: "sheet-" + name
    z: 50
    asynchronous: true
    onOpenChanged: {
        if (open && status === Loader.Null)
            setSource(file, { kiosk: loader.kiosk })
        turn()
    }
    onLoaded: turn()

    Connections {
        target: loader.cover
        function onClosed() { loader.closed() }
    }
}
