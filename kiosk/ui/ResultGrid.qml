pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// A search's products as tiles that are used again while they scroll; keys go through them by their numbers.
GridView {
    id: grid

    required property Kiosk kiosk
    required property Item below  // where the focus goes after the last tile
    required property bool typing
    readonly property int columns: Math.max(1, Math.min(Metrics.landscape ? 6 : 3, Math.floor(width / (Metrics.body * (Metrics.landscape ? 8.2 : 7)))))
    readonly property real ring: Metrics.unit * 1.25  // room for the focus within what is shown
    readonly property bool beside: columns === 1
    readonly property real ratio: {  // names have to stand, too
        if (Metrics.landscape)
            return beside ? 1 : Math.max(0.6, Math.min(1, (height - words - Metrics.unit * 4) / (cellWidth - Metrics.gutter)))
        return Metrics.large && typing ? 0.75 : 1.25
    }
    readonly property real words: Metrics.leading * (Metrics.body * (Metrics.large ? 6 : 3.9) + Metrics.small * 2.7)

    readonly property bool short: contentHeight > 0 && contentHeight - contentY < height * 3  // the next rows come before they are wanted
    property bool stepping: false

    // Tiles are used again in any order, and Qt's own way goes by who was made first.
    function step(to: int, forward: bool) {
        const reason = forward ? Qt.TabFocusReason : Qt.BacktabFocusReason
        if (to < 0) {
            grid.nextItemInFocusChain(false).forceActiveFocus(reason)
        } else if (to >= count) {
            below.nextItemInFocusChain(true).forceActiveFocus(reason)
        } else {
            positionViewAtIndex(to, GridView.Contain)
            stepping = true
            itemAtIndex(to).nextItemInFocusChain(true).forceActiveFocus(reason)
            stepping = false
        }
    }

    // Who comes by Tab from outside begins with the first row that is more than half in view, and backwards with the last.
    function enter(at: int, reason: int) {
        const first = Math.round(contentY / cellHeight) * columns
        const end = Math.min(count, Math.round((contentY + height) / cellHeight) * columns)
        if (!stepping && reason === Qt.TabFocusReason && at !== first)
            step(first, true)
        else if (!stepping && reason === Qt.BacktabFocusReason && at !== end - 1)
            step(end - 1, false)
        else if (reason !== Qt.MouseFocusReason)  // what is touched stays below the finger
            positionViewAtIndex(at, GridView.Contain)
    }

    function turn(event: var, at: int) {
        const onwards = [Qt.Key_Tab, Qt.Key_Down, Metrics.rightToLeft ? Qt.Key_Left : Qt.Key_Right]
        const back = [Qt.Key_Backtab, Qt.Key_Up, Metrics.rightToLeft ? Qt.Key_Right : Qt.Key_Left]
        const forward = onwards.includes(event.key)
        event.accepted = forward || back.includes(event.key)
        if (event.accepted)
            step(forward ? at + 1 : at - 1, forward)
    }

    objectName: "results"
    clip: true
    model: kiosk.search.tiles
    cellWidth: Math.floor(width / columns)
    cellHeight: Math.round(beside ? Math.max((cellWidth - Metrics.gutter) * 0.4 * ratio, words) : (cellWidth - Metrics.gutter) * ratio + words) + Metrics.unit * 7
    reuseItems: true
    currentIndex: -1  // a current tile would be kept when it is out of sight, and read aloud
    keyNavigationEnabled: false
    cacheBuffer: 0  // tiles made ahead would be cancelled while the rows change beneath them
    boundsBehavior: Flickable.StopAtBounds
    onShortChanged: if (short) kiosk.search.more()
    onMovementStarted: if (typing) grid.forceActiveFocus()

    Connections {
        target: grid.kiosk.search
        function onFound() { if (grid.short) grid.kiosk.search.more() }
    }

    // A property a role: several times quicker than asking the row's object for each.
    delegate: Item {
        id: cell

        required property string productId
        required property string name
        required property string media
        required property string price
        required property string before
        required property string tone
        required property string availability
        required property int index
        property bool spare: false

        width: grid.cellWidth
        height: grid.cellHeight
        // One that waits to be used again is neither read aloud nor reached by keys; hiding it would lay it out twice more.
        enabled: !spare
        GridView.onPooled: spare = true
        GridView.onReused: spare = false
        Tile {
            objectName: "tile-" + cell.productId
            x: Metrics.rightToLeft ? Metrics.gutter - grid.ring : grid.ring
            y: grid.ring
            opacity: cell.spare ? 0 : 1
            ratio: grid.ratio
            beside: grid.beside
            width: grid.cellWidth - Metrics.gutter
            text: cell.name
            media: cell.media
            price: cell.price
            before: cell.before
            tone: cell.tone
            availability: cell.availability
            onActiveFocusChanged: if (activeFocus) grid.enter(cell.index, focusReason)
            onClicked: grid.kiosk.show(cell.productId)
            Keys.onPressed: event => grid.turn(event, cell.index)
        }
    }
}
