import QtQuick

// One way to get it: here, at another store, or home, as a full sentence that can be chosen.
Pressable {
    id: card

    property string tone: "here"
    property string iconName: Theme.toneIcon(tone)
    property string sentence: ""
    property string note: ""
    property string mark: ""  // a letter or number instead of the icon, as on a map

    checkable: true
    padding: Metrics.unit * 2.5
    leftPadding: Metrics.unit * 3
    rightPadding: Metrics.unit * 3
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.name: mark ? mark + ". " + text : text  // the number it has on a map
    Accessible.description: [sentence, note].filter(part => part.length > 0).join(" ")

    background: Rectangle {
        radius: card.corner
        color: card.checked ? Theme.toneSoft(card.tone) : (card.down ? Theme.tile : Theme.surface)
        border.width: card.checked ? Theme.line * 1.5 : (Theme.contrast ? Theme.line : 1)
        border.color: card.checked ? Theme.tone(card.tone) : (card.enabled ? Theme.outline : Theme.hairline)
        Behavior on color { enabled: Theme.motion; ColorAnimation { duration: Theme.quick } }
    }
    contentItem: Item {
        implicitHeight: Math.max(disc.height, words.implicitHeight)
        Rectangle {
            id: disc
            width: Metrics.icon * 1.9
            height: width
            radius: width / 2
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            color: !card.enabled ? Theme.tile : (card.checked && !Theme.contrast ? Theme.surface : Theme.toneSoft(card.tone))
            border.width: Theme.contrast ? 2 : 0
            border.color: Theme.tone(card.tone)
            Icon {
                anchors.centerIn: parent
                visible: card.mark === ""
                name: card.iconName
                color: card.enabled ? Theme.tone(card.tone) : Theme.inkSoft
            }
            AppText {
                anchors.centerIn: parent
                visible: text.length > 0
                text: card.mark
                weight: Theme.strong
                color: Theme.tone(card.tone)
                figures: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
        Column {
            id: words
            anchors {
                left: disc.right; leftMargin: Metrics.unit * 2.5
                right: tick.visible ? tick.left : parent.right; rightMargin: tick.visible ? Metrics.unit * 2 : 0
                verticalCenter: parent.verticalCenter
            }
            spacing: Metrics.unit * 0.25
            AppText {
                width: parent.width
                text: card.text
                weight: Theme.strong
                color: card.enabled ? Theme.ink : Theme.inkSoft
                Accessible.ignored: true
            }
            EvenText {
                width: parent.width
                visible: text.length > 0
                text: card.sentence
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
                figures: true
                Accessible.ignored: true
            }
            EvenText {
                width: parent.width
                visible: text.length > 0
                text: card.note
                font.pixelSize: Metrics.small
                color: Theme.soon
                Accessible.ignored: true
            }
        }
        Rectangle {
            id: tick
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            width: Metrics.icon * 1.1
            height: width
            radius: width / 2
            visible: card.checkable
            color: card.checked ? Theme.tone(card.tone) : "transparent"
            border.width: card.checked ? 0 : Theme.line
            border.color: card.enabled ? Theme.outline : Theme.hairline
            Icon {
                anchors.centerIn: parent
                visible: card.checked
                name: "check"
                color: Theme.accentText
                size: Math.round(parent.width * 0.66)
            }
        }
    }
}
