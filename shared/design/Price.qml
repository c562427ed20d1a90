import QtQuick

// A price as the shopper reads it: the price now, the old one struck, and what is saved in words. Texts come formatted.
Flow {
    id: price

    property string now: ""
    property string before: ""
    property string saving: ""
    property int size: Metrics.title

    spacing: Metrics.unit * 1.5

    AppText {
        text: price.now
        font.pixelSize: price.size
        weight: Theme.strong
        figures: true
        wrapMode: Text.NoWrap
        color: price.before ? Theme.danger : Theme.ink
    }
    AppText {
        visible: price.before.length > 0
        text: price.before
        font.pixelSize: Math.max(Metrics.small, price.size * 0.72)
        font.strikeout: true
        figures: true
        wrapMode: Text.NoWrap
        color: Theme.inkSoft
        height: price.children[0].height
        verticalAlignment: Text.AlignVCenter
        Accessible.name: qsTr("before %1").arg(text)
    }
    AppText {
        visible: price.saving.length > 0
        text: price.saving
        font.pixelSize: Metrics.small
        weight: Theme.medium
        figures: true
        wrapMode: Text.NoWrap
        color: Theme.danger
        height: price.children[0].height
        verticalAlignment: Text.AlignVCenter
    }
}
