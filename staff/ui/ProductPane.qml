pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// An article in full: its photograph, codes and variants, and how many are where.
Item {
    id: pane

    required property LookupView view
    signal asked()  // for some of it, from another place
    readonly property var facts: view.facts

    Photo {
        id: photo
        anchors { left: parent.left; top: parent.top; margins: Metrics.unit * 2 }
        width: 144
        height: 180
        media: pane.facts.media ?? ""
        alternative: pane.facts.name ?? ""
        radius: Metrics.radius
        ground: Theme.surface
    }
    Column {
        id: words
        anchors { left: photo.right; leftMargin: Metrics.unit * 2.5; right: parent.right; rightMargin: Metrics.unit * 2; top: photo.top }
        spacing: Metrics.unit * 0.5
        AppText {
            width: parent.width
            visible: text.length > 0
            text: pane.facts.brand ?? ""
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
        }
        AppText {
            objectName: "product-name"
            width: parent.width
            text: pane.facts.name ?? ""
            font.pixelSize: Metrics.headline
            weight: Theme.strong
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Price {
            width: parent.width
            now: pane.facts.price ?? ""
            before: pane.facts.before ?? ""
        }
        AppText {
            width: parent.width
            text: [pane.facts.sku ?? "", pane.facts.gtin ?? ""].filter(part => part.length > 0).join("   ")
            font.family: Theme.mono
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
        }
        Row {
            spacing: Metrics.unit * 2
            StatePill {
                visible: (pane.facts.aisle ?? "").length > 0
                tone: "here"
                iconName: "shelf"
                text: pane.facts.aisle ?? ""
            }
            StatePill {
                visible: (pane.facts.minimumAge ?? 0) > 0
                tone: "soon"
                iconName: "person"
                text: qsTr("Age %1 or over").arg(pane.facts.minimumAge ?? 0)
            }
        }
    }
    Flow {
        id: choices
        anchors { left: parent.left; right: ask.left; margins: Metrics.unit * 2 }
        y: Math.max(photo.y + photo.height, words.y + words.height) + Metrics.unit * 2
        spacing: Metrics.unit * 0.75
        visible: pane.view.variants.length > 1
        height: visible ? Math.min(implicitHeight, Metrics.tall(112)) : 0
        clip: true
        Repeater {
            model: pane.view.variants
            SizeOption {
                required property var modelData
                objectName: "variant-" + modelData.sku
                focusPolicy: Qt.TabFocus
                implicitHeight: Metrics.tall(32)
                font.pixelSize: Metrics.small
                text: modelData.label
                checked: modelData.active
                onClicked: pane.view.choose_variant(modelData.sku)
            }
        }
    }
    KeyButton {
        id: ask
        objectName: "lookup-fetch"
        anchors { right: parent.right; rightMargin: Metrics.unit * 2 }
        y: choices.y
        text: qsTr("Ask for some")
        iconName: "truck"
        key: "Ctrl+T"
        onClicked: pane.asked()
    }
    Item {
        id: caption
        anchors { left: parent.left; right: parent.right }
        y: ask.y + Math.max(ask.height, choices.height) + Metrics.unit
        height: Metrics.tall(36)
        AppText {
            anchors { left: parent.left; leftMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
            text: qsTr("Stock")
            weight: Theme.strong
        }
        Availability {
            anchors { right: parent.right; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
            width: implicitWidth
            tone: pane.facts.old ? "soon" : "none"
            text: pane.facts.age ?? ""
        }
        Rectangle { anchors { left: parent.left; right: parent.right; bottom: parent.bottom } height: 1; color: Theme.hairline }
    }
    ListView {
        id: places
        objectName: "lookup-places"
        anchors { left: parent.left; right: parent.right; top: caption.bottom; bottom: parent.bottom; margins: Metrics.unit * 0.5 }
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: pane.view.places
        KeyScroll { area: places }
        delegate: Item {
            id: place
            required property var modelData
            readonly property bool has: modelData.atp > 0

            width: places.width
            height: Metrics.tall(40)
            Accessible.role: Accessible.ListItem
            Accessible.name: [modelData.name, modelData.atp, modelData.incoming, modelData.distance].join(", ")
            Icon {
                id: mark
                anchors { left: parent.left; leftMargin: Metrics.unit * 1.5; verticalCenter: parent.verticalCenter }
                name: place.modelData.here ? "store" : (place.modelData.warehouse ? "box" : "pin")
                color: !place.has ? Theme.outline : Theme.tone(place.modelData.here ? "here" : (place.modelData.warehouse ? "home" : "elsewhere"))
            }
            AppText {
                anchors { left: mark.right; leftMargin: Metrics.unit * 1.5; right: coming.left; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
                text: place.modelData.here ? qsTr("Here, %1").arg(place.modelData.name) : place.modelData.name
                weight: place.modelData.here ? Theme.strong : Theme.regular
                elide: Text.ElideRight
                maximumLineCount: 1
                Accessible.ignored: true
            }
            AppText {
                id: coming
                anchors { right: far.left; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
                text: place.modelData.incoming
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
                figures: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            AppText {
                id: far
                anchors { right: count.left; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
                width: Metrics.tall(72)
                horizontalAlignment: Text.AlignRight
                text: place.modelData.distance
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
                figures: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            AppText {
                id: count
                anchors { right: parent.right; rightMargin: Metrics.unit * 1.5; verticalCenter: parent.verticalCenter }
                width: Metrics.tall(56)
                horizontalAlignment: Text.AlignRight
                text: place.modelData.atp
                weight: Theme.strong
                color: place.has ? Theme.ink : Theme.inkSoft
                figures: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Stock")
    }
}
