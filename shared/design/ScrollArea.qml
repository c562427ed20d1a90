import QtQuick
import QtQuick.Templates as T

// A page that scrolls by finger or wheel, follows the focus, and shows quietly how much there is.
Flickable {
    id: area

    property bool bar: true

    contentWidth: width
    clip: true
    boundsBehavior: Flickable.DragAndOvershootBounds
    flickableDirection: Flickable.VerticalFlick
    pixelAligned: true

    onHeightChanged: follow()

    // Brings an item that got the focus by key into view.
    function reveal(item: Item) {
        const spot = item.mapToItem(contentItem, 0, 0)
        const space = Metrics.small * 2
        if (spot.y - space < contentY)
            contentY = Math.max(0, spot.y - space)
        else if (spot.y + item.height + space > contentY + height)
            contentY = Math.min(Math.max(0, contentHeight - height), spot.y + item.height + space - height)
    }

    function holds(item: Item): bool {
        for (let up = item; up; up = up.parent)
            if (up === contentItem)
                return true
        return false
    }

    function follow() {
        const item = area.Window.window?.activeFocusItem ?? null
        const pressed = item instanceof T.AbstractButton && item.focusReason === Qt.MouseFocusReason  // it stays below the finger
        if (item && !pressed && area.holds(item))
            area.reveal(item)
    }

    Connections {
        target: area.Window.window
        function onActiveFocusItemChanged() { area.follow() }
    }

    Rectangle {
        parent: area
        visible: area.bar && area.contentHeight > area.height + 1
        anchors.right: parent.right
        anchors.rightMargin: Metrics.unit * 0.75
        width: Metrics.unit * 0.75
        radius: width / 2
        color: Theme.outline
        opacity: area.moving ? 0.9 : 0.35
        height: Math.max(Metrics.unit * 6, area.height * area.visibleArea.heightRatio)
        y: Math.max(0, Math.min(area.height - height, area.visibleArea.yPosition * area.height))
    }
}
