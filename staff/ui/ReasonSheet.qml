pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// A short list of reasons, chosen by digit, arrow keys or mouse.
Sheet {
    id: sheet

    property var choices: []
    property string text: ""
    property Item home: null  // has the keys again when the sheet is gone
    signal chosen(string id)

    function take(at: int) {
        if (at < 0 || at >= choices.length)
            return
        const id = choices[at].id
        open = false
        chosen(id)
    }

    Component.onCompleted: parent = Window.contentItem  // over everything, and what is typed here stays here
    onClosed: open = false
    onOpenChanged: {
        if (open) {
            list.currentIndex = 0
            list.forceActiveFocus()
        } else if (home) {
            home.forceActiveFocus()
        }
    }

    AppText {
        id: lead
        width: parent.width
        visible: text.length > 0
        bottomPadding: Metrics.unit
        text: sheet.text
        figures: true
    }
    ListView {
        id: list
        anchors.top: lead.visible ? lead.bottom : parent.top
        width: parent.width
        height: contentHeight
        interactive: false
        model: sheet.choices
        Keys.onReturnPressed: sheet.take(currentIndex)
        Keys.onEnterPressed: sheet.take(currentIndex)
        Keys.onDigit1Pressed: sheet.take(0)
        Keys.onDigit2Pressed: sheet.take(1)
        Keys.onDigit3Pressed: sheet.take(2)
        Keys.onDigit4Pressed: sheet.take(3)
        Keys.onDigit5Pressed: sheet.take(4)
        delegate: ListRow {
            id: row
            required property var modelData
            required property int index
            width: list.width
            objectName: "reason-" + modelData.id
            focusPolicy: Qt.NoFocus
            Keys.enabled: false
            current: ListView.isCurrentItem
            text: modelData.label
            detail: modelData.effect ?? ""
            onClicked: sheet.take(row.index)
            KeyHint { text: row.index + 1 }
        }
    }
}
