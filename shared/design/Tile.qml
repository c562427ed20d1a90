import QtQuick

// One product among many: photograph 4:5, name, price, and one line of where it is; in one column the words stand beside.
Pressable {
    id: tile

    property string media: ""
    property string price: ""
    property string before: ""
    property string tone: "none"
    property string availability: ""
    property color ground: Theme.paper
    property real ratio: 1.25
    property bool beside: false

    corner: Metrics.radius
    implicitHeight: contentItem.implicitHeight
    Accessible.role: Accessible.Button
    Accessible.name: [text, price, before ? qsTr("before %1").arg(before) : "", availability].filter(part => part.length > 0).join(qsTr(", "))

    contentItem: Item {
        implicitHeight: tile.beside ? Math.max(photo.height, words.implicitHeight) : words.y + words.implicitHeight
        Photo {
            id: photo
            anchors.left: parent.left
            width: Math.round(tile.width * (tile.beside ? 0.4 : 1))
            height: Math.round(width * tile.ratio)
            media: tile.media
            radius: Metrics.radius
            ground: tile.ground
            scale: tile.down ? 0.985 : 1
            Behavior on scale { enabled: Theme.motion; NumberAnimation { duration: Theme.quick; easing.type: Easing.OutCubic } }
        }
        Column {
            id: words
            anchors { left: tile.beside ? photo.right : parent.left; leftMargin: tile.beside ? Metrics.gutter : 0; right: parent.right }
            y: tile.beside ? 0 : photo.height + Metrics.unit * 1.5
            spacing: Metrics.unit
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
}
