pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// Articles and orders on the left, one article with its stock everywhere on the right.
FocusScope {
    id: page

    required property LookupView view
    required property FetchView fetch
    readonly property var facts: view.facts
    readonly property bool filled: (facts.name ?? "").length > 0

    focus: true

    Keys.onReturnPressed: page.view.choose(list.currentIndex)
    Keys.onEnterPressed: page.view.choose(list.currentIndex)

    Shortcut { sequence: "Ctrl+S"; enabled: page.visible; onActivated: page.view.ask() }
    Shortcut { sequence: "Ctrl+T"; enabled: page.visible && page.filled; onActivated: page.fetch.look() }
    Connections {
        target: page.view
        function onChanged() {
            if (field.text !== page.view.text)
                field.text = page.view.text
        }
    }

    Item {
        id: left
        width: Math.max(420, Math.min(560, page.width * 0.38))
        anchors { left: parent.left; leftMargin: Metrics.unit * 2; top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2 }

        TextField {
            id: field
            objectName: "lookup-text"
            width: parent.width
            focus: true
            iconName: "search"
            clearable: true
            placeholder: qsTr("Article, SKU, order code, name or phone")
            onEdited: page.view.search(field.text)
            onAccepted: page.view.choose(Math.max(0, list.currentIndex))
            Keys.onReturnPressed: event => event.accepted = true
            Keys.onEnterPressed: event => event.accepted = true
            Keys.onDownPressed: list.incrementCurrentIndex()
            Keys.onUpPressed: list.decrementCurrentIndex()
        }
        KeyButton {
            id: ask
            objectName: "lookup-ask"
            anchors { left: parent.left; right: parent.right; top: field.bottom; topMargin: visible ? Metrics.unit : 0 }
            visible: field.text.trim().length > 2
            height: visible ? implicitHeight : 0
            enabled: !page.view.asking
            text: page.view.asking ? qsTr("Asking all stores …") : qsTr("Ask all stores")
            iconName: "people"
            key: "Ctrl+S"
            onClicked: page.view.ask()
        }
        Panel {
            anchors { left: parent.left; right: parent.right; top: ask.bottom; topMargin: Metrics.unit; bottom: parent.bottom }
            ListView {
                id: list
                objectName: "lookup-list"
                anchors { fill: parent; margins: Metrics.unit * 0.5 }
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                model: page.view.rows
                highlightMoveDuration: 0
                onCountChanged: currentIndex = count ? 0 : -1
                delegate: FoundDelegate {
                    width: list.width
                    current: ListView.isCurrentItem
                    onClicked: {
                        list.currentIndex = index
                        page.view.choose(index)
                    }
                }
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Found")
            }
            Blank {
                anchors.centerIn: parent
                width: parent.width - 64
                visible: list.count === 0
                iconName: "search"
                title: page.view.hint ? qsTr("Nothing found") : qsTr("Look up anything")
                text: page.view.hint || qsTr("Type a few letters, or scan an article, an order or a parcel.")
            }
        }
    }
    Panel {
        anchors {
            left: left.right; leftMargin: Metrics.unit * 2; right: parent.right; rightMargin: Metrics.unit * 2
            top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2
        }
        Blank {
            anchors.centerIn: parent
            width: parent.width - 96
            visible: !page.filled
            iconName: "tag"
            title: qsTr("No article chosen")
            text: qsTr("Its stock here, nearby and in the warehouses will stand here.")
        }
        ProductPane {
            anchors.fill: parent
            visible: page.filled
            view: page.view
            onAsked: page.fetch.look()
        }
    }
    ReasonSheet {
        id: sources
        home: field.input
        title: qsTr("Where from?")
        choices: page.fetch.places
        onChosen: id => page.fetch.choose(id)
    }
    ReasonSheet {
        id: sizes
        home: field.input
        title: qsTr("How many?")
        choices: page.fetch.sizes
        onChosen: id => page.fetch.ask(id)
    }
    Connections {
        target: page.fetch
        function onReady() {
            if (page.visible)
                sources.open = true
        }
        function onSized() { sizes.open = true }
    }
}
