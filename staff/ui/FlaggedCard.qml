import QtQuick
import shared.design

// A return the desk will not take by itself: its reasons in plain words, and the clerk's decision.
Rectangle {
    id: card

    required property var modelData
    property bool first: false  // its buttons have keys
    signal decided(string id, bool accept)

    implicitHeight: words.implicitHeight + choices.height + Metrics.unit * 4
    radius: Metrics.radius
    color: Theme.soonSoft
    border.width: Theme.contrast ? 2 : 0
    border.color: Theme.soon

    Shortcut { sequence: "Ctrl+Y"; enabled: card.first && card.visible; onActivated: card.decided(card.modelData.id, true) }
    Shortcut { sequence: "Ctrl+N"; enabled: card.first && card.visible; onActivated: card.decided(card.modelData.id, false) }

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
    Flow {
        id: choices
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Metrics.unit * 1.5 }
        spacing: Metrics.unit
        KeyButton {
            objectName: "flagged-refuse"
            text: qsTr("Send back with the shopper")
            key: card.first && !Metrics.large ? "Ctrl+N" : ""
            onClicked: card.decided(card.modelData.id, false)
        }
        KeyButton {
            objectName: "flagged-accept"
            text: qsTr("Take it anyway")
            key: card.first && !Metrics.large ? "Ctrl+Y" : ""
            onClicked: card.decided(card.modelData.id, true)
        }
    }
}
