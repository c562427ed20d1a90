pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import shared.design

// The keyboard as part of the page: it stands while a field is typed into and serves whichever has the focus.
Item {
    id: panel

    property bool side: false
    property real tall: 0
    readonly property bool beside: side && visible
    property TextField field: null
    readonly property Item focused: Window.activeFocusItem

    height: !visible ? 0 : (side ? tall : keyboard.implicitHeight + Metrics.unit * 4)
    visible: field?.visible ?? false

    function fieldOf(item: Item): TextField {
        for (let up = item; up; up = up.parent)
            if (up instanceof TextField)
                return up as TextField
        return null
    }

    function within(item: Item): bool {
        for (let up = item; up; up = up.parent)
            if (up === panel)
                return true
        return false
    }

    // Who has a keypad of arrows and Enter types on these keys: Down leads from the field into them.
    function enter(): bool {
        if (!visible || focused !== field?.input)
            return false
        walk(0, 1)
        return true
    }

    function walk(right: int, down: int) {
        const key = (keyboard.item as Keyboard).beside(focused, right, down)
        if (key)
            key.forceActiveFocus(Qt.TabFocusReason)
        else if (down > 0)
            field.input.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        else if (down < 0)
            field.input.forceActiveFocus(Qt.BacktabFocusReason)
    }

    Keys.onLeftPressed: walk(-1, 0)
    Keys.onRightPressed: walk(1, 0)
    Keys.onUpPressed: walk(0, -1)
    Keys.onDownPressed: walk(0, 1)
    onFocusedChanged: {
        if (!within(focused))
            field = focused instanceof T.TextField ? fieldOf(focused) : null
    }

    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: keyboard.implicitHeight + Metrics.unit * 4
        topLeftRadius: panel.side ? Metrics.radius : 0
        topRightRadius: topLeftRadius
        color: Theme.tile
    }
    Loader {
        id: keyboard
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        anchors.margins: Metrics.unit * 2
        active: panel.visible || item  // forty keys, not before the first field
        sourceComponent: Keyboard {
            objectName: "keyboard"
            keyHeight: panel.side ? Math.min(Metrics.unit * 12, panel.tall / 7) : Math.max(Metrics.key, Metrics.unit * 8.5)
            kind: panel.field?.layout ?? "letters"
            target: panel.field?.input ?? null
            action: panel.field?.action ?? qsTr("Done")
            onAccepted: panel.field?.accepted()
        }
    }
}
