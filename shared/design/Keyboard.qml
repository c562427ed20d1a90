pragma ComponentBehavior: Bound

import QtQuick
import "keyboard_layouts.js" as Layouts

// The house's own keyboard, part of the page: letters by language, figures, and an address row for e-mail.
Item {
    id: keyboard

    property string kind: "letters"  // letters, numeric, phone, email
    property string language: Metrics.language
    property TextInput target: null
    property string action: qsTr("Done")
    property bool raised: false
    property int keyHeight: Math.max(Metrics.key, Metrics.unit * 8.5)
    signal accepted()

    readonly property bool figures: kind === "numeric" || kind === "phone"
    readonly property list<var> rows: Layouts.rows(kind, language)
    readonly property list<var> extra: Layouts.top(kind, language)
    readonly property int columns: Math.max(...rows.map(row => row.length))
    readonly property int gap: Math.round(Metrics.unit * 0.75)
    readonly property real unitWidth: figures
        ? Math.min((width - gap * 3) / 4, Metrics.unit * 26)
        : (width - gap * (columns - 1)) / columns

    implicitHeight: column.implicitHeight
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Keyboard")

    function put(text: string) {
        if (!target)
            return
        if (target.selectedText.length > 0)
            target.remove(target.selectionStart, target.selectionEnd)
        target.insert(target.cursorPosition, raised ? text.toLocaleUpperCase() : text)
        raised = false
        target.textEdited()
    }

    function erase() {
        if (!target)
            return
        if (target.selectedText.length > 0)
            target.remove(target.selectionStart, target.selectionEnd)
        else if (target.cursorPosition > 0)
            target.remove(target.cursorPosition - 1, target.cursorPosition)
        target.textEdited()
    }

    function lines(): list<var> {
        return Array.from(column.children)
            .map(line => Array.from(line.children).filter(item => item instanceof Key && item.visible))
            .filter(line => line.length > 0)
    }

    // Where an arrow key goes from a key, or nothing at the edge; without a key, the first of all.
    function beside(from: Item, right: int, down: int): Item {
        const all = lines()
        const line = all.findIndex(keys => keys.includes(from))
        if (line < 0)
            return all[0][0]
        if (right !== 0)
            return all[line][all[line].indexOf(from) + right] ?? null
        const middle = key => key.parent.x + key.x + key.width / 2
        const away = key => Math.abs(middle(key) - middle(from))
        return all[line + down]?.reduce((best, key) => away(key) < away(best) ? key : best) ?? null
    }

    TextMetrics {
        id: word
        font.family: Theme.family
        font.pixelSize: Metrics.body
        font.variableAxes: ({ "wght": Theme.medium })
        text: keyboard.action
    }
    Column {
        id: column
        width: parent.width
        spacing: keyboard.gap

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: keyboard.gap
            visible: keyboard.extra.length > 0
            Repeater {
                model: keyboard.extra
                Key {
                    required property string modelData

                    height: keyboard.keyHeight
                    objectName: "key-" + modelData
                    text: modelData
                    plain: keyboard.kind !== "email"
                    width: keyboard.kind === "email"
                        ? (column.width - keyboard.gap * 5) * (modelData.length > 4 ? 0.28 : (modelData.length > 1 ? 0.16 : 0.14))
                        : (column.width - keyboard.gap * 9) / 10
                    onClicked: keyboard.put(modelData)
                }
            }
        }
        Repeater {
            model: keyboard.rows
            Row {
                id: row

                required property var modelData
                required property int index
                readonly property bool last: index === keyboard.rows.length - 1

                anchors.horizontalCenter: parent.horizontalCenter
                spacing: keyboard.gap
                Repeater {
                    model: row.modelData
                    Key {
                        required property string modelData

                        height: keyboard.keyHeight
                        objectName: "key-" + modelData
                        text: keyboard.raised ? modelData.toLocaleUpperCase() : modelData
                        width: keyboard.unitWidth
                        onClicked: keyboard.put(modelData)
                    }
                }
                Key {
                    height: keyboard.keyHeight
                    visible: keyboard.figures && row.last
                    objectName: "key-erase"
                    iconName: "backspace"
                    text: qsTr("Delete")
                    plain: false
                    width: keyboard.unitWidth
                    onClicked: keyboard.erase()
                }
            }
        }
        Row {
            id: foot
            readonly property real side: (column.width - keyboard.gap * 3) * 0.16
            readonly property real last: Math.max(side * 1.5, Math.min(word.width + Metrics.unit * 3, side * 2.75))

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: keyboard.gap
            Key {
                height: keyboard.keyHeight
                visible: !keyboard.figures && keyboard.language !== "ar"
                objectName: "key-shift"
                iconName: "shift"
                text: qsTr("Capital letter")
                plain: false
                checkable: true
                checked: keyboard.raised
                width: foot.side
                onClicked: keyboard.raised = checked
            }
            Key {
                height: keyboard.keyHeight
                visible: !keyboard.figures
                objectName: "key-space"
                iconName: "space"
                text: qsTr("Space")
                width: foot.side * 4.25 - foot.last
                onClicked: keyboard.put(" ")
            }
            Key {
                height: keyboard.keyHeight
                visible: !keyboard.figures
                objectName: "key-erase"
                iconName: "backspace"
                text: qsTr("Delete")
                plain: false
                width: foot.side
                onClicked: keyboard.erase()
            }
            Key {
                height: keyboard.keyHeight
                objectName: "key-done"
                text: keyboard.action
                strong: true
                width: keyboard.figures ? keyboard.unitWidth * 3 + keyboard.gap * 2 : foot.last
                onClicked: keyboard.accepted()
            }
        }
    }
}
