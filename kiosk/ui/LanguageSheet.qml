pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// Languages by their own names.
Sheet {
    id: sheet

    required property Kiosk kiosk

    title: qsTr("Language")

    Column {
        width: parent.width
        spacing: Metrics.unit * 1.5
        Repeater {
            model: sheet.kiosk.access.languages
            WayCard {
                required property var modelData

                objectName: "speak-" + modelData.code
                width: parent.width
                tone: "here"
                iconName: checked ? "check" : "globe"
                text: modelData.name
                checkable: false
                checked: sheet.kiosk.access.language === modelData.code
                onClicked: {
                    sheet.kiosk.access.speak(modelData.code)
                    sheet.closed()
                }
            }
        }
    }
}
