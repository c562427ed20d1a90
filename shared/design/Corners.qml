import QtQuick

// Rounds whatever lies below it by covering its corners with the ground's colour. Four pictures, and no nine-patch, for
// without a GPU every pixel of one is painted, the empty ones, too.
Item {
    id: corners

    property int radius: Metrics.radius
    property color ground: Theme.paper
    readonly property string source: radius > 0 ? "image://look/corner/" + radius + "/" + String(ground).substring(1) : ""

    anchors.fill: parent

    Image { source: corners.source }
    Image { source: corners.source; x: corners.width - corners.radius; mirror: true }
    Image { source: corners.source; y: corners.height - corners.radius; mirrorVertically: true }
    Image { source: corners.source; x: corners.width - corners.radius; y: corners.height - corners.radius; mirror: true; mirrorVertically: true }
}
