import QtQuick

// Words of a few lines, broken where the lines come out alike: no word stands alone in the last one.
AppText {
    id: words

    readonly property bool several: width > 0 && wrapMode !== Text.NoWrap && !text.includes("\n")
    readonly property real flat: several && ruler.height > 0 ? ruler.advanceWidth(text) : 0
    readonly property int rows: several ? Math.ceil(flat / width) : 1
    readonly property real longest: rows > 1 ? Math.max(...text.split(" ").map(word => ruler.advanceWidth(word + " "))) : 0
    // One more where full lines would leave no room for what words leave empty at the ends of lines.
    readonly property int lines: rows > 1 && flat > rows * width - longest * (rows - 1) / 2 ? rows + 1 : rows
    // So much wider than an even share that no more lines are needed than at full width.
    readonly property real spare: rows > 1 ? Math.max(0, Math.floor(width - flat / lines - longest)) : 0
    readonly property bool middle: horizontalAlignment === Text.AlignHCenter

    leftPadding: middle ? spare / 2 : effectiveHorizontalAlignment === Text.AlignRight ? spare : 0
    rightPadding: middle ? spare / 2 : effectiveHorizontalAlignment === Text.AlignRight ? 0 : spare

    FontMetrics {
        id: ruler
        font: words.font
    }
}
