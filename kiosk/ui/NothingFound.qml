pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// No dead end: where to look instead, and people who know.
ScrollArea {
    id: nothing

    required property Kiosk kiosk
    property bool needed: false  // once it has been seen, the tiles stay: it comes and goes with each letter
    signal staffAsked()

    contentHeight: column.implicitHeight + Metrics.gutter
    onVisibleChanged: if (visible) needed = true

    Column {
        id: column
        x: Metrics.margin
        width: parent.width - Metrics.margin * 2
        topPadding: Metrics.landscape ? Metrics.unit : Metrics.section
        spacing: Metrics.gutter

        Icon {
            anchors.left: parent.left
            visible: !Metrics.landscape
            name: "search"
            size: Metrics.icon * 2
            color: Theme.outline
        }
        Headline {
            width: parent.width
            text: nothing.kiosk.search.text ? qsTr("Nothing for “%1” yet").arg(nothing.kiosk.search.text) : qsTr("Nothing here yet")
        }
        EvenText {
            width: parent.width
            text: qsTr("Try a shorter word, look in one of these, or ask somebody who knows every shelf.")
            color: Theme.inkSoft
        }
        Flow {
            width: parent.width
            spacing: Metrics.unit * 1.5
            Repeater {
                model: nothing.kiosk.search.nearest
                Chip {
                    required property var modelData

                    checkable: false
                    Accessible.role: Accessible.Button
                    text: modelData.name
                    onClicked: nothing.kiosk.browse(modelData.id)
                }
            }
        }
        Button {
            anchors.left: parent.left
            iconName: "bell"
            text: qsTr("Call staff")
            onClicked: nothing.staffAsked()
        }
        AppText {
            topPadding: Metrics.unit * 2
            width: parent.width
            text: qsTr("Others look at")
            font.pixelSize: Metrics.title
            weight: Theme.strong
            Accessible.role: Accessible.Heading
        }
        TileStrip {
            width: parent.width
            tiles: nothing.needed ? nothing.kiosk.home.popular : null
            onChosen: productId => nothing.kiosk.show(productId)
        }
    }
}
