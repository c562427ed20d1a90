import QtQuick
import kiosk.ui

// The base of a page: its models, and the way to ask for a sheet.
FocusScope {
    required property Kiosk kiosk
    signal sheetAsked(string name)
}
