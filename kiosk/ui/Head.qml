pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// The head of every page: the store, the language, a way to call staff, and a calm word while the line is down.
Page {
    id: head

    implicitHeight: rows.implicitHeight

    Column {
        id: rows
        width: parent.width

        TopBar {
            width: parent.width
            title: head.kiosk.home.shop
            subtitle: head.kiosk.home.place
            Button {
                objectName: "language"
                kind: "quiet"
                iconName: "globe"
                text: Metrics.large && !Metrics.landscape ? "" : head.kiosk.access.languageName
                Accessible.name: qsTr("Language: %1").arg(head.kiosk.access.languageName)
                onClicked: head.sheetAsked("language")
            }
            Button {
                objectName: "staff"
                readonly property string words: head.kiosk.help?.reached ? qsTr("Help is coming") : qsTr("Call staff")
                iconName: head.kiosk.help?.reached ? "check-circle" : "bell"
                text: Metrics.large && !Metrics.landscape ? "" : words
                Accessible.name: words
                onClicked: head.sheetAsked("staff")
            }
        }
        Flow {
            x: Metrics.margin
            width: parent.width - Metrics.margin * 2
            visible: head.kiosk.access.voice
            bottomPadding: Metrics.unit
            spacing: Metrics.unit
            Accessible.role: Accessible.ToolBar
            Repeater {
                model: [
                    { key: "again", icon: "refresh", text: qsTr("Say it again") },
                    { key: "stop", icon: "pause", text: qsTr("Stop reading") },
                    { key: "louder", icon: "sound", text: qsTr("Volume") },
                    { key: "faster", icon: "clock", text: qsTr("Pace") }
                ]
                Button {
                    required property var modelData

                    objectName: "voice-" + modelData.key
                    kind: "quiet"
                    iconName: modelData.icon
                    text: modelData.text
                    onClicked: head.kiosk.access.told(modelData.key)
                }
            }
        }
        Banner {
            objectName: "line"
            width: parent.width
            visible: head.kiosk.offlineLine !== ""
            rounded: false
            iconName: "offline"
            text: head.kiosk.offlineLine
            detail: head.kiosk.keptLine
        }
    }
}
