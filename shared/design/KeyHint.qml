import QtQuick

// The key that does the same as the control beside it.
Rectangle {
    id: hint

    property string text: ""

    implicitWidth: Math.max(implicitHeight, word.implicitWidth + Metrics.unit * 1.25)
    implicitHeight: word.implicitHeight + Metrics.unit * 0.5
    radius: Metrics.unit * 0.75
    color: Theme.tile
    border.width: 1
    border.color: Theme.outline
    Accessible.ignored: true

    AppText {
        id: word
        anchors.centerIn: parent
        text: hint.text.replace(/Ctrl/g, qsTr("Ctrl"))
        font.pixelSize: Metrics.small
        weight: Theme.medium
        color: Theme.inkSoft
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
