pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// The pages by name, icon and key, with what waits in them; below, who works here.
Rectangle {
    id: rail

    required property Counter counter

    color: Theme.contrast ? Theme.paper : Theme.tile
    implicitWidth: Metrics.large ? Metrics.tall(88) : Metrics.tall(204)

    Column {
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Metrics.unit }
        spacing: 2

        Item {
            width: parent.width
            height: Metrics.tall(52)
            AppText {
                anchors { left: parent.left; leftMargin: Metrics.unit * 1.25; verticalCenter: parent.verticalCenter }
                text: Metrics.large ? "e" : "everyshelf"
                font.pixelSize: Metrics.title
                weight: Theme.strong
                font.letterSpacing: -0.4
                color: Theme.accent
            }
        }
        Repeater {
            model: rail.counter.rail
            RailButton {
                required property var modelData

                width: parent?.width ?? 0
                objectName: "rail-" + modelData.id
                text: modelData.title
                iconName: modelData.icon
                key: modelData.key
                badge: modelData.badge
                tone: modelData.tone
                current: rail.counter.page === modelData.id
                onClicked: rail.counter.run(modelData.id)
            }
        }
    }
    Column {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Metrics.unit }
        spacing: 2

        RailButton {
            width: parent.width
            objectName: "rail-keys"
            text: qsTr("Keys")
            iconName: "help"
            key: "?"
            onClicked: rail.counter.run("keys")
        }
        RailButton {
            width: parent.width
            objectName: "rail-lock"
            text: qsTr("Lock")
            iconName: "lock"
            key: "F12"
            onClicked: rail.counter.run("lock")
        }
        Rectangle {
            width: parent.width
            height: 1
            color: Theme.hairline
        }
        Item {
            width: parent.width
            height: Math.max(Metrics.tall(48), person.implicitHeight)
            Column {
                id: person
                anchors {
                    left: parent.left; right: parent.right; leftMargin: Metrics.unit * 1.25
                    verticalCenter: parent.verticalCenter
                }
                AppText {
                    objectName: "member-name"
                    width: parent.width
                    text: rail.counter.member
                    weight: Theme.medium
                    elide: Text.ElideRight
                    maximumLineCount: Metrics.large ? 3 : 1
                }
                AppText {
                    width: parent.width
                    text: rail.counter.role
                    font.pixelSize: Metrics.small
                    color: Theme.inkSoft
                    elide: Text.ElideRight
                    maximumLineCount: 1
                }
            }
        }
    }
}
