import QtQuick
import shared.design

// A dense filter with its count.
Pressable {
    id: chip

    property int count: 0

    checkable: true
    autoExclusive: false
    focusPolicy: Qt.TabFocus
    implicitHeight: Metrics.tall(32)
    implicitWidth: row.implicitWidth + Metrics.unit * 2
    corner: 16
    Accessible.role: Accessible.RadioButton
    Accessible.checked: checked
    Accessible.name: text + ", " + count

    background: Rectangle {
        radius: height / 2
        color: chip.checked ? Theme.ink : (chip.hovered ? Theme.tile : "transparent")
        border.width: chip.checked ? 0 : 1
        border.color: Theme.outline
    }
    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Metrics.unit * 0.5
            AppText {
                text: chip.text
                font.pixelSize: Metrics.small
                weight: Theme.medium
                color: chip.checked ? Theme.paper : Theme.ink
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            AppText {
                text: chip.count
                font.pixelSize: Metrics.small
                figures: true
                color: chip.checked ? Theme.paper : Theme.inkSoft
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
