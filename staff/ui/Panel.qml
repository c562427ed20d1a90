import QtQuick
import shared.design

// A white card on paper, with the hairline that sets it apart.
Rectangle {
    color: Theme.surface
    radius: Metrics.radius
    border.width: Theme.contrast ? 2 : 1
    border.color: Theme.contrast ? Theme.outline : Theme.hairline
}
