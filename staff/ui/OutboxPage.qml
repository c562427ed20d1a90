pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// Everything done here that the hub has not acknowledged: nothing vanishes before that.
FocusScope {
    id: page

    required property OutboxView view

    focus: true

    Keys.onUpPressed: list.decrementCurrentIndex()
    Keys.onDownPressed: list.incrementCurrentIndex()
    Keys.onReturnPressed: (list.currentItem as OutboxDelegate)?.act()
    Keys.onEnterPressed: (list.currentItem as OutboxDelegate)?.act()

    Keys.onDeletePressed: (list.currentItem as OutboxDelegate)?.setAside()
    Shortcut { sequence: "Ctrl+E"; enabled: page.visible; onActivated: page.view.export() }

    Item {
        id: head
        anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: Metrics.unit * 2; rightMargin: Metrics.unit * 2 }
        height: Metrics.tall(48)
        AppText {
            id: title
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            text: qsTr("Outbox")
            font.pixelSize: Metrics.headline
            weight: Theme.strong
        }
        AppText {
            objectName: "outbox-summary"
            anchors { left: title.right; leftMargin: Metrics.unit * 2; baseline: title.baseline }
            text: page.view.waiting + page.view.refused === 0 ? qsTr("The hub has everything.")
                  : qsTr("%1 wait · %2 refused").arg(page.view.waiting).arg(page.view.refused)
            color: Theme.inkSoft
            figures: true
        }
        KeyButton {
            objectName: "outbox-export"
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            text: qsTr("Write to a file")
            iconName: "outbox"
            key: "Ctrl+E"
            onClicked: page.view.export()
        }
    }
    Panel {
        anchors { left: parent.left; right: parent.right; top: head.bottom; bottom: parent.bottom; margins: Metrics.unit * 2; topMargin: Metrics.unit }
        ListView {
            id: list
            objectName: "outbox-list"
            anchors { fill: parent; margins: Metrics.unit * 0.5 }
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: page.view.rows
            highlightMoveDuration: 0
            delegate: OutboxDelegate {
                width: list.width
                current: ListView.isCurrentItem
                onClicked: list.currentIndex = index
                onRetried: id => page.view.retry(id)
                onDismissed: id => page.view.dismiss(id)
            }
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Outbox")
        }
        Blank {
            anchors.centerIn: parent
            width: parent.width - 200
            visible: list.count === 0
            iconName: "check-circle"
            title: qsTr("The outbox is empty")
            text: qsTr("Everything done at this counter has reached the hub. While the line is down it waits here, and nothing is lost.")
        }
    }
}
