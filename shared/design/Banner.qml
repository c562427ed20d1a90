import QtQuick

// A calm strip that states a fact: icon, words, and perhaps one thing to do.
Rectangle {
    id: banner

    property string tone: "soon"
    property string iconName: Theme.toneIcon(tone)
    property string text: ""
    property string detail: ""
    property string action: ""
    property bool rounded: true
    signal acted()

    implicitHeight: Math.max(words.implicitHeight, act.visible ? act.implicitHeight : 0) + Metrics.unit * (Metrics.dense ? 1.5 : 3)
    radius: rounded ? Metrics.radius : 0
    color: Theme.toneSoft(tone)
    border.width: Theme.contrast ? 3 : 0
    border.color: Theme.tone(tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text + " " + detail

    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: banner.rounded ? Metrics.unit * 2.5 : Metrics.margin; verticalCenter: parent.verticalCenter }
        name: banner.iconName
        color: Theme.tone(banner.tone)
    }
    Column {
        id: words
        anchors {
            left: mark.right; leftMargin: Metrics.unit * 2
            right: act.visible ? act.left : parent.right; rightMargin: banner.rounded || act.visible ? Metrics.unit * 2.5 : Metrics.margin
            verticalCenter: parent.verticalCenter
        }
        EvenText {
            width: parent.width
            text: banner.text
            font.pixelSize: Metrics.small
            weight: Theme.medium
            color: Theme.contrast ? Theme.tone(banner.tone) : Theme.ink
            figures: true
            Accessible.ignored: true
        }
        EvenText {
            width: parent.width
            visible: text.length > 0
            text: banner.detail
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
            figures: true
            Accessible.ignored: true
        }
    }
    Button {
        id: act
        anchors { right: parent.right; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
        visible: banner.action.length > 0
        kind: "quiet"
        text: banner.action
        onClicked: banner.acted()
    }
}
