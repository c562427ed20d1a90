import QtQuick
import QtQuick.Shapes
import shared.design

// A signature by finger, pen or mouse, kept as a path and never as a picture.
Rectangle {
    id: pad

    property string path: ""
    property Flickable area: null  // what it scrolls in
    signal signed(string path)

    function wipe() {
        path = ""
    }

    radius: Metrics.radius * 0.8
    color: Theme.contrast ? Theme.paper : Theme.tile
    border.width: 1
    border.color: Theme.outline
    clip: true
    Accessible.role: Accessible.Canvas
    Accessible.name: path ? qsTr("Signed") : qsTr("Sign here")

    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Metrics.unit * 3 }
        height: 1
        color: Theme.outline
    }
    AppText {
        anchors { left: parent.left; bottom: parent.bottom; leftMargin: Metrics.unit * 3; bottomMargin: 2 }
        text: qsTr("Sign here")
        font.pixelSize: Metrics.small - 1
        color: Theme.inkSoft
        Accessible.ignored: true
    }
    ShapeInView {
        area: pad.area
        anchors.fill: parent
        ShapePath {
            strokeWidth: 2.5
            strokeColor: Theme.ink
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: pad.path || "M0 0" }
        }
    }
    MouseArea {
        anchors.fill: parent
        preventStealing: true
        onPressed: mouse => pad.path += `M${Math.round(mouse.x)} ${Math.round(mouse.y)}`
        onPositionChanged: mouse => { if (pressed) pad.path += `L${Math.round(mouse.x)} ${Math.round(mouse.y)}` }
        onReleased: pad.signed(pad.path)
    }
    KeyButton {
        objectName: "signature-wipe"
        anchors { right: parent.right; top: parent.top; margins: 4 }
        visible: pad.path.length > 0
        implicitHeight: 32
        kind: "quiet"
        text: qsTr("Wipe")
        onClicked: {
            pad.wipe()
            pad.signed("")
        }
    }
}
