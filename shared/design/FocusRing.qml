import QtQuick

// The visible focus: a ring with a gap around whatever it is laid into, edged with paper where it lies on a photograph.
Rectangle {
    id: ring

    property bool shown: false
    property real around: Metrics.radius

    anchors.fill: parent
    anchors.margins: -Metrics.unit * 0.75
    radius: around + Metrics.unit * 0.75
    color: "transparent"
    border.color: Theme.focus
    border.width: Metrics.dense ? 2 : Math.max(4, Theme.line * 2)
    visible: shown
    z: 20

    Rectangle {
        anchors.fill: parent
        anchors.margins: -2
        radius: ring.radius + 2
        color: "transparent"
        border { width: 2; color: Theme.paper }
    }
}
