import QtQuick
import shared.design

// One job of the queue in two dense lines: who and which code; what and until when.
Pressable {
    id: row

    required property int index
    required property string key
    required property string code
    required property string title
    required property string detail
    required property string promise
    required property string tone
    required property string age
    required property string taskWord
    required property string iconName
    required property string stateWord
    required property string stateTone
    required property string stateIcon
    required property string claimedBy
    required property int pieces
    required property bool customerHere
    required property bool mine
    property bool current: false

    objectName: "job-" + index
    focusPolicy: Qt.NoFocus
    implicitHeight: Metrics.tall(Math.round(60 * Metrics.leading)) + (Metrics.large ? promise.implicitHeight : 0)
    padding: 0
    corner: Metrics.radius * 0.7
    Accessible.role: Accessible.ListItem
    Accessible.selected: current
    Accessible.name: [taskWord, title, code, detail, promise, stateWord].join(", ")

    background: Rectangle {
        radius: row.corner
        color: row.current ? Theme.accentSoft : (row.hovered ? Theme.tile : "transparent")
        border.width: row.current && Theme.contrast ? 2 : 0
        border.color: Theme.accent
        Rectangle {
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: 44 }
            height: 1
            color: Theme.hairline
            visible: !row.current
        }
    }
    contentItem: Item {
        Icon {
            id: mark
            anchors { left: parent.left; leftMargin: Metrics.unit * 1.5; verticalCenter: parent.verticalCenter }
            name: row.iconName
            color: row.tone === "none" ? Theme.tone(row.stateTone) : Theme.tone(row.tone)
        }
        AppText {
            id: name
            anchors {
                left: mark.right; leftMargin: Metrics.unit * 1.5
                right: age.left; rightMargin: Metrics.unit
                top: parent.top; topMargin: Metrics.tall(9)
            }
            text: row.title
            weight: Theme.medium
            elide: Text.ElideRight
            maximumLineCount: 1
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        AppText {
            id: age
            anchors { right: code.left; rightMargin: code.text ? Metrics.unit * 1.5 : 0; baseline: name.baseline }
            text: Metrics.large ? "" : row.age
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
            figures: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        AppText {
            id: code
            anchors { right: parent.right; rightMargin: Metrics.unit * 1.5; baseline: name.baseline }
            text: row.code
            font.family: Theme.mono
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        AppText {
            anchors {
                left: name.left
                right: Metrics.large ? parent.right : promise.left; rightMargin: Metrics.unit * 1.5
                bottom: Metrics.large ? promise.top : parent.bottom; bottomMargin: Metrics.large ? 0 : Metrics.tall(9)
            }
            text: (row.pieces > 1 ? row.pieces + " × " : "") + row.detail
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
            figures: true
            elide: Text.ElideRight
            maximumLineCount: 1
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        AppText {
            id: promise
            anchors { right: parent.right; rightMargin: Metrics.unit * 1.5; bottom: parent.bottom; bottomMargin: Metrics.tall(9) }
            text: row.claimedBy && !row.mine ? row.claimedBy + " · " + row.promise : row.promise
            width: Math.min(implicitWidth, row.width * (Metrics.large ? 0.8 : 0.56))
            elide: Text.ElideRight
            maximumLineCount: 1
            font.pixelSize: Metrics.small
            weight: row.tone === "none" ? Theme.regular : Theme.medium
            color: Theme.tone(row.tone)
            figures: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
