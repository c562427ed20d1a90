import QtQuick
import shared.design

// A figure under its name.
Column {
    id: fact

    property string label: ""
    property string value: ""
    property bool mono: false
    property string tone: ""

    spacing: 2
    AppText {
        text: fact.label
        font.pixelSize: Metrics.small
        color: Theme.inkSoft
        wrapMode: Text.NoWrap
    }
    AppText {
        text: fact.value
        font.pixelSize: fact.mono ? Metrics.title : Metrics.headline
        height: Metrics.headline * 1.3
        verticalAlignment: Text.AlignVCenter
        font.family: fact.mono ? Theme.mono : Theme.family
        weight: Theme.strong
        color: fact.tone ? Theme.tone(fact.tone) : Theme.ink
        figures: true
        wrapMode: Text.NoWrap
    }
}
