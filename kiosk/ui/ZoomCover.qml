import QtQuick
import kiosk.ui
import shared.design

// A photograph as large as the panel, nearer by touch or button and moved by the finger.
Cover {
    id: cover

    required property Kiosk kiosk
    property real near: 1
    readonly property string media: kiosk.product.photos[Number(detail)] ?? ""

    anchors.fill: parent
    visible: open
    onOpenChanged: if (open) { near = 1; attend(close) }
    Keys.onEscapePressed: closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.contrast ? Theme.paper : Theme.ink  // as a light box: the photograph alone is bright
        MouseArea { anchors.fill: parent }
    }
    Flickable {
        id: area
        anchors.fill: parent
        anchors.topMargin: Metrics.reachTop
        contentWidth: photo.width
        contentHeight: photo.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        Photo {
            id: photo
            width: Math.round(area.width * cover.near)
            height: Math.round(area.height * cover.near)
            media: cover.open ? cover.media : ""
            fillMode: Image.PreserveAspectFit
            alternative: cover.kiosk.product.name
        }
    }
    Row {
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: Metrics.margin }
        spacing: Metrics.gutter
        IconButton {
            objectName: "zoom-out"
            iconName: "minus"
            text: qsTr("Farther")
            enabled: cover.near > 1
            onClicked: cover.scaleTo(cover.near - 0.75)
        }
        IconButton {
            objectName: "zoom-in"
            iconName: "plus"
            text: qsTr("Nearer")
            enabled: cover.near < 3
            onClicked: cover.scaleTo(cover.near + 0.75)
        }
        Button {
            id: close
            objectName: "zoom-close"
            iconName: "close"
            text: qsTr("Close")
            onClicked: cover.closed()
        }
    }

    function scaleTo(share: real) {
        const middle = Qt.point((area.contentX + area.width / 2) / photo.width, (area.contentY + area.height / 2) / photo.height)
        near = Math.max(1, Math.min(3, share))
        area.contentX = Math.max(0, middle.x * photo.width - area.width / 2)
        area.contentY = Math.max(0, middle.y * photo.height - area.height / 2)
    }
}
