import QtQuick
import QtQuick.Templates as T
import shared.design

// The keyboard as part of the page: it stands while a field is typed into and serves whichever has the focus.
Item {
    id: panel

    property bool side: false
    property TextField field: null
    readonly property Item focused: Window.activeFocusItem

    height: field ? keyboard.implicitHeight + Metrics.unit * 4 : 0
    visible: field !== null

    function fieldOf(item: Item): TextField {
        for (let up = item; up; up = up.parent)
            if (up instanceof TextField)
                return up
        return null
    }

    function within(item: Item): bool {
        for (let up = item; up; up = up.parent)
            if (up === panel)
                return true
        return false
    }

    onFocusedChanged: {
        if (!within(focused))
            field = focused instanceof T.TextField ? fieldOf(focused) : null
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.tile
    }
    Keyboard {
        id: keyboard
        objectName: "keyboard"
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        anchors.margins: Metrics.unit * 2
        kind: panel.field?.layout ?? "letters"
        target: panel.field?.input ?? null
        action: panel.field?.action ?? qsTr("Done")
        onAccepted: panel.field?.accepted()
    }
}
