import QtQuick
import QtQuick.Shapes

// A drawing in a page that scrolls: the software renderer clips it while some of it is in view, and not once none is.
Shape {
    id: shape

    property Flickable area: null

    visible: {
        if (!area)
            return true
        const moved = area.contentY + area.contentHeight  // what the place depends on, so that it is worked out anew
        const top = isNaN(moved) ? 0 : shape.mapToItem(area, 0, 0).y
        return top + shape.height > 1 && top < area.height - 1
    }
}
