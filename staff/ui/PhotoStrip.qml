pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// Photographs of goods, small, each with a way to leave it out.
Flow {
    id: strip

    property var photos: []
    property bool fixed: false
    signal dropped(string sha256)

    spacing: Metrics.unit
    Repeater {
        model: strip.photos
        Item {
            id: shot
            required property string modelData
            required property int index
            width: 72
            height: 72
            Photo {
                objectName: "photo-" + shot.index
                anchors.fill: parent
                media: shot.modelData
                alternative: qsTr("Photograph %1").arg(shot.index + 1)
                radius: 6
            }
            KeyButton {
                objectName: "photo-drop-" + shot.index
                anchors { right: parent.right; top: parent.top; margins: 2 }
                visible: !strip.fixed
                implicitWidth: 28
                implicitHeight: 28
                iconName: "close"
                Accessible.name: qsTr("Leave this photograph out")
                onClicked: strip.dropped(shot.modelData)
            }
        }
    }
}
