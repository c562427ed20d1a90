import QtQuick
import shared.design

// The foot of a page: what else can be done on the leading side, the next action always at the trailing end.
Rectangle {
    id: bar

    default property alias others: row.data
    property alias primary: tail.data

    implicitHeight: 64
    color: "transparent"

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: 1
        color: Theme.hairline
    }
    Row {
        id: row
        anchors { left: parent.left; leftMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
        spacing: Metrics.unit
    }
    Row {
        id: tail
        anchors { right: parent.right; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
        spacing: Metrics.unit
    }
}
