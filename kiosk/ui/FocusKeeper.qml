pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// Leaves the keys where they are: when what has the focus is made anew, as rows are, its successor takes it.
Item {
    id: keeper

    property Item scope: null  // the page or sheet that holds what has the focus
    property string name: ""
    property int place: 0  // among those of the same name
    property bool ringed: false

    function named(under: Item): var {
        const found = under.visible && under.objectName === name ? [under] : []
        return found.concat(...Array.from(under.children).map(child => named(child)))
    }

    function remember(item: Item) {
        if (!(item as Pressable) || !item.objectName)
            return
        let up = item.parent
        while (up && !(up instanceof FocusScope))
            up = up.parent
        scope = up
        name = item.objectName
        place = up ? named(up).indexOf(item) : -1
        ringed = (item as Pressable).visualFocus
    }

    function restore() {
        if (!scope || Window.activeFocusItem !== scope)
            return
        const found = named(scope)[place]
        const next = found?.enabled === false ? found.nextItemInFocusChain() : found  // there is no less than one
        if (next)
            next.forceActiveFocus(ringed ? Qt.TabFocusReason : Qt.OtherFocusReason)
    }

    Connections {
        target: keeper.Window.window
        function onActiveFocusItemChanged() {
            if (keeper.scope && keeper.Window.activeFocusItem === keeper.scope)
                Qt.callLater(keeper.restore)
            else
                keeper.remember(keeper.Window.activeFocusItem)
        }
    }
}
