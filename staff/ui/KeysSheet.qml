pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// The list of keys.
Sheet {
    id: sheet

    required property PaletteView view
    property Item home: null  // has the keys again when the sheet is gone

    title: qsTr("Keys")
    onClosed: open = false
    onOpenChanged: if (!open && home) home.forceActiveFocus()

    Grid {
        id: grid
        width: parent.width
        columns: 2
        columnSpacing: Metrics.unit * 4
        Repeater {
            model: sheet.view.keys
            Item {
                id: row
                required property var modelData
                width: (grid.width - grid.columnSpacing) / 2
                height: Metrics.tall(36)
                KeyHint {
                    id: cap
                    anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                    text: row.modelData.key
                }
                AppText {
                    anchors { left: parent.left; leftMargin: Metrics.tall(88); right: parent.right; verticalCenter: parent.verticalCenter }
                    text: row.modelData.where ? row.modelData.where + ": " + row.modelData.title : row.modelData.title
                    elide: Text.ElideRight
                    maximumLineCount: 1
                }
            }
        }
    }
}
