pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// Results while typing or browsing: a grid of tiles, chips to narrow it, and the field above the keyboard.
Page {
    id: page

    readonly property Search search: kiosk.search
    readonly property bool typing: field.input.activeFocus
    readonly property bool empty: !search.busy && search.total === 0

    objectName: "page-search"
    property string shelf: search.category
    Component.onCompleted: if (!search.category) field.forceActiveFocus()
    onShelfChanged: {
        if (!shelf)
            field.forceActiveFocus()
        else if (typing)
            grid.forceActiveFocus()
    }

    GridView {
        id: grid

        readonly property int columns: Math.max(1, Math.min(Metrics.landscape ? 6 : 3, Math.floor(width / (Metrics.body * 7))))
        readonly property real ratio: Metrics.landscape ? 1 : Metrics.large && page.typing ? 0.75 : 1.25  // names have to stand, too

        readonly property bool short: contentHeight > 0 && contentHeight - contentY < height * 3  // the next rows come before they are wanted

        objectName: "results"
        anchors { left: parent.left; right: parent.right; top: heading.bottom; bottom: tools.top }
        anchors.leftMargin: Metrics.margin
        anchors.rightMargin: Metrics.margin - Metrics.gutter
        clip: true
        model: page.search.tiles
        cellWidth: Math.floor(width / columns)
        cellHeight: Math.round((cellWidth - Metrics.gutter) * ratio
            + Metrics.leading * (Metrics.body * (Metrics.large ? 6 : 3.9) + Metrics.small * 2.7) + Metrics.unit * 7)
        reuseItems: true
        cacheBuffer: 0  // tiles made ahead would be cancelled while the rows change beneath them
        boundsBehavior: Flickable.StopAtBounds
        onShortChanged: if (short) page.search.more()
        onMovementStarted: if (page.typing) grid.forceActiveFocus()

        // A property a role: several times quicker than asking the row's object for each.
        delegate: Item {
            id: cell

            required property string productId
            required property string name
            required property string media
            required property string price
            required property string before
            required property string tone
            required property string availability
            required property int index

            width: grid.cellWidth
            height: grid.cellHeight
            Tile {
                objectName: "tile-" + cell.productId
                x: Metrics.rightToLeft ? Metrics.gutter : 0
                ratio: grid.ratio
                width: grid.cellWidth - Metrics.gutter
                text: cell.name
                media: cell.media
                price: cell.price
                before: cell.before
                tone: cell.tone
                availability: cell.availability
                onActiveFocusChanged: if (activeFocus) grid.positionViewAtIndex(cell.index, GridView.Contain)
                onClicked: page.kiosk.show(cell.productId)
            }
        }
    }

    Connections {
        target: page.search
        function onFound() { if (grid.short) page.search.more() }
    }

    Column {
        id: heading
        x: Metrics.margin
        width: parent.width - Metrics.margin * 2
        spacing: Metrics.unit
        bottomPadding: Metrics.unit * 2

        Headline {
            width: parent.width
            visible: page.search.path.length > 0
            text: page.search.path.length ? page.search.path[page.search.path.length - 1].name : ""
        }
        ChipRow {
            width: parent.width
            visible: page.search.below.length > 0 && !page.typing
            Repeater {
                model: page.search.below
                Chip {
                    required property var modelData

                    objectName: "category-" + modelData.id
                    checkable: false
                    text: modelData.name
                    onClicked: page.kiosk.browse(modelData.id)
                }
            }
        }
        Banner {
            width: parent.width
            visible: page.search.instead !== ""
            tone: "elsewhere"
            iconName: "info"
            text: page.search.instead
        }
    }

    NothingFound {
        anchors.fill: grid
        anchors.rightMargin: Metrics.gutter
        visible: page.empty
        kiosk: page.kiosk
        onStaffAsked: page.sheetAsked("staff")
    }

    Rectangle {
        anchors { fill: tools; leftMargin: 0; rightMargin: 0 }
        color: Theme.paper
        Rectangle { width: parent.width; height: Theme.contrast ? 4 : 1; color: Theme.hairline }
    }
    Column {
        id: tools
        width: parent.width
        anchors.bottom: foot.top
        topPadding: Metrics.unit * 1.5
        bottomPadding: Metrics.unit * 2
        spacing: Metrics.unit * 1.5

        ChipRow {
            x: Metrics.rightToLeft ? 0 : Metrics.margin
            width: parent.width - Metrics.margin
            Repeater {
                model: 3  // as many as there ever are, kept: chips made anew would cost a frame
                Chip {
                    required property int index

                    objectName: "suggestion-" + text
                    visible: page.typing && text !== ""
                    checkable: false
                    iconName: "search"
                    text: page.search.suggestions[index] ?? ""
                    onClicked: page.search.type(text)
                }
            }
            Chip {
                objectName: "here-only"
                text: qsTr("In this store")
                iconName: "store"
                count: page.search.hereCount
                checkable: false
                checked: page.search.hereOnly
                onClicked: page.search.toggle("here", "1")
            }
            Chip {
                objectName: "filter"
                text: qsTr("Filter & sort")
                iconName: "filter"
                checkable: false
                onClicked: page.sheetAsked("filter")
            }
            Repeater {
                model: page.search.chosen.filter(facet => facet.group !== "here")
                Chip {
                    required property var modelData

                    text: modelData.label
                    checkable: false
                    checked: true
                    removable: true
                    onClicked: page.search.toggle(modelData.group, modelData.id)
                }
            }
        }
        TextField {
            id: field
            objectName: "search-field"
            x: Metrics.margin
            width: parent.width - Metrics.margin * 2
            iconName: "search"
            placeholder: Metrics.large ? qsTr("Search") : page.search.path.length ? qsTr("Search in %1").arg(page.search.path[page.search.path.length - 1].name)
                : qsTr("Search by name, brand or number")
            text: page.search.text
            clearable: true
            action: qsTr("Show")
            onEdited: page.search.type(text)
            onAccepted: grid.forceActiveFocus()
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        note: qsTr("%n product(s)", "", page.search.total)
    }
}
