import QtQuick
import shared.design

// Goods in rows, with a quiet bar where there are more than fit.
ListView {
    id: list

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Goods")

    KeyScroll {
        id: keys
        area: list
    }
    Rectangle {
        parent: list
        visible: keys.needed
        anchors { right: parent.right; rightMargin: 2 }
        width: 4
        radius: 2
        color: Theme.outline
        height: Math.max(24, list.height * list.visibleArea.heightRatio)
        y: Math.min(list.height - height, list.visibleArea.yPosition * list.height)
    }
}
