import QtQuick
import shared.design

// One choice of a grid: its word, what follows from it, and its key.
Pressable {
    id: choice

    property string detail: ""
    property string key: ""

    checkable: false
    focusPolicy: Qt.TabFocus
    implicitHeight: Math.max(detail ? 52 : 40, words.implicitHeight + Metrics.unit)
    padding: 0
    corner: Metrics.radius * 0.8
    Accessible.role: Accessible.RadioButton
    Accessible.checked: checked
    Accessible.description: detail

    background: Rectangle {
        radius: choice.corner
        color: choice.checked ? Theme.accentSoft : (choice.hovered || choice.down ? Theme.tile : Theme.surface)
        border.width: choice.checked ? 2 : (Theme.contrast ? 2 : 1)
        border.color: choice.checked ? Theme.accent : Theme.outline
    }
    contentItem: Item {
        Column {
            id: words
            anchors { left: parent.left; leftMargin: Metrics.unit * 1.5; right: cap.left; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
            AppText {
                width: parent.width
                text: choice.text
                weight: choice.checked ? Theme.strong : Theme.medium
                elide: Text.ElideRight
                maximumLineCount: Metrics.large ? 2 : 1
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                visible: text.length > 0
                text: choice.detail
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
                elide: Text.ElideRight
                maximumLineCount: Metrics.large ? 2 : 1
                Accessible.ignored: true
            }
        }
        KeyHint {
            id: cap
            visible: choice.key.length > 0
            anchors { right: parent.right; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
            text: choice.key
        }
    }
}
