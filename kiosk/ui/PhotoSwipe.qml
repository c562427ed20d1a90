pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// A product's photographs, one at a time: swiped, stepped with buttons, or by keys.
Item {
    id: swipe

    property list<string> photos: []
    property string name: ""

    Rectangle {
        anchors.fill: parent
        color: Theme.tile
    }
    ListView {
        id: view
        anchors.fill: parent
        orientation: ListView.Horizontal
        snapMode: ListView.SnapOneItem
        highlightRangeMode: ListView.StrictlyEnforceRange
        highlightMoveDuration: Theme.calm
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: swipe.photos
        delegate: Photo {
            required property string modelData
            required property int index

            width: view.width
            height: view.height
            media: modelData
            fillMode: Image.PreserveAspectFit
            alternative: qsTr("%1, picture %2 of %3").arg(swipe.name).arg(index + 1).arg(swipe.photos.length)
        }
    }
    PageDots {
        anchors { bottom: parent.bottom; bottomMargin: Metrics.unit * 2.5; horizontalCenter: parent.horizontalCenter }
        count: swipe.photos.length
        current: view.currentIndex
    }
    IconButton {
        anchors { left: parent.left; leftMargin: Metrics.unit * 3; verticalCenter: parent.verticalCenter }
        visible: view.currentIndex > 0
        iconName: "chevron-left"
        text: qsTr("Picture before")
        onClicked: view.decrementCurrentIndex()
    }
    IconButton {
        anchors { right: parent.right; rightMargin: Metrics.unit * 3; verticalCenter: parent.verticalCenter }
        visible: view.currentIndex < swipe.photos.length - 1
        iconName: "chevron-right"
        text: qsTr("Next picture")
        onClicked: view.incrementCurrentIndex()
    }
}
