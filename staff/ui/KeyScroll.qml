import QtQuick
import shared.design

// Ctrl with the arrow keys scrolls what is longer than its room, while the arrows alone choose a row.
Item {
    id: keys

    required property Flickable area
    readonly property bool needed: area.visible && area.contentHeight > area.height + 1

    function go(by: int) {
        const end = area.originY + Math.max(0, area.contentHeight - area.height)
        area.contentY = Math.max(area.originY, Math.min(end, area.contentY + by * Metrics.tall(60)))
    }

    Shortcut { sequence: "Ctrl+Down"; enabled: keys.needed; onActivated: keys.go(1) }
    Shortcut { sequence: "Ctrl+Up"; enabled: keys.needed; onActivated: keys.go(-1) }
}
