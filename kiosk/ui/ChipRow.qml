import QtQuick
import shared.design

// Chips in one row that scrolls sideways.
Flickable {
    id: row

    default property alias chips: line.data

    implicitHeight: line.implicitHeight
    contentWidth: line.implicitWidth + Metrics.margin
    flickableDirection: Flickable.HorizontalFlick
    boundsBehavior: Flickable.StopAtBounds
    clip: true

    Row {
        id: line
        spacing: Metrics.unit * 1.5
    }
}
