import QtQuick

// The base of what lies over a page until it is closed.
FocusScope {
    property bool open: false
    property string detail: ""  // which one of several it shows
    signal closed()
}
