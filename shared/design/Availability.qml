import QtQuick

// Where a thing is to be had, in one line: icon, words and colour together.
Item {
    id: line

    property string tone: "none"  // here, elsewhere, home, soon, danger, none
    property string text: ""
    property string iconName: Theme.toneIcon(tone)
    property int size: Metrics.small
    property int lines: Metrics.large ? 4 : 2

    implicitWidth: mark.width + Metrics.unit + words.implicitWidth
    implicitHeight: Math.max(mark.height, words.height)

    Icon {
        id: mark
        name: line.iconName
        color: Theme.tone(line.tone)
        size: Math.round(line.size * 1.15)
        anchors.left: parent.left
        y: Math.round((words.contentHeight / Math.max(1, words.lineCount) - height) / 2)
    }
    AppText {
        id: words
        text: line.text
        color: Theme.tone(line.tone)
        font.pixelSize: line.size
        weight: Theme.medium
        figures: true
        maximumLineCount: line.lines
        elide: Text.ElideRight
        anchors { left: mark.right; leftMargin: Metrics.unit; right: parent.right }
    }
}
