import QtQuick

// A short word about what just happened, with the way to take it back.
Item {
    id: toast

    property string text: ""
    property string action: qsTr("Undo")
    property bool open: false
    property bool refused: false  // it says what could not be done
    property int stays: 10000  // ms
    signal undone()
    signal gone()

    implicitHeight: panel.height
    visible: panel.opacity > 0

    Timer {
        interval: toast.stays
        running: toast.open && !act.activeFocus
        onTriggered: toast.gone()
    }
    Item {
        id: panel
        property real rise: toast.open ? 0 : Metrics.unit * 2

        width: Math.min(toast.width, Metrics.unit * 110)
        height: Math.max(words.implicitHeight, act.visible ? act.height : 0) + Metrics.unit * 3
        x: (toast.width - width) / 2
        y: rise
        opacity: toast.open ? 1 : 0
        Behavior on opacity { enabled: Theme.motion; NumberAnimation { duration: Theme.calm } }
        Behavior on rise { enabled: Theme.motion; NumberAnimation { duration: Theme.calm; easing.type: Easing.OutCubic } }
        Accessible.role: Accessible.AlertMessage
        Accessible.name: toast.text

        Shadow {}
        Rectangle {
            anchors.fill: parent
            radius: Metrics.radius
            color: Theme.contrast ? Theme.paper : Theme.ink
            border.width: Theme.contrast ? 4 : 0
            border.color: Theme.outline
        }
        Icon {
            id: mark
            anchors { left: parent.left; leftMargin: Metrics.unit * 3; verticalCenter: parent.verticalCenter }
            name: toast.refused ? "info" : "check-circle"
            color: toast.refused ? "#ffe14d" : "#7fe7d3"
        }
        AppText {
            id: words
            anchors {
                left: mark.right; leftMargin: Metrics.unit * 2
                right: act.visible ? act.left : parent.right; rightMargin: Metrics.unit * 2
                verticalCenter: parent.verticalCenter
            }
            text: toast.text
            color: "#ffffff"
            Accessible.ignored: true
        }
        Pressable {
            id: act
            objectName: "toast-undo"
            anchors { right: parent.right; rightMargin: Metrics.unit * 1.5; verticalCenter: parent.verticalCenter }
            visible: toast.action.length > 0
            enabled: toast.open
            leftPadding: Metrics.unit * 3
            rightPadding: Metrics.unit * 3
            corner: height / 2
            text: toast.action
            Accessible.role: Accessible.Button
            background: Rectangle {
                radius: height / 2
                color: act.down ? "#3c4347" : "transparent"
                border.width: Theme.line
                border.color: "#7fe7d3"
            }
            contentItem: AppText {
                text: act.text
                weight: Theme.strong
                color: "#7fe7d3"
                verticalAlignment: Text.AlignVCenter
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            onClicked: toast.undone()
        }
    }
}
