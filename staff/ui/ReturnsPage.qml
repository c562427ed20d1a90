pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import shared.design

// What comes back on the left; why, in which condition and what for on the right: three taps.
FocusScope {
    id: page

    required property ReturnsView view
    required property PhotosView photos
    required property DecisionsView decisions
    readonly property var facts: view.facts
    readonly property bool going: (facts.code ?? "").length > 0

    focus: true

    // One key, one choice: whatever shows this key is chosen.
    function choose(key: string): bool {
        const choices = [[view.reasons, id => view.choose_reason(id)], [view.conditions, id => view.choose_condition(id)],
                         [view.resolutions, id => view.choose_resolution(id)]]
        for (const [row, act] of choices) {
            const found = row.find(each => each.key === key)
            if (found) {
                act(found.id)
                return true
            }
        }
        return false
    }

    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) page.view.finish() }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) page.view.finish() }
    Keys.onEscapePressed: page.view.leave()
    Keys.onUpPressed: page.view.move(-1)
    Keys.onDownPressed: page.view.move(1)
    Keys.onPressed: event => {
        if (!page.going || event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
            return
        if (event.text === "+" || event.text === "-") {
            page.view.more(event.text === "+" ? 1 : -1)
            event.accepted = true
        } else if (page.choose(event.text.toUpperCase())) {
            event.accepted = true
        }
    }

    function photograph() {
        if (page.photos.camera)
            page.photos.shoot()
        else
            files.open()
    }

    Shortcut { sequence: "Ctrl+F"; enabled: page.visible && page.going; onActivated: page.photograph() }
    FileDialog {
        id: files
        title: qsTr("A photograph of the goods")
        nameFilters: [qsTr("Pictures") + " (*.jpg *.jpeg *.png *.webp)"]
        onAccepted: page.photos.add(selectedFile.toString())
    }

    ReturnGoods {
        id: goods
        anchors { left: parent.left; leftMargin: Metrics.unit * 2; top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2 }
        width: Math.round((parent.width - Metrics.unit * 6) * 0.46)
        view: page.view
        decisions: page.decisions
    }
    Panel {
        anchors {
            left: goods.right; leftMargin: Metrics.unit * 2; right: parent.right; rightMargin: Metrics.unit * 2
            top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2
        }
        Blank {
            anchors.centerIn: parent
            width: parent.width - 120
            visible: !page.going
            iconName: "return"
            title: qsTr("Ready to take goods back")
            text: qsTr("Orders of the kiosk, the web shop or any other store: the code on the receipt is enough, even while the line is down.")
        }
        ScrollArea {
            anchors { left: parent.left; right: parent.right; top: parent.top; bottom: verdict.top }
            visible: page.going
            contentHeight: taps.implicitHeight + Metrics.unit * 4
            Column {
                id: taps
                x: Metrics.unit * 2
                y: Metrics.unit * 2
                width: parent.width - Metrics.unit * 4
                spacing: Metrics.unit

                AppText { width: parent.width; text: qsTr("Why?"); weight: Theme.strong }
                Grid {
                    id: why
                    width: parent.width
                    columns: 2
                    spacing: Metrics.unit
                    Repeater {
                        model: page.view.reasons
                        Choice {
                            required property var modelData
                            objectName: "return-" + modelData.id
                            width: (why.width - why.spacing) / 2
                            text: modelData.label
                            key: modelData.key
                            checked: modelData.active
                            onClicked: page.view.choose_reason(modelData.id)
                        }
                    }
                }
                Item { width: 1; height: 2 }
                AppText { width: parent.width; text: qsTr("In which condition?"); weight: Theme.strong }
                Row {
                    id: looks
                    width: parent.width
                    spacing: Metrics.unit
                    Repeater {
                        model: page.view.conditions
                        Choice {
                            required property var modelData
                            objectName: "return-" + modelData.id
                            width: (looks.width - looks.spacing * 2) / 3
                            text: modelData.label
                            detail: modelData.detail
                            key: modelData.key
                            checked: modelData.active
                            onClicked: page.view.choose_condition(modelData.id)
                        }
                    }
                }
                Item { width: 1; height: 2 }
                AppText { width: parent.width; text: qsTr("What does the shopper get?"); weight: Theme.strong }
                Row {
                    id: gets
                    width: parent.width
                    spacing: Metrics.unit
                    Repeater {
                        model: page.view.resolutions
                        Choice {
                            required property var modelData
                            objectName: "return-" + modelData.id
                            width: (gets.width - gets.spacing) / 2
                            text: modelData.label
                            key: modelData.key
                            checked: modelData.active
                            onClicked: page.view.choose_resolution(modelData.id)
                        }
                    }
                }
                PhotoStrip {
                    objectName: "return-photos"
                    width: parent.width
                    visible: photos.length > 0
                    photos: page.photos.shown
                    onDropped: sha256 => page.photos.drop(sha256)
                }
                Flow {
                    width: parent.width
                    spacing: Metrics.unit
                    visible: page.view.swaps.length > 0
                    Repeater {
                        model: page.view.swaps
                        FilterChip {
                            required property var modelData
                            objectName: "swap-" + modelData.sku
                            text: modelData.label
                            count: modelData.here
                            checked: modelData.active
                            onClicked: page.view.choose_swap(modelData.sku)
                        }
                    }
                }
            }
        }
        AppText {
            id: verdict
            objectName: "return-verdict"
            anchors { left: parent.left; right: parent.right; bottom: actions.top; margins: Metrics.unit * 2; bottomMargin: Metrics.unit }
            visible: page.going
            horizontalAlignment: Text.AlignRight
            text: page.facts.missing ? page.facts.missing
                  : (page.facts.owes ? qsTr("The shopper pays %1").arg(page.facts.net) : page.facts.tender ?? "")
            weight: Theme.medium
            color: page.facts.missing ? Theme.soon : Theme.inkSoft
        }
        ActionBar {
            id: actions
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            visible: page.going
            KeyButton {
                objectName: "return-leave"
                text: qsTr("Not now")
                iconName: "back"
                key: "Esc"
                onClicked: page.view.leave()
            }
            KeyButton {
                objectName: "return-photo"
                text: qsTr("Photo")
                iconName: "picture"
                key: "Ctrl+F"
                onClicked: page.photograph()
            }
            primary: KeyButton {
                objectName: "return-primary"
                kind: "primary"
                key: qsTr("Enter")
                enabled: !page.facts.missing
                text: page.facts.exchange ? qsTr("Exchange") : qsTr("Give back %1").arg(page.facts.refund ?? "")
                onClicked: page.view.finish()
            }
        }
    }
}
