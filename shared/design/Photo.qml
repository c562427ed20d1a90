import QtQuick

// A product's photograph on the tile ground, which is also its placeholder.
Item {
    id: photo

    property string media: ""
    property string alternative: ""
    property int fillMode: Image.PreserveAspectCrop
    property int verticalAlignment: Image.AlignVCenter
    property int radius: 0
    property bool waited: false  // nothing else is to be done meanwhile, so it is read here and now
    property color ground: Theme.paper
    readonly property bool whole: fillMode === Image.PreserveAspectFit  // what lies around it is seen
    readonly property bool ready: image.status === Image.Ready
    readonly property int step: Math.round(width)  // as wide as it is painted: without a GPU another size takes thrice as long
    property int arrivals: 0

    clip: true
    Accessible.role: Accessible.Graphic
    Accessible.name: alternative
    Accessible.ignored: alternative.length === 0

    Connections {
        target: Theme.pictures
        function onArrived(media: string) {
            if (media === photo.media)
                photo.arrivals += 1
        }
    }
    Rectangle {
        anchors.fill: parent
        visible: !photo.whole || !photo.ready
        color: Theme.tile
    }
    Icon {
        anchors.centerIn: parent
        visible: !photo.ready
        name: "picture"
        color: Theme.hairline
        size: Math.max(Metrics.icon, Math.round(Math.min(photo.width, photo.height) * 0.18))
    }
    Rectangle {
        anchors.centerIn: parent
        width: photo.whole ? image.paintedWidth : parent.width
        height: photo.whole ? image.paintedHeight : parent.height
        color: Theme.photoGround
        opacity: image.opacity
    }
    Image {
        id: image
        anchors.fill: parent
        asynchronous: !photo.waited
        source: {
            if (!photo.media || photo.width <= 0 || photo.arrivals < 0)
                return ""
            if (Theme.pictures)
                return Theme.pictures.url(photo.media, photo.step)
            return photo.media.startsWith("/") ? "file://" + photo.media : ""  // pictures come in a moment
        }
        sourceSize: Qt.size(photo.step, 0)
        fillMode: photo.fillMode
        verticalAlignment: photo.verticalAlignment
        mipmap: true
        opacity: photo.ready ? 1 : 0
        Behavior on opacity { enabled: Theme.motion; NumberAnimation { duration: Theme.calm; easing.type: Easing.OutCubic } }
        Accessible.ignored: true
    }
    Rectangle {
        anchors.centerIn: parent
        width: photo.whole ? image.paintedWidth : parent.width
        height: photo.whole ? image.paintedHeight : parent.height
        color: Theme.photoVeil
        opacity: image.opacity
    }
    Corners {
        visible: photo.radius > 0
        radius: photo.radius
        ground: photo.ground
    }
}
