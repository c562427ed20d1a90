pragma ComponentBehavior: Bound

import QtQuick

// Which of several pictures is shown.
Rectangle {
    id: dots

    property int count: 0
    property int current: 0

    implicitWidth: row.implicitWidth + Metrics.unit * 3
    implicitHeight: row.implicitHeight + Metrics.unit * 2
    radius: height / 2
    color: Theme.paper
    visible: count > 1
    Accessible.ignored: true

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Metrics.unit
        Repeater {
            model: dots.count
            Rectangle {
                required property int index

                width: index === dots.current ? Metrics.unit * 3 : Metrics.unit * 1.25
                height: Metrics.unit * 1.25
                radius: height / 2
                color: index === dots.current ? Theme.ink : Theme.outline
                Behavior on width { enabled: Theme.motion; NumberAnimation { duration: Theme.quick } }
            }
        }
    }
}
