import QtQuick
import shared.design

// A shopper calls: who, since when, and the key that says "I am going".
Rectangle {
    id: strip

    property string text: ""
    signal answered()

    implicitHeight: Metrics.tall(44)
    radius: Metrics.radius
    color: Theme.elsewhereSoft
    border.width: Theme.contrast ? 3 : 0
    border.color: Theme.elsewhere
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
        name: "bell"
        color: Theme.elsewhere
    }
    AppText {
        anchors { left: mark.right; leftMargin: Metrics.unit * 1.5; right: going.left; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
        text: strip.text
        weight: Theme.medium
        color: Theme.contrast ? Theme.elsewhere : Theme.ink
        figures: true
        elide: Text.ElideRight
        maximumLineCount: 1
        Accessible.ignored: true
    }
    KeyButton {
        id: going
        objectName: "call-answer"
        anchors { right: parent.right; rightMargin: 4; verticalCenter: parent.verticalCenter }
        implicitHeight: Metrics.tall(36)
        text: qsTr("I am going")
        key: "Ctrl+A"
        onClicked: strip.answered()
    }
}
