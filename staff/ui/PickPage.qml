pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// The walk: the path on the left, the shelf to go to now on the right.
FocusScope {
    id: page

    required property PickView view
    required property ShortView missing
    required property InsteadView instead
    readonly property var now: view.current
    readonly property bool going: (now.sku ?? "").length > 0

    focus: true

    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) page.view.primary() }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) page.view.primary() }
    Keys.onEscapePressed: page.view.pause()

    Shortcut {
        sequence: "Ctrl+S"
        enabled: page.visible && page.going
        onActivated: reasons.open = true
    }

    Shortcut { sequence: "Ctrl+O"; enabled: page.visible && page.going; onActivated: page.instead.look() }
    Shortcut { sequence: "Ctrl+L"; enabled: page.visible; onActivated: page.view.print_list() }

    Item {
        id: left
        width: Math.max(420, Math.min(560, page.width * 0.38))
        anchors { left: parent.left; leftMargin: Metrics.unit * 2; top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2 }

        Item {
            readonly property bool split: title.implicitWidth + progress.implicitWidth + Metrics.unit > width

            id: head
            width: parent.width
            height: split ? title.implicitHeight + progress.implicitHeight + Metrics.unit : Metrics.tall(40)
            AppText {
                id: title
                anchors.left: parent.left
                y: head.split ? 0 : (head.height - height) / 2
                text: page.view.walking ? qsTr("Path by aisle") : qsTr("Next wave")
                font.pixelSize: Metrics.title
                weight: Theme.strong
            }
            AppText {
                id: progress
                objectName: "pick-progress"
                anchors.right: parent.right
                y: head.split ? title.implicitHeight : (head.height - height) / 2
                visible: page.view.walking
                text: qsTr("%1 of %2 pieces").arg(page.view.progress.done ?? 0).arg(page.view.progress.wanted ?? 0)
                color: Theme.inkSoft
                figures: true
            }
        }
        Panel {
            anchors { left: parent.left; right: parent.right; top: head.bottom; bottom: parent.bottom }
            ListView {
                id: path
                objectName: "pick-stops"
                anchors { fill: parent; margins: Metrics.unit * 0.5 }
                visible: page.view.walking
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                model: page.view.stops
                delegate: StopDelegate { width: path.width }
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Path by aisle")
            }
            ListView {
                id: wave
                objectName: "pick-wave"
                anchors { fill: parent; margins: Metrics.unit * 0.5 }
                visible: !page.view.walking
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                model: page.view.proposed
                delegate: ListRow {
                    id: proposal
                    required property var modelData
                    width: wave.width
                    focusPolicy: Qt.NoFocus
                    Keys.enabled: false
                    iconName: "box"
                    text: modelData.code
                    detail: modelData.way + " · " + modelData.promise
                    AppText {
                        text: qsTr("%n piece(s)", "", proposal.modelData.pieces)
                        font.pixelSize: Metrics.small
                        color: Theme.inkSoft
                        wrapMode: Text.NoWrap
                    }
                }
            }
            Blank {
                anchors.centerIn: parent
                width: parent.width - 64
                visible: !page.view.walking && page.view.proposed.length === 0
                iconName: "check-circle"
                title: qsTr("Nothing to pick")
                text: qsTr("New orders appear here by themselves.")
            }
        }
    }
    Panel {
        id: shelf
        anchors {
            left: left.right; leftMargin: Metrics.unit * 2; right: parent.right; rightMargin: Metrics.unit * 2
            top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2
        }
        ShelfPane {
            anchors { left: parent.left; right: parent.right; top: parent.top; bottom: actions.top; margins: Metrics.unit * 3 }
            visible: page.going
            now: page.now
        }
        Blank {
            anchors.centerIn: parent
            width: parent.width - 120
            visible: !page.going
            iconName: page.view.walking ? "check-circle" : "pick"
            title: page.view.walking ? qsTr("Everything is picked") : qsTr("Ready for a walk?")
            text: page.view.walking ? qsTr("Bring it to the counter; Enter makes it ready and prints the labels.")
                                    : qsTr("The wave takes the orders with the nearest promises, at most 8 totes. Enter begins.")
        }
        ActionBar {
            id: actions
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            KeyButton {
                objectName: "pick-short"
                visible: page.going
                text: qsTr("Not here")
                iconName: "warning"
                key: "Ctrl+S"
                onClicked: reasons.open = true
            }
            KeyButton {
                objectName: "pick-instead"
                visible: page.going
                text: qsTr("Something else")
                iconName: "swap"
                key: "Ctrl+O"
                onClicked: page.instead.look()
            }
            KeyButton {
                objectName: "pick-pause"
                visible: page.view.walking
                text: qsTr("Pause")
                iconName: "pause"
                key: "Esc"
                onClicked: page.view.pause()
            }
            KeyButton {
                objectName: "pick-list"
                visible: page.view.walking
                text: qsTr("List")
                iconName: "printer"
                key: "Ctrl+L"
                onClicked: page.view.print_list()
            }
            primary: KeyButton {
                objectName: "pick-primary"
                visible: page.view.walking || page.view.proposed.length > 0
                kind: "primary"
                key: qsTr("Enter")
                text: page.going ? qsTr("One in hand") : (page.view.walking ? qsTr("Make ready") : qsTr("Start the walk"))
                onClicked: page.view.primary()
            }
        }
    }
    ReasonSheet {
        id: reasons
        home: page
        title: qsTr("Why can it not be had?")
        choices: page.missing.reasons
        onChosen: id => page.missing.report(id)
    }
    ReasonSheet {
        id: others
        home: page
        title: qsTr("None are here")
        text: page.missing.others
        choices: page.missing.choices
        onChosen: id => page.missing.settle(id)
    }
    ReasonSheet {
        id: offers
        home: page
        title: page.instead.title
        text: page.instead.ask
        choices: page.instead.choices
        onChosen: id => {
            page.instead.choose(id)
            why.open = true
        }
    }
    ReasonSheet {
        id: why
        home: page
        title: qsTr("Why can it not be had?")
        choices: page.missing.reasons
        onChosen: id => page.instead.confirm(id)
    }
    Connections {
        target: page.missing
        function onAsked() {
            others.open = true
        }
    }
    Connections {
        target: page.instead
        function onReady() {
            if (page.visible)
                offers.open = true
        }
    }
}
