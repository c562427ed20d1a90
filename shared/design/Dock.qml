pragma ComponentBehavior: Bound

import QtQuick

// The bar that never moves: a few places with icon and word, one of them current, any of them with a badge.
// Upright it stands at the leading edge, where height is scarce.
Item {
    id: dock

    // Each: { key, icon, text, badge, detail }
    property list<var> places: []
    property string current: ""
    property bool upright: false
    signal chosen(string key)

    // In two rows where the longest word would not stand in its part of one.
    readonly property real longest: ruler.height > 0 ? Math.max(...places.map(place => Math.max(
        ...(place.detail || place.text).split(" ").map(word => ruler.advanceWidth(word))))) : 0
    readonly property list<real> needs: ruler.height > 0 ? places.map(place => ruler.advanceWidth(place.text)) : []
    readonly property real spare: (width - needs.reduce((sum, need) => sum + need, 0)) / places.length  // for each, beside its words
    readonly property bool narrow: !upright && longest > width / places.length - Metrics.unit

    FontMetrics {
        id: ruler
        font.family: Theme.family
        font.pixelSize: Metrics.small
        font.variableAxes: ({ "wght": Theme.strong })
    }

    implicitWidth: Math.ceil(longest) + Metrics.unit * 4
    implicitHeight: row.implicitHeight
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Main places")

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
        Rectangle {
            anchors.right: parent.right
            width: dock.upright ? Theme.hair : parent.width
            height: dock.upright ? parent.height : Theme.hair
            color: Theme.hairline
        }
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

                width: dock.upright ? row.width - Theme.hair
                    : !dock.narrow && dock.spare > Metrics.unit * 3 ? Math.floor(dock.needs[index] + dock.spare)
                    : Math.floor(row.width / (index < row.first ? row.first : dock.places.length - row.first))
                height: dock.upright ? Math.floor(dock.height / dock.places.length) : implicitHeight
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
