import QtQuick
import shared.design

// A return the desk will not take by itself: its reasons in plain words, and the clerk's decision.
Rectangle {
    id: card

    required property var modelData
    signal decided(string id, bool accept)

    implicitHeight: words.implicitHeight + 64
    radius: Metrics.radius
    color: Theme.soonSoft
    border.width: Theme.contrast ? 2 : 0
    border.color: Theme.soon

    Column {
        id: words
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Metrics.unit * 1.5 }
        AppText {
            width: parent.width
            text: card.modelData.title + " · " + card.modelData.refund
            weight: Theme.strong
            figures: true
        }
        AppText {
            width: parent.width
            text: card.modelData.why
        }
        PhotoStrip {
            width: parent.width
            topPadding: photos.length > 0 ? Metrics.unit : 0
            fixed: true
            photos: card.modelData.photos
        }
    }
    Row {
        anchors { right: parent.right; bottom: parent.bottom; margins: Metrics.unit }
        spacing: Metrics.unit
        KeyButton {
            objectName: "flagged-refuse"
            text: qsTr("Send back with the shopper")
            onClicked: card.decided(card.modelData.id, false)
        }
        KeyButton {
            objectName: "flagged-accept"
            text: qsTr("Take it anyway")
            onClicked: card.decided(card.modelData.id, true)
        }
    }
}
