import QtQuick
import shared.design

// Chips in one row that scrolls sideways.
Flickable {
    id: row

    default property alias chips: line.data

    function begin() {
        contentX = Metrics.rightToLeft ? contentWidth - width : 0
    }

    implicitHeight: line.implicitHeight
    contentWidth: Math.max(width, line.implicitWidth + Metrics.margin)
    onContentWidthChanged: begin()
    onWidthChanged: begin()
    flickableDirection: Flickable.HorizontalFlick
    boundsBehavior: Flickable.StopAtBounds
    clip: true

    Row {
        id: line
        x: Metrics.rightToLeft ? row.contentWidth - width : 0
        spacing: Metrics.unit * 1.5
    }
}
