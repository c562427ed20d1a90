import QtQuick
import shared.design

// One act that waits or was refused, with the hub's reason in plain words.
Pressable {
    id: row

    required property int index
    required property string key
    required property string title
    required property string order
    required property string when
    required property string stateWord
    required property string tone
    required property string iconName
    required property string reason
    required property bool refused
    required property bool again
    property bool current: false
    signal retried(string id)
    signal dismissed(string id)

    function act() {
        if (again)
            retried(key)
    }

    function setAside() {
        if (refused)
            dismissed(key)
    }

    objectName: "outbox-" + index
    focusPolicy: Qt.NoFocus
    implicitHeight: Math.max(Metrics.tall(56), words.implicitHeight + Metrics.unit * 2, Metrics.large ? buttons.implicitHeight + Metrics.unit * 2 : 0)
    padding: 0
    corner: Metrics.radius * 0.7
    Accessible.role: Accessible.ListItem
    Accessible.name: [title, order, when, stateWord, reason].join(", ")

    background: Rectangle {
        radius: row.corner
        color: row.current ? Theme.accentSoft : "transparent"
        border.width: row.current && Theme.contrast ? 2 : 0
        border.color: Theme.accent
    }
    contentItem: Item {
        StatePill {
            id: pill
            anchors { left: parent.left; leftMargin: Metrics.unit; verticalCenter: parent.verticalCenter; verticalCenterOffset: Metrics.large ? -height * 0.6 : 0 }
            tone: row.tone
            iconName: row.iconName
            text: row.stateWord
        }
        AppText {
            id: code
            anchors {
                left: parent.left; leftMargin: Metrics.large ? Metrics.unit : Math.max(Metrics.tall(208), pill.width + Metrics.unit * 3)
                verticalCenter: parent.verticalCenter; verticalCenterOffset: Metrics.large ? pill.height * 0.6 : 0
            }
            width: Metrics.large ? Math.max(pill.width, implicitWidth) : 120
            text: row.order
            font.family: Theme.mono
            font.pixelSize: Metrics.small
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Column {
            id: words
            anchors { left: code.right; leftMargin: Metrics.unit; right: when.left; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
            AppText {
                width: parent.width
                text: row.title
                weight: Theme.medium
                elide: Text.ElideRight
                maximumLineCount: Metrics.large ? 2 : 1
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                visible: Metrics.large
                text: row.when
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
                figures: true
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                visible: text.length > 0
                text: row.reason
                font.pixelSize: Metrics.small
                color: row.refused ? Theme.danger : Theme.inkSoft
                elide: Text.ElideRight
                maximumLineCount: 4
                Accessible.ignored: true
            }
        }
        AppText {
            id: when
            anchors { right: buttons.left; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
            text: Metrics.large ? "" : row.when
            color: Theme.inkSoft
            figures: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Grid {
            id: buttons
            columns: Metrics.large ? 1 : 2
            anchors { right: parent.right; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
            spacing: Metrics.unit
            KeyButton {
                objectName: "outbox-aside-" + row.index
                visible: row.refused
                text: qsTr("Set aside")
                iconName: "close"
                key: row.current ? qsTr("Del") : ""
                onClicked: row.setAside()
            }
            KeyButton {
                objectName: "outbox-retry-" + row.index
                visible: row.again
                text: qsTr("Try again")
                iconName: "refresh"
                key: row.current ? qsTr("Enter") : ""
                onClicked: row.act()
            }
        }
    }
}
