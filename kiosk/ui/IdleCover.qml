import QtQuick
import kiosk.ui
import shared.design

// Nobody there: the page dims, a ring counts down around one answer, then everything is wiped away in sight.
Cover {
    id: cover

    required property Kiosk kiosk
    readonly property Idle idle: kiosk.idle
    readonly property bool warning: idle.phase === "warning"
    readonly property bool wiping: idle.phase === "wiping"

    open: warning
    onOpenChanged: if (open) attend(more)

    MouseArea { anchors.fill: parent }
    Rectangle {
        anchors.fill: parent
        visible: cover.warning
        color: Theme.scrim
    }
    Rectangle {
        width: parent.width
        height: cover.wiping ? parent.height : 0
        visible: cover.wiping
        color: Theme.paper
        Behavior on height { enabled: Theme.motion; NumberAnimation { duration: Theme.motion ? 250 : 0; easing.type: Easing.OutCubic } }
        clip: true
        Column {
            y: cover.height / 2 - height / 2
            width: parent.width
            spacing: Metrics.gutter
            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: "check-circle"
                size: Metrics.icon * 2.5
                color: Theme.accent
            }
            Headline {
                objectName: "wiped"
                width: parent.width
                text: qsTr("Your data is gone")
                horizontalAlignment: Text.AlignHCenter
            }
            AppText {
                width: parent.width
                text: qsTr("See you soon.")
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
    Item {
        visible: cover.warning
        width: Math.min(parent.width - Metrics.margin * 2, Metrics.unit * (dialog.columns === 2 ? 200 : 100))
        height: dialog.implicitHeight + Metrics.section * 1.5
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(Metrics.reachTop, (parent.height - height) * 0.6)
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Are you still there?")

        Shadow {}
        Rectangle {
            anchors.fill: parent
            radius: Metrics.radius * 1.4
            color: Theme.surface
            border.width: Theme.contrast ? 4 : 0
            border.color: Theme.outline
        }
        Grid {
            id: dialog
            anchors.centerIn: parent
            width: parent.width - Metrics.margin * 2
            columns: Metrics.landscape && Metrics.large ? 2 : 1
            spacing: Metrics.gutter * columns
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            Countdown {
                id: ring
                share: cover.idle.share
                seconds: cover.idle.secondsLeft
            }
            Column {
                width: dialog.columns === 2 ? dialog.width - ring.width - dialog.spacing : dialog.width
                spacing: Metrics.gutter
                Headline {
                    width: parent.width
                    text: qsTr("Are you still there?")
                    horizontalAlignment: Text.AlignHCenter
                }
                AppText {
                    width: parent.width
                    text: qsTr("To protect you, we forget your basket and what you typed when the time is over.")
                    color: Theme.inkSoft
                    horizontalAlignment: Text.AlignHCenter
                }
                Button {
                    id: more
                    objectName: "more-time"
                    width: parent.width
                    kind: "primary"
                    prominent: true
                    text: qsTr("I need more time")
                    onClicked: cover.idle.extend()
                }
                Button {
                    objectName: "finish"
                    width: parent.width
                    kind: "quiet"
                    text: qsTr("I am done, forget me now")
                    onClicked: cover.idle.finish()
                }
            }
        }
    }
}
