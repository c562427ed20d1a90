pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// Everything the counter leans on, with a lamp and a button to try it; below, the slips.
FocusScope {
    id: page

    required property DevicesView view

    focus: true
    onVisibleChanged: if (visible) page.view.refresh()
    Component.onCompleted: if (visible) page.view.refresh()

    Item {
        id: head
        anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: Metrics.unit * 2; rightMargin: Metrics.unit * 2 }
        height: Metrics.tall(48)
        AppText {
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            text: qsTr("Devices")
            font.pixelSize: Metrics.headline
            weight: Theme.strong
        }
    }
    Panel {
        id: devices
        anchors { left: parent.left; top: head.bottom; bottom: parent.bottom; margins: Metrics.unit * 2; topMargin: Metrics.unit }
        width: Math.round((parent.width - Metrics.unit * 6) * 0.56)
        KeyScroll { area: all }
        ScrollArea {
            id: all
            anchors { fill: parent; margins: Metrics.unit * 0.5 }
            contentHeight: cards.implicitHeight
            Column {
                id: cards
                width: parent.width
                Repeater {
                    model: page.view.devices
                    Item {
                        id: device
                        required property var modelData
                        required property int index
                        width: parent?.width ?? 0
                        height: Math.max(Metrics.tall(76), told.implicitHeight + Metrics.unit * 2 + (Metrics.large ? attempt.height + Metrics.unit : 0))
                        Shortcut {
                            sequence: attempt.key
                            enabled: page.visible && attempt.visible
                            onActivated: page.view.test(device.modelData.id)
                        }
                        Rectangle {
                            id: lamp
                            width: 44
                            height: 44
                            radius: 22
                            anchors { left: parent.left; leftMargin: Metrics.unit * 1.5; verticalCenter: parent.verticalCenter }
                            color: Theme.toneSoft(device.modelData.tone)
                            border.width: Theme.contrast ? 2 : 0
                            border.color: Theme.tone(device.modelData.tone)
                            Icon {
                                anchors.centerIn: parent
                                name: device.modelData.icon
                                color: Theme.tone(device.modelData.tone)
                            }
                        }
                        Column {
                            id: told
                            anchors { left: lamp.right; leftMargin: Metrics.unit * 2; right: Metrics.large ? parent.right : attempt.left; rightMargin: Metrics.unit }
                            y: Metrics.large ? Metrics.unit : (parent.height - height) / 2
                            AppText {
                                width: parent.width
                                text: device.modelData.title
                                weight: Theme.strong
                            }
                            AppText {
                                objectName: "device-" + device.modelData.id
                                width: parent.width
                                text: device.modelData.text
                                color: Theme.inkSoft
                                figures: true
                            }
                        }
                        KeyButton {
                            id: attempt
                            objectName: "test-" + device.modelData.id
                            visible: device.modelData.action.length > 0
                            width: visible ? implicitWidth : 0
                            anchors { right: parent.right; rightMargin: Metrics.unit * 1.5 }
                            y: Metrics.large ? told.y + told.height + Metrics.unit : (parent.height - height) / 2
                            text: device.modelData.action
                            key: "Ctrl+" + (device.index + 1)
                            onClicked: page.view.test(device.modelData.id)
                        }
                        Rectangle {
                            anchors { left: lamp.right; leftMargin: Metrics.unit * 2; right: parent.right; rightMargin: Metrics.unit * 1.5; bottom: parent.bottom }
                            visible: device.index < page.view.devices.length - 1
                            height: 1
                            color: Theme.hairline
                        }
                    }
                }
            }
        }
    }
    Panel {
        anchors {
            left: devices.right; leftMargin: Metrics.unit * 2; right: parent.right; rightMargin: Metrics.unit * 2
            top: devices.top; bottom: devices.bottom
        }
        AppText {
            id: caption
            anchors { left: parent.left; top: parent.top; margins: Metrics.unit * 2 }
            text: qsTr("Slips")
            weight: Theme.strong
        }
        ListView {
            id: slips
            objectName: "slips"
            anchors { left: parent.left; right: parent.right; top: caption.bottom; bottom: parent.bottom; margins: Metrics.unit * 0.5; topMargin: Metrics.unit }
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: page.view.jobs
            delegate: ListRow {
                id: slip
                required property var modelData
                required property int index
                width: slips.width
                focusPolicy: Qt.NoFocus
                iconName: "receipt"
                tone: modelData.tone
                text: modelData.name + (modelData.copy ? " · " + qsTr("COPY") : "")
                detail: modelData.when + " · " + modelData.state
                KeyButton {
                    objectName: "slip-again-" + slip.index
                    kind: "quiet"
                    iconName: "printer"
                    text: qsTr("Again")
                    onClicked: page.view.again(slip.modelData.key)
                }
            }
        }
        Blank {
            anchors.centerIn: parent
            width: parent.width - 64
            visible: slips.count === 0
            iconName: "printer"
            title: qsTr("Nothing printed yet")
            text: qsTr("Receipts, labels and lists of this shift stand here and can be printed once more.")
        }
    }
}
