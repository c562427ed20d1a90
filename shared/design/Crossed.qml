import QtQuick

// The stroke across a choice that is not to be had, readable on any ground.
Item {
    id: crossed

    Rectangle {
        anchors.centerIn: parent
        width: Math.hypot(crossed.width, crossed.height)
        height: Theme.line * 3
        color: Theme.surface
        rotation: -Math.atan2(crossed.height, crossed.width) * 180 / Math.PI
        antialiasing: true
    }
    Rectangle {
        anchors.centerIn: parent
        width: Math.hypot(crossed.width, crossed.height)
        height: Theme.line
        color: Theme.inkSoft
        rotation: -Math.atan2(crossed.height, crossed.width) * 180 / Math.PI
        antialiasing: true
    }
}
