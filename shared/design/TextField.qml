import QtQuick
import QtQuick.Templates as T

// A line to type: its label above, what is wrong beside it, and an icon where one helps.
FocusScope {
    id: field

    property alias text: input.text
    property alias input: input
    property alias inputMethodHints: input.inputMethodHints
    property alias validator: input.validator
    property alias maximumLength: input.maximumLength
    property string label: ""
    property string hint: ""
    property string placeholder: ""
    property string problem: ""
    property string iconName: ""
    property bool masked: false
    property bool clearable: false
    property string action: qsTr("Done")  // what the keyboard says on its last key
    property string layout: "letters"  // which keyboard serves it: letters, numeric, phone, email
    signal accepted()
    signal edited()

    function wrong(item: Item): bool {
        for (let up = item; up; up = up.parent)
            if (up instanceof TextField)
                return (up as TextField).problem !== ""
        return false
    }

    // The first field with something wrong takes the focus; at the counter the scanner keeps it.
    onProblemChanged: if (problem && visible && !Metrics.dense && !wrong(Window.activeFocusItem)) input.forceActiveFocus(Qt.OtherFocusReason)

    implicitWidth: Metrics.target * 4
    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: parent.width
        spacing: Metrics.unit
        AppText {
            width: parent.width
            visible: text.length > 0
            text: field.label
            font.pixelSize: Metrics.small
            weight: Theme.medium
            Accessible.ignored: true
        }
        Rectangle {
            width: parent.width
            height: Math.max(Metrics.target, input.implicitHeight)
            radius: Metrics.dense ? 8 : Math.min(height / 2, Metrics.unit * 4.5)
            color: Theme.surface
            border.width: input.activeFocus ? Theme.line * 1.5 : Theme.line
            border.color: field.problem ? Theme.danger : (input.activeFocus ? Theme.focus : Theme.outline)

            Icon {
                id: mark
                anchors { left: parent.left; leftMargin: Metrics.unit * (Metrics.dense && !visible ? 0.5 : 2.5); verticalCenter: parent.verticalCenter }
                visible: field.iconName.length > 0
                width: visible ? size : 0
                name: field.iconName
                color: Theme.inkSoft
            }
            T.TextField {
                id: input
                objectName: field.objectName + "-input"
                anchors {
                    left: mark.right; right: clear.left
                    top: parent.top; bottom: parent.bottom
                }
                focus: true
                leftPadding: Metrics.unit * (mark.visible ? 1.5 : 1)
                rightPadding: Metrics.unit
                topPadding: Metrics.unit
                bottomPadding: Metrics.unit
                implicitHeight: contentHeight + topPadding + bottomPadding
                verticalAlignment: TextInput.AlignVCenter
                font.family: Theme.family
                font.pixelSize: Metrics.body
                color: Theme.ink
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentText
                placeholderText: field.placeholder
                placeholderTextColor: Theme.inkSoft
                echoMode: field.masked ? TextInput.Password : TextInput.Normal
                passwordMaskDelay: field.masked ? 900 : 0
                activeFocusOnTab: true
                onAccepted: field.accepted()
                onTextEdited: field.edited()
                Accessible.name: field.label || field.placeholder
                Accessible.description: [field.masked ? qsTr("hidden") : "", field.problem || field.hint].filter(part => part).join(qsTr(", "))

                AppText {
                    anchors { fill: parent; leftMargin: input.leftPadding; rightMargin: input.rightPadding }
                    visible: input.text.length === 0 && input.preeditText.length === 0
                    text: field.placeholder
                    color: Theme.inkSoft
                    verticalAlignment: Text.AlignVCenter
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }
            }
            IconButton {
                id: clear
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                visible: field.clearable && input.text.length > 0
                width: visible ? implicitWidth : Metrics.unit * 1.5
                focusPolicy: Qt.TabFocus  // whoever clears it goes on typing
                framed: false
                iconName: "close"
                text: qsTr("Clear")
                onClicked: {
                    input.clear()
                    input.forceActiveFocus(Qt.OtherFocusReason)
                    field.edited()
                }
            }
        }
        Row {
            width: parent.width
            spacing: Metrics.unit
            visible: field.problem.length > 0 || field.hint.length > 0
            Icon {
                id: alarm
                visible: field.problem.length > 0
                name: "warning"
                color: Theme.danger
                size: Metrics.small
            }
            AppText {
                width: parent.width - (alarm.visible ? alarm.width + parent.spacing : 0)
                text: field.problem || field.hint
                font.pixelSize: Metrics.small
                color: field.problem ? Theme.danger : Theme.inkSoft
                Accessible.role: field.problem ? Accessible.AlertMessage : Accessible.StaticText
            }
        }
    }
}
