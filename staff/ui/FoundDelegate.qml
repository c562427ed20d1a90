import QtQuick
import shared.design

// Something that was looked up: an article with its photograph, or an order.
Pressable {
    id: row

    required property int index
    required property string key
    required property string title
    required property string detail
    required property string media
    required property string trailing
    required property string kind
    property bool current: false

    objectName: "found-" + index
    focusPolicy: Qt.NoFocus
    implicitHeight: Math.max(Metrics.tall(60), contentItem.implicitHeight)
    padding: 0
    corner: Metrics.radius * 0.7
    Accessible.role: Accessible.ListItem
    Accessible.selected: current
    Accessible.name: [title, detail, trailing].join(", ")

    background: Rectangle {
        radius: row.corner
        color: row.current ? Theme.accentSoft : (row.hovered ? Theme.tile : "transparent")
        border.width: row.current && Theme.contrast ? 2 : 0
        border.color: Theme.accent
    }
    contentItem: Item {
        implicitHeight: more.y + more.implicitHeight + Metrics.tall(10)

        Photo {
            id: photo
            anchors { left: parent.left; leftMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
            width: 36
            height: 44
            media: row.media
            radius: 6
            ground: row.current ? Theme.accentSoft : Theme.surface
        }
        AppText {
            id: name
            anchors { left: photo.right; leftMargin: Metrics.unit * 1.5; right: price.left; rightMargin: Metrics.unit; top: parent.top; topMargin: Metrics.tall(10) }
            text: row.title
            font.family: row.kind === "order" ? Theme.mono : Theme.family
            weight: Theme.medium
            elide: Text.ElideRight
            maximumLineCount: 1
            Accessible.ignored: true
        }
        AppText {
            id: more
            anchors { left: name.left; right: parent.right; rightMargin: Metrics.unit }
            y: Math.max(name.y + name.height, price.y + price.height) + 1
            text: row.detail
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
            figures: true
            elide: Text.ElideRight
            maximumLineCount: 1
            Accessible.ignored: true
        }
        AppText {
            id: price
            anchors { right: parent.right; rightMargin: Metrics.unit * 1.5; baseline: name.baseline }
            text: row.trailing
            figures: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
