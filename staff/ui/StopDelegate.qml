import QtQuick
import shared.design

// A stop of the path: aisle, what to take, and how far it is.
Item {
    id: stop

    required property var modelData
    readonly property bool stacked: Metrics.large || aisle.implicitWidth > 108  // where it is comes before all else
    readonly property bool done: modelData.left === 0

    implicitHeight: Math.max(Metrics.tall(56), words.implicitHeight + Metrics.unit * 2)
    Accessible.role: Accessible.ListItem
    Accessible.name: [modelData.aisle, modelData.name, modelData.picked + "/" + modelData.wanted].join(", ")

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radius * 0.7
        color: stop.modelData.current ? Theme.accentSoft : "transparent"
        border.width: stop.modelData.current && Theme.contrast ? 2 : 0
        border.color: Theme.accent
    }
    AppText {
        id: aisle
        anchors { left: parent.left; leftMargin: Metrics.unit * 1.5; verticalCenter: parent.verticalCenter }
        width: visible ? 108 : 0
        visible: !stop.stacked
        text: stop.modelData.aisle || "–"
        weight: Theme.strong
        color: stop.done ? Theme.inkSoft : Theme.accent
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Column {
        id: words
        anchors { left: aisle.right; leftMargin: Metrics.unit; right: count.left; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
        AppText {
            width: parent.width
            visible: stop.stacked
            text: stop.modelData.aisle || "–"
            weight: Theme.strong
            color: stop.done ? Theme.inkSoft : Theme.accent
            Accessible.ignored: true
        }
        AppText {
            width: parent.width
            text: stop.modelData.name
            weight: Theme.medium
            font.strikeout: stop.done && stop.modelData.picked === 0
            color: stop.done ? Theme.inkSoft : Theme.ink
            elide: Text.ElideRight
            maximumLineCount: 1
            Accessible.ignored: true
        }
        AppText {
            width: parent.width
            text: [stop.modelData.options, stop.modelData.sku].filter(part => part.length > 0).join(" · ")
            font.pixelSize: Metrics.small
            color: Theme.inkSoft
            elide: Text.ElideRight
            maximumLineCount: 1
            Accessible.ignored: true
        }
    }
    Row {
        id: count
        anchors { right: parent.right; rightMargin: Metrics.unit * 1.5; verticalCenter: parent.verticalCenter }
        spacing: Metrics.unit
        StatePill {
            visible: stop.modelData.short > 0
            tone: "soon"
            iconName: "swap"
            text: qsTr("%n missing", "", stop.modelData.short)
            anchors.verticalCenter: parent.verticalCenter
        }
        AppText {
            text: stop.modelData.picked + " / " + stop.modelData.wanted
            figures: true
            weight: Theme.medium
            color: stop.done ? Theme.inkSoft : Theme.ink
            wrapMode: Text.NoWrap
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
        Icon {
            name: stop.done && stop.modelData.picked > 0 ? "check-circle" : (stop.done ? "swap" : "chevron-right")
            color: stop.done ? Theme.accent : Theme.outline
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
