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

    ResultGrid {
        id: grid
        anchors { left: parent.left; right: parent.right; top: heading.bottom; bottom: tools.top }
        anchors.leftMargin: Metrics.margin - ring
        anchors.rightMargin: Metrics.margin - Metrics.gutter + ring
        visible: !page.empty
        kiosk: page.kiosk
        below: tools
        typing: page.typing
    }
    Column {
        id: heading
        x: Metrics.margin
        width: parent.width - Metrics.margin * 2
        spacing: Metrics.unit * (Metrics.landscape ? 1.5 : 2.5)
        topPadding: page.search.path.length > 0 ? Metrics.unit * (Metrics.landscape ? 1 : 3) : 0
        bottomPadding: Metrics.unit * (page.search.path.length > 0 && !Metrics.landscape ? 3 : 2) - grid.ring

        Headline {
            width: parent.width
            visible: page.search.path.length > 0
            size: Metrics.low ? Metrics.title : Metrics.headline
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
                    Accessible.role: Accessible.Button
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
        anchors { left: parent.left; right: parent.right; top: heading.bottom; bottom: tools.top }
        visible: page.empty
        kiosk: page.kiosk
        onStaffAsked: page.sheetAsked("staff")
    }

    Rectangle {
        anchors { fill: tools; leftMargin: 0; rightMargin: 0 }
        color: Theme.paper
        Rectangle { width: parent.width; height: Theme.hair; color: Theme.hairline }
    }
    Item {
        id: tools

        readonly property bool level: Metrics.landscape && !page.typing  // chips and field side by side

        anchors { left: parent.left; right: parent.right; bottom: foot.top }
        implicitHeight: (level ? Math.max(chips.implicitHeight, field.height) : chips.implicitHeight + Metrics.unit * 1.5 + field.height)
            + Metrics.unit * 3.5

        ChipRow {
            id: chips
            anchors {
                left: parent.left; leftMargin: Metrics.margin
                right: tools.level ? field.left : parent.right; rightMargin: tools.level ? Metrics.gutter : 0
                top: parent.top; topMargin: Metrics.unit * 1.5
            }
            Repeater {
                model: 3  // as many as there ever are, kept: chips made anew would cost a frame
                Chip {
                    required property int index

                    objectName: "suggestion-" + text
                    visible: page.typing && text !== ""
                    checkable: false
                    Accessible.role: Accessible.Button
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
                Accessible.role: Accessible.Button
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
            anchors { right: parent.right; rightMargin: Metrics.margin; bottom: parent.bottom; bottomMargin: Metrics.unit * 2 }
            width: tools.level ? parent.width * 0.4 : parent.width - Metrics.margin * 2
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
