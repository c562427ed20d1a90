pragma ComponentBehavior: Bound

import QtQuick

// The bar that never moves: a few places with icon and word, one of them current, any of them with a badge.
Item {
    id: dock

    // Each: { key, icon, text, badge, detail }
    property list<var> places: []
    property string current: ""
    signal chosen(string key)

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

        readonly property int first: Metrics.large && !Metrics.landscape && dock.places.length > 3 ? 3 : dock.places.length

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
