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

    KeyScroll {
        id: roll
        area: sheet.area
    }
    Keys.onDownPressed: roll.go(2)
    Keys.onUpPressed: roll.go(-2)
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
                height: Math.max(Metrics.tall(36), what.implicitHeight + Metrics.unit)
                KeyHint {
                    id: cap
                    anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                    text: row.modelData.key
                }
                AppText {
                    id: what
                    anchors { left: parent.left; leftMargin: Math.max(Metrics.tall(112), cap.width + Metrics.unit); right: parent.right; verticalCenter: parent.verticalCenter }
                    text: row.modelData.where ? row.modelData.where + ": " + row.modelData.title : row.modelData.title
                }
            }
        }
    }
}
