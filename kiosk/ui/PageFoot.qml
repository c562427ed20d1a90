import QtQuick
import kiosk.ui
import shared.design

// The foot of a page: back at the left, the one primary action at the right, between them perhaps where it leads to.
Item {
    id: foot

    required property Kiosk kiosk
    property string primary: ""
    property string iconName: ""
    property bool ready: true
    property string note: ""
    property string secondary: ""
    property alias between: middle.data  // instead of a note: what stands before the primary action
    signal acted()
    signal secondaryActed()

    implicitHeight: Math.max(Metrics.target, act.visible ? act.implicitHeight : 0, label.implicitHeight) + Metrics.unit * (Metrics.low ? 1.5 : Metrics.landscape ? 2.5 : 4)

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
        Rectangle { width: parent.width; height: Theme.hair; color: Theme.hairline }
    }
    IconButton {
        id: back
        objectName: "back"
        anchors { left: parent.left; leftMargin: Metrics.margin; verticalCenter: parent.verticalCenter }
        iconName: "back"
        text: qsTr("Back")
        onClicked: foot.kiosk.back()
    }
    AppText {
        id: label
        anchors {
            left: back.right; leftMargin: Metrics.gutter
            right: act.visible ? act.left : parent.right; rightMargin: Metrics.gutter
            verticalCenter: parent.verticalCenter
        }
        text: foot.note
        font.pixelSize: Metrics.small
        color: Theme.inkSoft
        figures: true
    }
    Item {
        id: middle
        anchors {
            left: back.right; leftMargin: Metrics.gutter
            right: act.left; rightMargin: Metrics.section
            top: parent.top; bottom: parent.bottom
        }
    }
    Button {
        id: other
        objectName: "secondary"
        anchors { left: back.right; leftMargin: Metrics.gutter; verticalCenter: parent.verticalCenter }
        visible: foot.secondary !== "" && (!Metrics.large || Metrics.landscape)  // the dock leads there, too
        prominent: true
        iconName: "basket"
        text: foot.secondary
        onClicked: foot.secondaryActed()
    }
    Button {
        id: act
        objectName: "primary"
        anchors { right: parent.right; rightMargin: Metrics.margin; verticalCenter: parent.verticalCenter }
        width: Math.min(foot.width - Metrics.margin * 2 - back.width - Metrics.gutter - (other.visible ? other.width + Metrics.gutter : 0),
            foot.note || middle.visibleChildren.length > 0 ? Math.max(implicitWidth, foot.width * 0.5) : foot.width)
        visible: foot.primary.length > 0
        enabled: foot.ready
        kind: "primary"
        prominent: true
        iconName: foot.iconName
        text: foot.primary
        onClicked: foot.acted()
    }
}
