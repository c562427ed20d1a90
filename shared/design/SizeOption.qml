import QtQuick

// A size or another worded option; one that is nowhere to be had is crossed, not hidden.
Pressable {
    id: option

    property bool available: true

    checkable: true
    corner: Metrics.radius * 0.7
    leftPadding: Metrics.unit * 2.5
    rightPadding: Metrics.unit * 2.5
    topPadding: Metrics.unit
    bottomPadding: Metrics.unit
    weight: checked ? Theme.strong : Theme.medium
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.name: available ? text : qsTr("%1, not available").arg(text)

    background: Rectangle {
        radius: option.corner
        color: option.checked ? Theme.ink : (option.down || !option.available ? Theme.tile : Theme.surface)
        border.width: Theme.line
        border.color: option.checked ? Theme.ink : (option.available ? Theme.outline : Theme.hairline)
        Crossed {
            anchors.fill: parent
            anchors.margins: Metrics.unit * 1.25
            visible: !option.available && !option.checked
        }
    }
    contentItem: AppText {
        text: option.text
        font.pixelSize: option.font.pixelSize
        weight: option.weight
        color: option.checked ? Theme.paper : (option.available ? Theme.ink : Theme.inkSoft)
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
