pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// Help and access: text size, contrast, reach, pace, motion, and people.
Sheet {
    id: sheet

    required property Kiosk kiosk
    readonly property Access access: kiosk.access

    title: qsTr("Help & access")

    Column {
        width: parent.width
        spacing: Metrics.unit * 1.5

        AppText {
            width: parent.width
            text: qsTr("Text size")
            weight: Theme.medium
        }
        Flow {
            width: parent.width
            spacing: Metrics.unit * 1.5
            Repeater {
                model: [
                    { scale: 1.0, text: qsTr("Normal") }, { scale: 1.5, text: qsTr("Large") }, { scale: 2.0, text: qsTr("Very large") }
                ]
                Chip {
                    required property var modelData

                    objectName: "scale-" + modelData.scale
                    checkable: false
                    checked: sheet.access.textScale === modelData.scale
                    text: modelData.text
                    Accessible.role: Accessible.RadioButton
                    onClicked: sheet.access.resize(modelData.scale)
                }
            }
        }
        Repeater {
            model: [
                { key: "voice", icon: "sound", on: sheet.access.voice, text: qsTr("Speak to me"), line: qsTr("Everything on the screen is read aloud") },
                { key: "contrast", icon: "contrast", on: sheet.access.contrast, text: qsTr("High contrast"), line: qsTr("White on black, thick borders") },
                { key: "controlsDown", icon: "reach", on: sheet.access.controlsDown, text: qsTr("Controls down"), line: qsTr("Everything to touch moves within reach") },
                { key: "slow", icon: "slow", on: sheet.access.slow, text: qsTr("More time"), line: qsTr("Longer pauses; quick second touches do not count") },
                { key: "motion", icon: "motion", on: sheet.access.motion, text: qsTr("Motion"), line: qsTr("Pages and pictures may move") }
            ]
            Toggle {
                required property var modelData

                objectName: "turn-" + modelData.key
                width: parent.width
                iconName: modelData.icon
                text: modelData.text
                description: modelData.line
                checkable: false
                checked: modelData.on
                onClicked: sheet.access.turn(modelData.key, !modelData.on)
            }
        }
        Item { width: 1; height: Metrics.unit }
        CallStaff {
            width: parent.width
            kiosk: sheet.kiosk
        }
        Button {
            objectName: "for-staff"
            anchors.horizontalCenter: parent.horizontalCenter
            kind: "quiet"
            iconName: "lock"
            text: qsTr("For staff")
            onClicked: sheet.kiosk.go("keeper")
        }
    }
}
