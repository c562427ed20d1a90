pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// Every command by its words: type a few letters, Enter.
Sheet {
    id: sheet

    required property PaletteView view
    property Item home: null  // has the keys again when the sheet is gone

    function run(row: int) {
        open = false
        view.choose(row)
    }

    title: qsTr("Find a command")
    onClosed: open = false
    onOpenChanged: {
        if (open) {
            field.text = ""
            view.search("")
            list.currentIndex = 0
            field.input.forceActiveFocus()
        } else if (home) {
            home.forceActiveFocus()
        }
    }

    Column {
        width: parent.width
        spacing: Metrics.unit
        TextField {
            id: field
            objectName: "palette-text"
            width: parent.width
            iconName: "search"
            placeholder: qsTr("Returns, undo, printer …")
            onEdited: {
                sheet.view.search(field.text)
                list.currentIndex = 0
            }
            onAccepted: sheet.run(list.currentIndex)
            Keys.onDownPressed: list.incrementCurrentIndex()
            Keys.onUpPressed: list.decrementCurrentIndex()
        }
        ListView {
            id: list
            objectName: "palette-list"
            width: parent.width
            height: Math.min(contentHeight, 400)
            clip: true
            highlightMoveDuration: 0
            model: sheet.view.found
            delegate: ListRow {
                id: row
                required property var modelData
                required property int index
                objectName: "command-" + modelData.id
                width: list.width
                focusPolicy: Qt.NoFocus
                iconName: modelData.iconName
                text: modelData.title
                current: ListView.isCurrentItem
                onClicked: sheet.run(row.index)
                KeyHint {
                    visible: text.length > 0
                    text: row.modelData.key
                }
            }
        }
    }
}
