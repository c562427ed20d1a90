pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// A product's photographs: a row to swipe, with the next one in sight; beside the words one fills the space.
Item {
    id: swipe

    property list<string> photos: []
    property string name: ""
    property bool bleeding: false
    signal zoomAsked(int index)
    readonly property bool filling: bleeding

    Rectangle {
        anchors.fill: parent
        visible: swipe.photos.length === 0
        color: Theme.tile
    }
    ListView {
        id: view

        readonly property real cell: swipe.filling ? width : Math.round(Math.max(height * 0.8, width * 0.62))
        readonly property real edge: swipe.filling ? 0 : (swipe.photos.length > 1 ? Metrics.margin : Math.max(0, (width - cell) / 2))

        anchors.fill: parent
        orientation: ListView.Horizontal
        layoutDirection: Metrics.rightToLeft ? Qt.RightToLeft : Qt.LeftToRight
        LayoutMirroring.enabled: false
        spacing: swipe.filling ? 0 : Metrics.unit * 2
        leftMargin: edge
        rightMargin: edge
        snapMode: ListView.SnapOneItem
        highlightRangeMode: ListView.StrictlyEnforceRange
        preferredHighlightBegin: edge
        preferredHighlightEnd: edge + cell
        highlightMoveDuration: Theme.calm
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: swipe.photos
        delegate: Photo {
            id: photo

            required property string modelData
            required property int index

            width: view.cell
            height: view.height
            media: modelData
            radius: swipe.filling ? 0 : Metrics.radius
            verticalAlignment: width > height ? Image.AlignVCenter : Image.AlignTop
            TapHandler { onTapped: swipe.zoomAsked(photo.index) }
            alternative: qsTr("%1, picture %2 of %3").arg(swipe.name).arg(index + 1).arg(swipe.photos.length)
        }
    }
    IconButton {
        objectName: "zoom"
        anchors { left: parent.left; leftMargin: view.edge + Metrics.unit * 2; bottom: parent.bottom; bottomMargin: Metrics.unit * 2 }
        visible: swipe.photos.length > 0
        iconName: "zoom"
        text: qsTr("Larger picture")
        onClicked: swipe.zoomAsked(view.currentIndex)
    }
    PageDots {
        anchors { bottom: parent.bottom; bottomMargin: Metrics.unit * 2; horizontalCenter: parent.left; horizontalCenterOffset: view.edge + view.cell / 2 }
        count: swipe.photos.length
        current: view.currentIndex
    }
    IconButton {
        anchors { left: parent.left; leftMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
        visible: view.currentIndex > 0
        iconName: "chevron-left"
        text: qsTr("Picture before")
        onClicked: view.decrementCurrentIndex()
    }
    IconButton {
        anchors { right: parent.right; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
        visible: view.currentIndex < swipe.photos.length - 1
        iconName: "chevron-right"
        text: qsTr("Next picture")
        onClicked: view.incrementCurrentIndex()
    }
}
