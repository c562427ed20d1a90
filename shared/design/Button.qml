import QtQuick

// The house's button: one primary per page, secondary beside it, quiet for ways out, danger for what destroys.
Pressable {
    id: button

    property string kind: "secondary"  // primary, secondary, quiet, danger
    property string iconName: ""
    property bool prominent: false
    property bool busy: false
    property bool leading: false  // words at the leading edge, as in a field

    readonly property color wordColor: {
        if (!enabled)
            return Theme.inkSoft
        if (kind === "primary")
            return Theme.accentText
        return kind === "danger" ? Theme.danger : (kind === "quiet" ? Theme.accent : Theme.ink)
    }
    readonly property color fill: {
        if (kind === "primary")
            return !enabled ? Theme.tile : (down ? Theme.accentPressed : Theme.accent)
        if (down)
            return kind === "danger" ? Theme.dangerSoft : Theme.tile
        return kind === "quiet" ? "transparent" : Theme.surface
    }

    enabled: !busy
    corner: Math.min(height / 2, Metrics.unit * 6)
    leftPadding: kind === "quiet" ? Metrics.quiet : Metrics.unit * 4.5
    rightPadding: leftPadding
    topPadding: Metrics.unit * (Metrics.low ? 0.75 : prominent ? 2.75 : 1.5)
    bottomPadding: topPadding
    font.pixelSize: prominent ? Metrics.title : Metrics.body
    weight: prominent || kind === "primary" ? Theme.strong : Theme.medium
    Accessible.role: Accessible.Button

    background: Rectangle {
        radius: button.corner
        color: button.fill
        border.width: button.kind === "quiet" || (button.kind === "primary" && !Theme.contrast) ? 0 : Theme.line
        border.color: !button.enabled ? Theme.hairline : (button.kind === "danger" ? Theme.danger : Theme.outline)
        Behavior on color { enabled: Theme.motion; ColorAnimation { duration: Theme.quick } }
    }
    contentItem: Item {
        implicitWidth: words.implicitWidth + (mark.visible ? mark.width + Metrics.unit * 1.5 : 0)
        implicitHeight: Math.max(words.implicitHeight, mark.height)
        Row {
            x: button.leading ? (button.mirrored ? parent.width - width : 0) : (parent.width - width) / 2
            anchors.verticalCenter: parent.verticalCenter
            spacing: Metrics.unit * 1.5
            Icon {
                id: mark
                visible: button.iconName.length > 0
                name: button.busy ? "hourglass" : button.iconName
                color: button.wordColor
                size: Metrics.icon
                anchors.verticalCenter: parent.verticalCenter
                transform: Translate { x: (words.width - words.contentWidth) / (button.mirrored ? -2 : 2) }  // beside words of several lines
            }
            AppText {
                id: words
                text: button.text
                font.pixelSize: button.font.pixelSize
                weight: button.weight
                color: button.wordColor
                figures: true
                horizontalAlignment: Text.AlignHCenter
                width: Math.min(implicitWidth, button.availableWidth - (mark.visible ? mark.width + parent.spacing : 0))
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
        }
    }
}
