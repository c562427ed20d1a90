import QtQuick

// Text in the house's type; sizes come from Metrics, and it is always in the accessibility tree.
Text {
    property bool figures: false
    property int weight: Theme.regular  // of the variable font, 100 to 900

    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Metrics.body
    font.variableAxes: ({ "wght": weight })
    font.features: figures ? ({ "tnum": 1 }) : ({})
    wrapMode: Text.Wrap
    lineHeight: Metrics.rightToLeft ? 0.84 : 1  // the Arabic face leaves much room of its own
    textFormat: Text.PlainText
    horizontalAlignment: Text.AlignLeft

    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text.length === 0
}
