pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// Short sentences one below another, their lines level behind the points.
Column {
    id: bullets

    property list<string> texts: []

    visible: texts.length > 0
    spacing: Metrics.unit
    Repeater {
        model: bullets.texts
        Row {
            id: bullet

            required property string modelData

            width: bullets.width
            spacing: Metrics.unit * 1.5
            AppText {
                id: point
                text: "·"
                weight: Theme.strong
                color: Theme.inkSoft
                Accessible.ignored: true
            }
            AppText {
                width: parent.width - point.width - parent.spacing
                text: bullet.modelData
            }
        }
    }
}
