import QtQuick

// A facet, a filter or a choice among few: a word, a count, and whether it is on.
Pressable {
    id: chip

    property int count: -1
    property string iconName: ""
    property bool removable: false

    checkable: true
    corner: height / 2
    leftPadding: Metrics.unit * 2.5
    rightPadding: Metrics.unit * 2.5
    topPadding: Metrics.unit
    bottomPadding: Metrics.unit
    font.pixelSize: Metrics.small
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.name: count >= 0 ? text + qsTr(", ") + count : text

    background: Rectangle {
        radius: height / 2
        color: chip.checked ? Theme.ink : (chip.down ? Theme.tile : Theme.surface)
        border.width: Theme.line
        border.color: chip.checked ? Theme.ink : (chip.enabled ? Theme.outline : Theme.hairline)
        Behavior on color { enabled: Theme.motion; ColorAnimation { duration: Theme.quick } }
    }
    contentItem: Item {
        readonly property color wordColor: chip.checked ? Theme.paper : (chip.enabled ? Theme.ink : Theme.inkSoft)

        id: face
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Metrics.unit * 1.25
            Icon {
                visible: chip.iconName.length > 0 || chip.checked
                name: chip.checked ? (chip.removable ? "close" : "check") : chip.iconName
                color: face.wordColor
                size: Math.round(Metrics.icon * 0.8)
                anchors.verticalCenter: parent.verticalCenter
            }
            AppText {
                text: chip.text
                font.pixelSize: chip.font.pixelSize
                weight: chip.weight
                color: face.wordColor
                wrapMode: Text.NoWrap
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
            Rectangle {
                visible: chip.count >= 0
                width: Math.max(height, sum.implicitWidth + Metrics.unit * 1.5)
                height: sum.implicitHeight
                radius: height / 2
                color: chip.checked ? "transparent" : Theme.tile
                border.width: chip.checked ? 1 : 0
                border.color: Theme.paper
                anchors.verticalCenter: parent.verticalCenter
                AppText {
                    id: sum
                    anchors.centerIn: parent
                    text: chip.count
                    font.pixelSize: Metrics.small
                    color: chip.checked ? Theme.paper : Theme.inkSoft
                    figures: true
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
