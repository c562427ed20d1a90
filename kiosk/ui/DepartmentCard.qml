import QtQuick
import shared.design

// A department: its picture and its name.
Pressable {
    id: card

    property string media: ""

    implicitHeight: contentItem.implicitHeight
    Accessible.role: Accessible.Button

    contentItem: Column {
        spacing: Metrics.unit * 1.25
        Photo {
            width: card.width
            height: Math.round(width * (Metrics.low ? 1 : 1.25))
            media: card.media
            radius: Metrics.radius
            scale: card.down ? 0.985 : 1
            Behavior on scale { enabled: Theme.motion; NumberAnimation { duration: Theme.quick } }
        }
        AppText {
            width: parent.width
            text: card.text
            font.pixelSize: Metrics.title
            weight: Theme.strong
            Accessible.ignored: true
        }
    }
}
