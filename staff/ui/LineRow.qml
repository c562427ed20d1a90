pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// A line of an order: photograph, name and variant, where it stands, how many, and what it costs.
Item {
    id: row

    property string media: ""
    property string name: ""
    property string options: ""
    property string sku: ""
    property string aisle: ""
    property int quantity: 1
    property string price: ""
    property string mark: ""
    property bool faded: false
    property bool adjustable: false  // pieces can stay here
    signal adjusted(int by)
    property color ground: Theme.surface

    implicitHeight: Math.max(Metrics.tall(60), title.implicitHeight + more.implicitHeight + Metrics.tall(20))
    opacity: faded ? 0.6 : 1
    Accessible.role: Accessible.ListItem
    Accessible.name: [quantity + " ×", name, options, sku, aisle, price, mark].filter(part => part.length > 0).join(", ")

    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: 1
        color: Theme.hairline
    }
    Photo {
        id: photo
        anchors { left: parent.left; leftMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
        width: Metrics.large ? 0 : 40
        visible: width > 0
        height: 48
        media: row.media
        radius: 6
        ground: row.ground
    }
    AppText {
        id: title
        anchors {
            left: photo.right; leftMargin: Metrics.unit * 1.5
            right: place.left; rightMargin: Metrics.unit
            top: parent.top; topMargin: Metrics.tall(10)
        }
        text: row.name
        weight: Theme.medium
        elide: Text.ElideRight
        maximumLineCount: Metrics.large ? 3 : 1
        Accessible.ignored: true
    }
    AppText {
        id: more
        anchors { left: title.left; right: title.right; top: title.bottom; topMargin: 1 }
        text: [Metrics.large ? row.aisle : "", row.options, row.sku, row.mark].filter(part => part.length > 0).join(" · ")
        font.pixelSize: Metrics.small
        color: Theme.inkSoft
        elide: Text.ElideRight
        maximumLineCount: Metrics.large ? 4 : 1
        wrapMode: Metrics.large ? Text.Wrap : Text.NoWrap
        Accessible.ignored: true
    }
    Row {
        id: place
        anchors { right: count.left; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
        spacing: Metrics.unit * 0.5
        visible: row.aisle.length > 0 && !Metrics.large
        width: visible ? implicitWidth : 0
        Icon { name: "shelf"; size: 16; color: Theme.inkSoft; anchors.verticalCenter: parent.verticalCenter }
        AppText {
            text: row.aisle
            font.pixelSize: Metrics.small
            weight: Theme.medium
            color: Theme.inkSoft
            wrapMode: Text.NoWrap
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
    }
    Loader {
        id: steps
        anchors { right: amount.left; verticalCenter: parent.verticalCenter }
        active: row.adjustable  // two buttons cost more than the rest of the row
        width: active ? implicitWidth : 0
        sourceComponent: Row {
            KeyButton {
                objectName: "leave-" + row.sku
                kind: "quiet"
                implicitWidth: 36
                iconName: "minus"
                Accessible.name: qsTr("One less")
                onClicked: row.adjusted(1)
            }
            KeyButton {
                kind: "quiet"
                implicitWidth: 36
                iconName: "plus"
                Accessible.name: qsTr("One more")
                onClicked: row.adjusted(-1)
            }
        }
    }
    AppText {
        id: count
        anchors { right: steps.left; verticalCenter: parent.verticalCenter }
        width: Metrics.tall(44)
        horizontalAlignment: Text.AlignRight
        text: row.quantity + " ×"
        weight: row.quantity > 1 ? Theme.strong : Theme.regular
        figures: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    AppText {
        id: amount
        anchors { right: parent.right; rightMargin: Metrics.unit * 2; verticalCenter: parent.verticalCenter }
        width: Metrics.tall(88)
        horizontalAlignment: Text.AlignRight
        text: row.price
        figures: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
