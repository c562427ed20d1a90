import QtQuick

// A quantity with less and more beside it.
Item {
    id: stepper

    property int value: 1
    property int from: 1
    property int to: 99
    property string name: qsTr("Quantity")
    signal chosen(int value)

    implicitWidth: Metrics.target * 2 + Math.max(figure.implicitWidth, Metrics.unit * 4) + Metrics.unit * 3
    implicitHeight: Metrics.target
    Accessible.role: Accessible.SpinBox
    Accessible.name: name + qsTr(", ") + value
    Accessible.onIncreaseAction: if (value < to) chosen(value + 1)
    Accessible.onDecreaseAction: if (value > from) chosen(value - 1)

    IconButton {
        id: less
        objectName: "less"
        anchors.left: parent.left
        iconName: "minus"
        text: qsTr("One less")
        description: stepper.Accessible.name
        enabled: stepper.value > stepper.from
        onClicked: stepper.chosen(stepper.value - 1)
    }
    AppText {
        id: figure
        anchors.centerIn: parent
        text: stepper.value
        font.pixelSize: Metrics.title
        weight: Theme.strong
        figures: true
        Accessible.ignored: true
    }
    IconButton {
        id: more
        objectName: "more"
        anchors.right: parent.right
        iconName: "plus"
        text: qsTr("One more")
        description: stepper.Accessible.name
        enabled: stepper.value < stepper.to
        onClicked: stepper.chosen(stepper.value + 1)
    }
}
