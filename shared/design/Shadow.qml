import QtQuick

// The one soft shadow, a nine-patch so that every renderer draws it the same.
BorderImage {
    property int spread: 40

    anchors.fill: parent
    anchors.margins: -spread
    border { left: 72; top: 72; right: 72; bottom: 72 }
    source: Qt.resolvedUrl("images/shadow.png")
    visible: !Theme.contrast
    z: -1
}
