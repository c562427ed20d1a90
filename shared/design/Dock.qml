pragma ComponentBehavior: Bound

import QtQuick

// The bar that never moves: a few places with icon and word, one of them current, any of them with a badge.
Item {
    id: dock

    // Each: { key, icon, text, badge, detail }
    property list<var> places: []
    property string current: ""
    signal chosen(string key)

    // In two rows where the longest word would not stand in its part of one.
    readonly property bool narrow: ruler.height > 0 && places.some(place => place.text.split(" ").some(word =>
        ruler.advanceWidth(word) > width / places.length - Metrics.unit))

    FontMetrics {
        id: ruler
        font.family: Theme.family
        font.pixelSize: Metrics.small
        font.variableAxes: ({ "wght": Theme.strong })
    }

    implicitHeight: row.implicitHeight
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Main places")

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
        Rectangle { width: parent.width; height: Theme.contrast ? 4 : 1; color: Theme.hairline }
    }
    Flow {
        id: row

        readonly property int first: dock.narrow ? Math.ceil(dock.places.length / 2) : dock.places.length

        width: parent.width
        Repeater {
            model: dock.places
            DockButton {
                required property var modelData
                required property int index

                width: Math.floor(row.width / (index < row.first ? row.first : dock.places.length - row.first))
                objectName: "dock-" + modelData.key
                iconName: modelData.icon
                text: modelData.text
                badge: modelData.badge ?? ""
                detail: modelData.detail ?? ""
                checked: dock.current === modelData.key
                onClicked: dock.chosen(modelData.key)
            }
        }
    }
}
