import QtQuick

// One product among many: photograph 4:5, name, price, and one line of where it is.
Pressable {
    id: tile

    property string media: ""
    property string price: ""
    property string before: ""
    property string tone: "none"
    property string availability: ""
    property color ground: Theme.paper
    property real ratio: 1.25

    corner: Metrics.radius
    implicitHeight: contentItem.implicitHeight
    Accessible.role: Accessible.Button
    Accessible.name: [text, price, before ? qsTr("before %1").arg(before) : "", availability].filter(part => part.length > 0).join(", ")

    contentItem: Column {
        spacing: Metrics.unit
        Photo {
            id: photo
            width: tile.width
            height: Math.round(width * tile.ratio)
            media: tile.media
            radius: Metrics.radius
            ground: tile.ground
            scale: tile.down ? 0.985 : 1
            Behavior on scale { enabled: Theme.motion; NumberAnimation { duration: Theme.quick; easing.type: Easing.OutCubic } }
        }
        Item { width: 1; height: Metrics.unit * 0.5 }
        AppText {
            width: parent.width
            text: tile.text
            maximumLineCount: Metrics.large ? 5 : 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Price {
            width: parent.width
            now: tile.price
            before: tile.before
            size: Metrics.body
        }
        Availability {
            width: parent.width
            visible: tile.availability.length > 0
            tone: tile.tone
            text: tile.availability
        }
    }
}
