import QtQuick

// The state of a thing: icon, word and colour in one small shape.
Rectangle {
    id: pill

    property string tone: "none"
    property string iconName: Theme.toneIcon(tone)
    property string text: ""

    implicitWidth: row.implicitWidth + Metrics.unit * 2.5
    implicitHeight: row.implicitHeight + Metrics.unit * 0.75
    radius: height / 2
    color: Theme.toneSoft(tone)
    border.width: Theme.contrast ? 2 : 0
    border.color: Theme.tone(tone)
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Metrics.unit * 0.75
        Icon {
            name: pill.iconName
            color: Theme.tone(pill.tone)
            size: Math.round(Metrics.small * 1.15)
            anchors.verticalCenter: parent.verticalCenter
        }
        AppText {
            text: pill.text
            font.pixelSize: Metrics.small
            weight: Theme.medium
            color: Theme.tone(pill.tone)
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
