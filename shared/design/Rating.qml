pragma ComponentBehavior: Bound

import QtQuick

// What others thought: stars and how many said so.
Row {
    id: rating

    property real stars: 0
    property int count: 0
    property bool quiet: false  // no figure behind the stars

    spacing: Metrics.unit * 0.25
    visible: count > 0
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1 of 5 stars, %n review(s)", "", count).arg(stars.toFixed(1))

    Repeater {
        model: 5
        Icon {
            required property int index

            name: index < Math.round(rating.stars) ? "star-filled" : "star"
            color: Theme.soon
            size: Math.round(Metrics.small * 1.1)
            anchors.verticalCenter: parent?.verticalCenter
        }
    }
    AppText {
        leftPadding: Metrics.unit
        visible: !rating.quiet
        text: "(" + rating.count + ")"
        font.pixelSize: Metrics.small
        color: Theme.inkSoft
        figures: true
        anchors.verticalCenter: parent.verticalCenter
        Accessible.ignored: true
    }
}
