import QtQuick

// A sheet over the page: from the bottom edge where the panel is tall, in the middle where it is wide.
Cover {
    id: sheet

    property string title: ""
    property bool closable: true
    property bool broad: Metrics.large  // where the panel is wide, so is the sheet
    default property alias content: body.data
    property alias foot: tail.data  // stays where it is while the rest scrolls

    readonly property real limit: height - Metrics.reachTop - Metrics.unit * (Metrics.landscape ? 6 : 10)

    anchors.fill: parent
    visible: open || panel.opacity > 0
    readonly property alias area: scroll
    z: 50
    onOpenChanged: if (open) { attend(sheet); scroll.contentY = 0 }
    Keys.onEscapePressed: if (closable) closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
        opacity: panel.opacity
        MouseArea {
            anchors.fill: parent
            onClicked: if (sheet.closable) sheet.closed()
        }
    }
    Item {
        id: panel
        readonly property bool wide: Metrics.landscape
        property real rise: sheet.open ? 0 : Metrics.unit * 2

        width: wide ? Math.min(sheet.width * (sheet.broad ? 0.9 : 0.62), Metrics.unit * (sheet.broad ? 200 : 140)) : sheet.width
        height: Math.min(sheet.limit, head.height + body.implicitHeight + tail.height + Metrics.margin + Metrics.unit)
        anchors.horizontalCenter: parent.horizontalCenter
        y: (wide ? Math.max(Metrics.reachTop, (sheet.height - height) / 2) : sheet.height - height) + rise
        opacity: sheet.open ? 1 : 0
        Behavior on opacity { enabled: Theme.motion; NumberAnimation { duration: Theme.calm; easing.type: Easing.OutCubic } }
        Behavior on rise { enabled: Theme.motion; NumberAnimation { duration: Theme.calm; easing.type: Easing.OutCubic } }
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        Shadow {}
        Rectangle {
            anchors.fill: parent
            anchors.bottomMargin: panel.wide ? 0 : -radius
            radius: Metrics.radius * 1.4
            color: Theme.surface
            border.width: Theme.contrast ? 4 : 0
            border.color: Theme.outline
            MouseArea { anchors.fill: parent }
        }
        Item {
            id: head
            width: parent.width
            height: Math.max(heading.implicitHeight, close.height) + Metrics.unit * (Metrics.low ? 2 : 5)
            AppText {
                id: heading
                anchors {
                    left: parent.left; leftMargin: Metrics.margin
                    right: close.left; rightMargin: Metrics.gutter
                    verticalCenter: parent.verticalCenter
                }
                text: sheet.title
                font.pixelSize: Metrics.title
                weight: Theme.strong
            }
            IconButton {
                id: close
                objectName: "sheet-close"
                anchors { right: parent.right; rightMargin: Metrics.unit * 4; verticalCenter: parent.verticalCenter }
                visible: sheet.closable
                iconName: "close"
                text: qsTr("Close")
                framed: false
                focus: true
                onClicked: sheet.closed()
            }
        }
        ScrollArea {
            id: scroll
            anchors { left: parent.left; right: parent.right; top: head.bottom; bottom: tail.top; bottomMargin: Metrics.unit }
            contentHeight: body.implicitHeight + Metrics.unit * 4
            Item {
                id: body
                x: Metrics.margin
                width: scroll.width - Metrics.margin * 2
                implicitHeight: childrenRect.height
                height: implicitHeight
            }
        }
        Item {
            id: tail
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: Metrics.margin; rightMargin: Metrics.margin }
            height: children.length > 0 ? childrenRect.height + Metrics.unit * 4 : 0
        }
    }
}
