import QtQuick

// Rounds whatever lies below it by covering its corners with the ground's colour.
BorderImage {
    property int radius: Metrics.radius
    property color ground: Theme.paper

    anchors.fill: parent
    border { left: radius; top: radius; right: radius; bottom: radius }
    source: radius > 0 ? "image://look/corner/" + radius + "/" + String(ground).substring(1) : ""
}
