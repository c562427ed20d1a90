import QtQuick

// The base of what lies over a page until it is closed.
FocusScope {
    property bool open: false
    property string detail: ""  // which one of several it shows
    property bool ringed: true  // opened by keys: the ring shows where the focus is
    signal closed()

    function attend(item: Item) {
        item.forceActiveFocus(ringed ? Qt.TabFocusReason : Qt.OtherFocusReason)
    }
}
