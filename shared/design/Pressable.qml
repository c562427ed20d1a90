import QtQuick
import QtQuick.Templates as T

// What every control that is pressed shares: acts on release, by keys and by assistive tools, and shows its focus.
T.AbstractButton {
    id: control

    property string description: ""
    property real corner: Metrics.radius
    property int weight: Theme.medium

    implicitWidth: Math.max(Metrics.target, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Metrics.target, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.StrongFocus
    font.family: Theme.family
    font.pixelSize: Metrics.body

    Accessible.name: text
    Accessible.description: description
    Accessible.onPressAction: control.click()

    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) control.click() }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) control.click() }

    FocusRing {
        shown: control.visualFocus
        around: control.corner
    }
}
