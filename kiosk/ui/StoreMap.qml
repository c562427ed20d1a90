pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import shared.design

// A sketch of the stores around this one: north is up in every language, rings tell how far.
Item {
    id: map

    property Flickable area: null  // in which it scrolls
    property var sketch: null  // places (number, name, x, y), rings (radius, label), and the box of all marks
    readonly property real disc: Math.max(Metrics.icon * 1.5, Metrics.small * 1.9)
    readonly property var box: sketch?.box ?? { left: -1, right: 1, top: -1, bottom: 1 }
    readonly property real reach: Math.min((width - disc * 2.4) / Math.max(0.6, box.right - box.left),
        (height - disc * 2) / Math.max(0.6, box.bottom - box.top))
    readonly property real here: across(0)
    readonly property real level: down(0)

    implicitHeight: Math.round(Math.min(width * 0.72, Metrics.unit * 68))
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Map of these stores")

    clip: true

    function across(x: real): real { return width / 2 + (x - (box.left + box.right) / 2) * reach }
    function down(y: real): real { return height / 2 + (y - (box.top + box.bottom) / 2) * reach }

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radius
        color: Theme.tile
        border.width: Theme.contrast ? 4 : 0
        border.color: Theme.outline
    }
    Repeater {
        model: map.sketch?.rings ?? []
        Item {
            id: ring

            required property var modelData
            readonly property real radius: modelData.radius * map.reach

            anchors.fill: parent
            ShapeInView {
                anchors.fill: parent
                area: map.area
                ShapePath {
                    strokeColor: Theme.contrast ? Theme.hairline : Theme.outline
                    strokeWidth: Theme.contrast ? 3 : 1.5
                    strokeStyle: ShapePath.DashLine
                    dashPattern: [4, 5]
                    fillColor: "transparent"
                    startX: map.here + ring.radius
                    startY: map.level
                    PathAngleArc {
                        centerX: map.here
                        centerY: map.level
                        radiusX: ring.radius
                        radiusY: ring.radius
                        startAngle: 0
                        sweepAngle: 360
                    }
                }
            }
        }
    }
    Repeater {
        model: map.sketch?.places ?? []
        ShapeInView {
            id: road

            required property var modelData

            anchors.fill: parent
            area: map.area
            ShapePath {
                strokeColor: Theme.elsewhere
                strokeWidth: Theme.contrast ? 4 : 2
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                startX: map.here
                startY: map.level
                PathLine { x: map.across(road.modelData.x); y: map.down(road.modelData.y) }
            }
        }
    }
    Repeater {
        model: map.sketch?.rings ?? []
        Rectangle {
            id: tag

            required property var modelData

            x: Math.max(Metrics.unit, Math.min(map.width - width - Metrics.unit, map.across(modelData.x) - width / 2))
            y: Math.max(Metrics.unit, Math.min(map.height - height - Metrics.unit, map.down(modelData.y) - height / 2))
            width: far.implicitWidth + Metrics.unit * 1.5
            height: far.implicitHeight
            color: Theme.tile
            AppText {
                id: far
                anchors.centerIn: parent
                text: tag.modelData.label
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
                figures: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
    Repeater {
        model: map.sketch?.places ?? []
        Rectangle {
            id: place

            required property var modelData

            x: map.across(modelData.x) - width / 2
            y: map.down(modelData.y) - height / 2
            width: map.disc
            height: width
            radius: width / 2
            color: Theme.elsewhere
            border.width: Math.max(2, Metrics.unit * 0.4)
            border.color: Theme.tile
            AppText {
                anchors.centerIn: parent
                text: place.modelData.number
                font.pixelSize: Metrics.small
                weight: Theme.strong
                color: Theme.accentText
                figures: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
    Rectangle {
        x: map.here - width / 2
        y: map.level - height / 2
        width: map.disc
        height: width
        radius: width / 2
        color: Theme.accent
        border.width: Math.max(2, Metrics.unit * 0.4)
        border.color: Theme.tile
        Icon {
            anchors.centerIn: parent
            name: "store"
            size: Math.round(map.disc * 0.56)
            color: Theme.accentText
        }
    }
    Column {
        x: Metrics.unit * 2
        y: Metrics.unit * 2
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "chevron-up"
            color: Theme.inkSoft
        }
        AppText {
            anchors.horizontalCenter: parent.horizontalCenter
            text: qsTr("N", "north on a map")
            font.pixelSize: Metrics.small
            weight: Theme.strong
            color: Theme.inkSoft
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
