import QtQuick
import QtQuick.Shapes

// A ring that empties as time runs out, with the seconds left inside.
Item {
    id: ring

    property real share: 1  // share of the time, 1 to 0
    property int seconds: 0

    implicitWidth: Math.max(Metrics.unit * 26, Metrics.display * 2.2)
    implicitHeight: implicitWidth
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%n second(s) left", "", seconds)

    Shape {
        anchors.fill: parent
        ShapePath {
            fillColor: "transparent"
            strokeColor: Theme.hairline
            strokeWidth: Metrics.unit * 1.25
            PathAngleArc {
                centerX: ring.width / 2; centerY: ring.height / 2
                radiusX: ring.width / 2 - Metrics.unit; radiusY: radiusX
                startAngle: 0; sweepAngle: 360
            }
        }
        ShapePath {
            fillColor: "transparent"
            strokeColor: Theme.accent
            strokeWidth: Metrics.unit * 1.25
            capStyle: ShapePath.RoundCap
            PathAngleArc {
                centerX: ring.width / 2; centerY: ring.height / 2
                radiusX: ring.width / 2 - Metrics.unit; radiusY: radiusX
                startAngle: -90; sweepAngle: 360 * ring.share
            }
        }
    }
    AppText {
        anchors.centerIn: parent
        text: ring.seconds
        font.pixelSize: Metrics.display
        weight: Theme.strong
        figures: true
        Accessible.ignored: true
    }
}
