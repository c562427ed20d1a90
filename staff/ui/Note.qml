import QtQuick
import shared.design

// What has just happened, in words and tone, with the way back; it leaves by itself.
Rectangle {
    id: note

    required property Counter counter
    property bool open: false
    property real most: 560  // pixels wide: it covers a list, never the buttons beside it

    width: row.implicitWidth + Metrics.unit * 3
    height: Math.max(Metrics.tall(48), row.implicitHeight + Metrics.unit * 2)
    radius: Metrics.radius
    color: Theme.contrast ? Theme.paper : (note.counter.noteTone === "danger" ? Theme.danger : Theme.ink)
    border.width: Theme.contrast ? 3 : 0
    border.color: Theme.tone(note.counter.noteTone)
    opacity: open ? 1 : 0
    visible: opacity > 0
    z: 40
    Accessible.role: Accessible.AlertMessage
    Accessible.name: note.counter.note
    Behavior on opacity { NumberAnimation { duration: Theme.calm; easing.type: Easing.OutCubic } }

    Shadow {}
    Connections {
        target: note.counter
        function onNoted() {
            note.open = note.counter.note.length > 0
            leave.restart()
            fresh.restart()
        }
    }
    Connections {
        target: note.counter
        function onPageChanged() {
            if (!fresh.running)
                note.open = false
        }
    }
    Timer {
        id: fresh  // what a step says on its way to another page stays
        interval: 400
    }
    Timer {
        id: leave
        interval: note.counter.noteUndoable ? 10000 : 6000
        onTriggered: note.open = false
    }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: Metrics.unit * 1.5
        Icon {
            name: note.counter.noteTone === "danger" ? "warning" : (note.counter.noteTone === "soon" ? "clock" : "check-circle")
            color: Theme.contrast ? Theme.tone(note.counter.noteTone) : "#ffffff"
            anchors.verticalCenter: parent.verticalCenter
        }
        Flow {  // the way back stands below what takes more than half of the room
            readonly property real most: note.most - Metrics.unit * 4.5 - Metrics.icon
            readonly property real beside: undo.visible ? undo.width + spacing : 0
            readonly property bool below: said.implicitWidth > most - beside && beside > most / 3

            width: below ? most : said.width + beside
            spacing: row.spacing
            anchors.verticalCenter: parent.verticalCenter

            AppText {
                id: said
                objectName: "note-text"
                text: note.counter.note
                width: Math.min(implicitWidth, parent.most - (parent.below ? 0 : parent.beside))
                height: Math.max(implicitHeight, undo.visible && !parent.below ? undo.height : 0)
                verticalAlignment: Text.AlignVCenter
                color: "#ffffff"
                weight: Theme.medium
                Accessible.ignored: true
            }
            Pressable {
                id: undo
                objectName: "note-undo"
                visible: note.counter.noteUndoable
                focusPolicy: Qt.NoFocus
                text: qsTr("Undo")
                padding: 0
                leftPadding: Metrics.unit
                rightPadding: Metrics.unit
                implicitHeight: 32
                Accessible.role: Accessible.Button
                background: Rectangle {
                    radius: 8
                    color: undo.down || undo.hovered ? "#3c4347" : "transparent"
                    border.width: 1
                    border.color: "#7fe7d3"
                }
                contentItem: AppText {
                    text: undo.text + "  " + qsTr("Ctrl") + "+Z"
                    font.pixelSize: Metrics.small
                    weight: Theme.medium
                    color: "#7fe7d3"
                    verticalAlignment: Text.AlignVCenter
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
                onClicked: note.counter.run("undo")
            }
        }
    }
}
