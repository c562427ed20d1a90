import QtQuick

// One key of the on-screen keyboard.
Pressable {
    id: key

    property string iconName: ""
    property bool plain: true
    property bool strong: false

    focusPolicy: Qt.TabFocus
    corner: Metrics.unit * 1.5
    implicitWidth: Metrics.key
    implicitHeight: Math.max(Metrics.key, Metrics.unit * 8.5)
    padding: 0
    font.pixelSize: Metrics.body
    Accessible.role: Accessible.Button

    background: Rectangle {
        radius: key.corner
        color: {
            if (key.strong)
                return key.down ? Theme.accentPressed : Theme.accent
            return key.down || key.checked ? Theme.accentSoft : (key.plain ? Theme.surface : Theme.contrast ? Theme.tile : Theme.hairline)
        }
        border.width: Theme.contrast ? 3 : 1
        border.color: key.strong ? Theme.accent : (Theme.contrast ? Theme.outline : Theme.hairline)
    }
    contentItem: Item {
        readonly property color face: key.strong ? Theme.accentText : Theme.ink

        id: cap
        AppText {
            anchors.fill: parent
            visible: key.iconName.length === 0
            text: key.text
            font.pixelSize: key.font.pixelSize
            weight: key.weight
            color: cap.face
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            wrapMode: key.text.includes(" ") ? Text.WordWrap : Text.NoWrap
            lineHeight: 0.8
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.min(Metrics.small, 20)
            Accessible.ignored: true
        }
        Icon {
            anchors.centerIn: parent
            visible: key.iconName.length > 0
            name: key.iconName
            color: cap.face
        }
    }
}
