import QtQuick
import shared.design

// What an empty place says, and the way on.
Column {
    id: blank

    property string iconName: "info"
    property string title: ""
    property string text: ""

    spacing: Metrics.unit
    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        name: blank.iconName
        size: 40
        color: Theme.outline
    }
    AppText {
        width: parent.width
        text: blank.title
        font.pixelSize: Metrics.title
        weight: Theme.medium
        horizontalAlignment: Text.AlignHCenter
    }
    AppText {
        width: parent.width
        text: blank.text
        color: Theme.inkSoft
        horizontalAlignment: Text.AlignHCenter
    }
}
