import QtQuick
import shared.design

// A line that may come back: how many of how many, and what was said of it.
Rectangle {
    id: row

    required property var modelData
    required property int index
    signal chosen(int row)
    signal more(int row, int by)

    objectName: "return-line-" + index
    implicitHeight: Math.max(Metrics.tall(72), words.implicitHeight + Metrics.unit * 2)
    radius: Metrics.radius * 0.7
    color: modelData.current ? Theme.accentSoft : "transparent"
    border.width: modelData.current && Theme.contrast ? 2 : 0
    border.color: Theme.accent
    Accessible.role: Accessible.ListItem
    Accessible.name: [modelData.name, modelData.options, modelData.sku, modelData.quantity + "/" + modelData.left, modelData.words].join(", ")

    TapHandler { onTapped: row.chosen(row.index) }
    Photo {
        id: photo
        anchors { left: parent.left; leftMargin: Metrics.unit * 1.5; verticalCenter: parent.verticalCenter }
        width: 44
        height: 55
        media: row.modelData.media
        radius: 6
        ground: row.color.a > 0 ? row.color : Theme.surface
    }
    Column {
        id: words
        anchors { left: photo.right; leftMargin: Metrics.unit * 1.5; right: count.left; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
        AppText {
            width: parent.width
            text: row.modelData.name
            weight: Theme.medium
            elide: Text.ElideRight
            maximumLineCount: Metrics.large ? 3 : 1
            Accessible.ignored: true
        }
        AppText {
            width: parent.width
            text: [row.modelData.options, row.modelData.sku, row.modelData.price].filter(part => part.length > 0).join(" · ")
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
            figures: true
            elide: Text.ElideRight
            maximumLineCount: Metrics.large ? 3 : 1
            Accessible.ignored: true
        }
        AppText {
            width: parent.width
            visible: text.length > 0
            text: row.modelData.words
            font.pixelSize: Metrics.small
            weight: Theme.medium
            color: Theme.accent
            elide: Text.ElideRight
            maximumLineCount: Metrics.large ? 3 : 1
            Accessible.ignored: true
        }
    }
    Row {
        id: count
        anchors { right: parent.right; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
        spacing: Metrics.unit * 0.5
        KeyButton {
            objectName: "return-less-" + row.index
            kind: "quiet"
            implicitWidth: 40
            iconName: "minus"
            Accessible.name: qsTr("One less")
            onClicked: row.more(row.index, -1)
        }
        AppText {
            height: Metrics.target
            width: Metrics.tall(48)
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            text: row.modelData.left > 90 ? row.modelData.quantity : row.modelData.quantity + " / " + row.modelData.left
            weight: row.modelData.quantity > 0 ? Theme.strong : Theme.regular
            figures: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        KeyButton {
            objectName: "return-more-" + row.index
            kind: "quiet"
            implicitWidth: 40
            iconName: "plus"
            Accessible.name: qsTr("One more")
            onClicked: row.more(row.index, 1)
        }
    }
}
