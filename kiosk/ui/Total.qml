import QtQuick
import kiosk.ui
import shared.design

// What the basket costs, and what is saved.
Item {
    id: sum

    required property Basket basket
    property real inset: 0

    implicitHeight: Math.max(total.implicitHeight, words.implicitHeight) + Metrics.unit * 3

    AppText {
        id: words
        anchors { left: parent.left; leftMargin: sum.inset; verticalCenter: parent.verticalCenter }
        width: parent.width - total.implicitWidth - sum.inset * 2 - Metrics.gutter
        text: sum.basket.saving || qsTr("Total, tax included")
        color: sum.basket.saving ? Theme.danger : Theme.inkSoft
    }
    Headline {
        id: total
        anchors { right: parent.right; rightMargin: sum.inset; verticalCenter: parent.verticalCenter }
        text: sum.basket.total
        figures: true
        wrapMode: Text.NoWrap
    }
}
