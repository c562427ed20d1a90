pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// Where to begin: a field to search with, the departments, and what others look at.
Page {
    id: page

    objectName: "page-home"

    ScrollArea {
        id: area
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: foot.top }
        contentHeight: content.implicitHeight + Metrics.margin

        Column {
            id: content
            x: Metrics.margin
            width: parent.width - Metrics.margin * 2
            spacing: Metrics.gutter

            Item { width: 1; height: Metrics.unit }
            Headline {
                width: parent.width
                text: qsTr("What are you looking for?")
            }
            Button {
                objectName: "search-start"
                width: parent.width
                leading: true
                iconName: "search"
                text: Metrics.large ? qsTr("Search") : qsTr("Search by name, brand or number")
                onClicked: page.kiosk.find()
            }
            Item { width: 1; height: Metrics.unit }
            Grid {
                id: grid

                readonly property real cell: (width - spacing * (columns - 1)) / columns

                width: parent.width
                columns: Metrics.landscape ? (Metrics.large ? 4 : 6) : (Metrics.large ? 2 : 3)
                spacing: Metrics.gutter
                Repeater {
                    model: page.kiosk.home.departments
                    DepartmentCard {
                        required property var modelData

                        objectName: "department-" + modelData.id
                        width: grid.cell
                        text: modelData.name
                        media: modelData.media
                        onClicked: page.kiosk.browse(modelData.id)
                    }
                }
            }
            Item { width: 1; height: Metrics.unit * 2 }
            AppText {
                width: parent.width
                text: qsTr("Others look at")
                font.pixelSize: Metrics.title
                weight: Theme.strong
                Accessible.role: Accessible.Heading
            }
            TileStrip {
                width: parent.width
                tiles: page.kiosk.home.popular
                onChosen: productId => page.kiosk.show(productId)
            }
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        note: qsTr("Back to the start")
    }
}
