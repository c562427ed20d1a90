import QtQuick
import kiosk.ui

// The base of a page: its models, and the way to ask for a sheet.
FocusScope {
    required property Kiosk kiosk
    property bool ready: true  // what it shows first is there
    signal sheetAsked(string name)
}
