import QtQuick

// The visible focus: a ring with a gap around whatever it is laid into.
Rectangle {
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
}
