import QtQuick
import shared.design

// The bar that always listens: whatever is scanned or typed opens the right thing.
FocusScope {
    id: bar

    required property Counter counter
    signal released()  // the keys belong to the page again

    implicitHeight: Metrics.tall(64)

    // Typing anywhere lands here.
    function take(text: string) {
        field.text = text
        field.input.forceActiveFocus()
        field.input.cursorPosition = field.text.length
    }

    Keys.onEscapePressed: {
        field.text = ""
        released()
    }
    Keys.onReturnPressed: event => event.accepted = true
    Keys.onEnterPressed: event => event.accepted = true

    TextField {
        id: field
        objectName: "scan"
        anchors {
            left: parent.left; leftMargin: Metrics.unit * 2
            right: facts.left; rightMargin: Metrics.unit * 2
            verticalCenter: parent.verticalCenter
        }
        focus: true
        iconName: "scan"
        clearable: true
        placeholder: qsTr("Scan, or type a code, SKU, name or phone number")
        onAccepted: {
            const text = field.text
            field.text = ""
            bar.released()
            bar.counter.typed(text)
        }
    }
    Row {
        id: facts
        anchors { right: parent.right; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
        spacing: Metrics.unit * 2
        StatePill {
            objectName: "line-state"
            anchors.verticalCenter: parent.verticalCenter
            tone: bar.counter.online ? "here" : "soon"
            iconName: bar.counter.online ? "check-circle" : "offline"
            text: bar.counter.online ? qsTr("Online") : qsTr("Offline")
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            AppText {
                anchors.right: parent.right
                text: bar.counter.clock
                weight: Theme.strong
                figures: true
                wrapMode: Text.NoWrap
            }
            AppText {
                anchors.right: parent.right
                text: bar.counter.store
                font.pixelSize: Metrics.small
                color: Theme.inkSoft
                wrapMode: Text.NoWrap
            }
        }
    }
}
