import QtQuick
import shared.design

// One fact of the order with the way to change it.
Item {
    id: row

    property string iconName: ""
    property string text: ""
    property string detail: ""
    property bool changeable: true
    property string action: qsTr("Change")
    signal changeAsked()

    implicitHeight: Math.max(words.implicitHeight, change.visible ? change.implicitHeight : 0) + Metrics.unit

    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
        name: row.iconName
    }
    Column {
        id: words
        anchors { left: mark.right; leftMargin: Metrics.unit * 2.5; right: change.left; rightMargin: Metrics.gutter; verticalCenter: parent.verticalCenter }
        AppText {
            width: parent.width
            text: row.text
            weight: Theme.medium
        }
        EvenText {
            width: parent.width
            visible: text.length > 0
            text: row.detail
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
        }
    }
    Button {
        id: change
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        visible: row.changeable
        width: visible ? implicitWidth : 0
        kind: "quiet"
        text: row.action
        Accessible.description: row.text
        onClicked: row.changeAsked()
    }
}
