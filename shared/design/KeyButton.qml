import QtQuick

// A dense button that shows the key that does the same; the mouse leaves the focus where it was.
Pressable {
    id: button

    property string kind: "secondary"  // primary, secondary, quiet, danger
    property string iconName: ""
    property string key: ""
    readonly property bool strong: kind === "primary"
    readonly property color wordColor: {
        if (!enabled)
            return Theme.inkSoft
        if (strong)
            return Theme.accentText
        return kind === "danger" ? Theme.danger : (kind === "quiet" ? Theme.accent : Theme.ink)
    }

    focusPolicy: Qt.TabFocus
    corner: Metrics.radius * 0.8
    leftPadding: Metrics.unit * (kind === "quiet" ? 1.25 : 1.75)
    rightPadding: leftPadding
    topPadding: Metrics.unit * 0.75
    bottomPadding: Metrics.unit * 0.75
    weight: strong ? Theme.strong : Theme.medium
    Accessible.role: Accessible.Button

    background: Rectangle {
        radius: button.corner
        color: {
            if (button.strong)
                return !button.enabled ? Theme.tile : (button.down ? Theme.accentPressed : Theme.accent)
            return button.down || button.hovered ? Theme.tile : (button.kind === "quiet" ? "transparent" : Theme.surface)
        }
        border.width: button.kind === "quiet" || (button.strong && !Theme.contrast) ? 0 : (Theme.contrast ? 2 : 1)
        border.color: !button.enabled ? Theme.hairline : (button.kind === "danger" ? Theme.danger : Theme.outline)
        Behavior on color { enabled: Theme.motion; ColorAnimation { duration: Theme.quick } }
    }
    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Metrics.unit
            Icon {
                visible: button.iconName.length > 0
                name: button.iconName
                color: button.wordColor
                anchors.verticalCenter: parent.verticalCenter
            }
            AppText {
                visible: text.length > 0
                text: button.text
                font.pixelSize: button.font.pixelSize
                weight: button.weight
                color: button.wordColor
                figures: true
                wrapMode: Text.NoWrap
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
            Rectangle {
                visible: button.key.length > 0
                width: Math.max(height, cap.implicitWidth + Metrics.unit)
                height: cap.implicitHeight + Metrics.unit * 0.5
                radius: Metrics.unit * 0.6
                color: button.strong && button.enabled ? Theme.accentPressed : Theme.tile
                border.width: Theme.contrast ? 1 : 0
                border.color: button.wordColor
                anchors.verticalCenter: parent.verticalCenter
                AppText {
                    id: cap
                    anchors.centerIn: parent
                    text: button.key.replace("Ctrl", qsTr("Ctrl"))
                    font.pixelSize: Metrics.small - 1
                    weight: Theme.medium
                    color: button.strong && button.enabled ? (Theme.contrast ? "#000000" : Theme.accentText) : Theme.inkSoft
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
