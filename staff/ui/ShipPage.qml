pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// What leaves and what comes on the left; the chosen parcel on the right.
FocusScope {
    id: page

    required property ShipView view
    readonly property var facts: view.facts
    readonly property bool filled: (facts.key ?? "").length > 0

    focus: true

    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) page.view.primary(number.text) }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) page.view.primary(number.text) }
    Keys.onUpPressed: page.view.move(-1)
    Keys.onDownPressed: page.view.move(1)
    Shortcut { sequence: "Ctrl+L"; enabled: page.visible; onActivated: page.view.label(number.text) }
    Shortcut { sequence: "Ctrl+M"; enabled: page.visible; onActivated: page.view.manifest() }
    Shortcut { sequence: "Ctrl+B"; enabled: page.visible && page.facts.task === "ship"; onActivated: page.view.next_box() }
    Shortcut { sequence: "Ctrl+S"; enabled: page.visible && page.facts.task === "arrive"; onActivated: page.view.unpack() }
    Shortcut { sequence: "Ctrl+S"; enabled: page.visible && page.facts.task === "send"; onActivated: page.view.refuse() }
    Shortcut { sequence: "Ctrl+D"; enabled: page.visible && (page.facts.sortable ?? false); onActivated: page.view.damage() }
    Shortcut { sequence: "Ctrl+Y"; enabled: page.visible && (page.facts.counting ?? false); onActivated: page.view.count_all() }

    onFactsChanged: number.text = facts.tracking ?? ""

    Item {
        id: left
        width: Math.max(420, Math.min(560, page.width * 0.38))
        anchors { left: parent.left; leftMargin: Metrics.unit * 2; top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2 }
        Item {
            id: head
            width: parent.width
            height: Metrics.tall(40)
            AppText {
                anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                text: qsTr("Shipping")
                font.pixelSize: Metrics.title
                weight: Theme.strong
            }
            KeyButton {
                objectName: "ship-manifest"
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                visible: page.view.leaving > 0
                kind: "quiet"
                text: qsTr("Manifest")
                iconName: "printer"
                key: Metrics.large ? "" : "Ctrl+M"
                onClicked: page.view.manifest()
            }
        }
        Panel {
            anchors { left: parent.left; right: parent.right; top: head.bottom; bottom: parent.bottom }
            ListView {
                id: list
                objectName: "ship-list"
                anchors { fill: parent; margins: Metrics.unit * 0.5 }
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                model: page.view.parcels
                delegate: ListRow {
                    id: row
                    required property var modelData
                    required property int index
                    objectName: "parcel-" + index
                    width: list.width
                    focusPolicy: Qt.NoFocus
                    iconName: modelData.leaving ? "truck" : "transfer"
                    tone: modelData.leaving ? "elsewhere" : "home"
                    text: modelData.title
                    detail: modelData.detail
                    current: modelData.current
                    onClicked: page.view.choose(row.index)
                    AppText {
                        text: row.modelData.code
                        font.family: Theme.mono
                        font.pixelSize: Metrics.small
                        color: Theme.inkSoft
                        wrapMode: Text.NoWrap
                    }
                }
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Shipping")
            }
            Blank {
                anchors.centerIn: parent
                width: parent.width - 64
                visible: list.count === 0
                iconName: "truck"
                title: qsTr("Nothing to ship, nothing on its way")
                text: qsTr("Packed parcels and announced deliveries appear here.")
            }
        }
    }
    Panel {
        anchors {
            left: left.right; leftMargin: Metrics.unit * 2; right: parent.right; rightMargin: Metrics.unit * 2
            top: parent.top; bottom: parent.bottom; bottomMargin: Metrics.unit * 2
        }
        visible: page.filled
        Item {
            id: top
            anchors { left: parent.left; right: parent.right; top: parent.top; margins: Metrics.unit * 2 }
            height: Math.max(Metrics.tall(64), code.implicitHeight + detail.implicitHeight)
            AppText {
                id: code
                anchors { left: parent.left; top: parent.top }
                text: page.facts.code || page.facts.title || ""
                font.family: page.facts.code ? Theme.mono : Theme.family
                font.pixelSize: Metrics.headline
                font.weight: Font.Bold
                weight: Theme.strong
                wrapMode: Text.NoWrap
            }
            StatePill {
                anchors { right: parent.right; top: parent.top; topMargin: 4 }
                tone: page.facts.leaving ? "elsewhere" : "home"
                iconName: page.facts.leaving ? "truck" : "transfer"
                text: page.facts.leaving ? qsTr("Leaves here") : qsTr("Comes here")
            }
            AppText {
                id: detail
                anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                text: page.facts.detail ?? ""
                color: Theme.inkSoft
                figures: true
                elide: Text.ElideRight
                maximumLineCount: Metrics.large ? 3 : 1
            }
        }
        Banner {
            id: short
            objectName: "ship-short"
            anchors { left: parent.left; right: parent.right; top: top.bottom; margins: Metrics.unit * 2; topMargin: Metrics.unit }
            visible: text.length > 0
            height: visible ? implicitHeight : 0
            tone: "soon"
            text: page.facts.short ?? ""
            detail: Metrics.large ? "" : page.facts.shortDetail ?? ""
        }
        LineList {
            id: lines
            anchors { left: parent.left; right: parent.right; top: short.bottom; topMargin: Metrics.unit; bottom: tracking.top }
            model: page.view.lines
            delegate: LineRow {
                required property var modelData
                width: lines.width
                media: modelData.media
                name: modelData.name
                options: modelData.options
                sku: modelData.sku
                quantity: modelData.wanted
                adjustable: page.facts.counting ?? false
                onAdjusted: by => page.view.count(modelData.line, -by)
                mark: modelData.mark
                price: page.facts.counting ? modelData.counted + " / " + modelData.wanted : ""
            }
        }
        Item {
            id: tracking
            anchors { left: parent.left; right: parent.right; bottom: actions.top; leftMargin: Metrics.unit * 2; rightMargin: Metrics.unit * 2 }
            height: page.facts.task === "ship" ? number.implicitHeight + Metrics.unit * 1.5 : 0
            visible: height > 0
            Row {
                id: boxes
                anchors { right: parent.right; bottom: number.bottom }
                spacing: Metrics.unit * 0.75
                AppText {
                    height: Metrics.tall(32)
                    verticalAlignment: Text.AlignVCenter
                    text: qsTr("Box")
                    color: Theme.inkSoft
                }
                Repeater {
                    model: page.view.boxes
                    SizeOption {
                        required property var modelData
                        objectName: "box-" + modelData.id
                        focusPolicy: Qt.TabFocus
                        implicitHeight: Metrics.tall(32)
                        text: modelData.id
                        checked: modelData.active
                        onClicked: page.view.choose_box(modelData.id)
                    }
                }
                KeyHint { anchors.verticalCenter: parent.verticalCenter; text: "Ctrl+B" }
            }
            TextField {
                id: number
                objectName: "ship-tracking"
                anchors.left: parent.left
                width: Math.min(parent.width - boxes.width - Metrics.unit * 2, Metrics.tall(420))
                label: qsTr("Tracking number")
                hint: ""
                onAccepted: page.view.primary(number.text)
                Keys.onReturnPressed: event => event.accepted = true
                Keys.onEnterPressed: event => event.accepted = true
            }
        }
        ActionBar {
            id: actions
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            KeyButton {
                objectName: "ship-label"
                visible: page.facts.task === "ship"
                text: qsTr("Label")
                iconName: "printer"
                key: "Ctrl+L"
                onClicked: page.view.label(number.text)
            }
            KeyButton {
                objectName: "ship-unpack"
                visible: page.facts.countable ?? false
                text: qsTr("Something is wrong with it")
                iconName: "warning"
                key: "Ctrl+S"
                onClicked: page.view.unpack()
            }
            KeyButton {
                objectName: "ship-refuse"
                visible: page.facts.refusable ?? false
                text: qsTr("It cannot be sent")
                iconName: "warning"
                key: "Ctrl+S"
                onClicked: page.view.refuse()
            }
            KeyButton {
                objectName: "ship-damaged"
                visible: page.facts.sortable ?? false
                text: qsTr("Damaged")
                iconName: "warning"
                key: "Ctrl+D"
                onClicked: page.view.damage()
            }
            KeyButton {
                objectName: "ship-all"
                visible: page.facts.counting ?? false
                text: qsTr("All of it came")
                iconName: "check"
                key: "Ctrl+Y"
                onClicked: page.view.count_all()
            }
            primary: KeyButton {
                objectName: "ship-primary"
                kind: "primary"
                key: qsTr("Enter")
                text: page.facts.action ?? ""
                onClicked: page.view.primary(number.text)
            }
        }
    }
}
