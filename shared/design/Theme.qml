pragma Singleton

import QtQuick

// Colour roles in two themes, motion and type; every colour in the apps comes from here.
QtObject {
    id: theme

    property bool contrast: false
    property bool motion: true

    readonly property color paper: contrast ? "#000000" : "#faf8f4"
    readonly property color surface: contrast ? "#000000" : "#ffffff"
    readonly property color tile: contrast ? "#1c1c1c" : "#f1eee8"
    readonly property color ink: contrast ? "#ffffff" : "#1b1e20"
    readonly property color inkSoft: contrast ? "#f2f2f2" : "#4c545a"
    readonly property color outline: contrast ? "#ffffff" : "#8a8378"
    readonly property color hairline: contrast ? "#8c8c8c" : "#d9d5cc"
    readonly property color scrim: contrast ? "#c0000000" : "#8c1b1e20"

    readonly property color accent: contrast ? "#7fe7d3" : "#0b6b5d"
    readonly property color accentPressed: contrast ? "#ffffff" : "#084f45"
    readonly property color accentText: contrast ? "#000000" : "#ffffff"
    readonly property color accentSoft: contrast ? "#00312a" : "#e2eeea"
    readonly property color elsewhere: contrast ? "#9cc4ff" : "#1f4fa3"
    readonly property color elsewhereSoft: contrast ? "#0a2347" : "#e6ecf6"
    readonly property color home: contrast ? "#d9bfff" : "#6b3fa0"
    readonly property color homeSoft: contrast ? "#2a1545" : "#efe8f6"
    readonly property color soon: contrast ? "#ffe14d" : "#8a4b00"
    readonly property color soonSoft: contrast ? "#332b00" : "#f8ecd9"
    readonly property color danger: contrast ? "#ffb4a9" : "#b3261e"
    readonly property color dangerSoft: contrast ? "#410e0a" : "#fae5e2"
    readonly property color focus: contrast ? "#ffe14d" : "#1f4fa3"

    // Pictures of goods come on white: a warm veil sets them on the tile ground without a shader.
    readonly property color photoGround: "#ffffff"
    readonly property color photoVeil: contrast ? "#00000000" : "#17634200"

    readonly property string family: "Inter"
    readonly property string mono: "DejaVu Sans Mono"
    readonly property int regular: 400
    readonly property int medium: 500
    readonly property int strong: 650

    readonly property int line: contrast ? 4 : 2
    readonly property int hair: contrast ? 4 : 1
    readonly property int quick: motion ? 120 : 0
    readonly property int calm: motion ? 200 : 0

    // Where photographs come from: an object with url(media, width) and a signal arrived(media). Without one,
    // the media's name is a file.
    property var pictures: null

    // A tone is a role by name, so that a model can say it: here, elsewhere, home, soon, danger, none.
    function tone(name: string): color {
        switch (name) {
        case "here": return accent
        case "elsewhere": return elsewhere
        case "home": return theme.home
        case "soon": return soon
        case "danger": return danger
        default: return inkSoft
        }
    }

    function toneSoft(name: string): color {
        switch (name) {
        case "here": return accentSoft
        case "elsewhere": return elsewhereSoft
        case "home": return homeSoft
        case "soon": return soonSoft
        case "danger": return dangerSoft
        default: return tile
        }
    }

    function toneIcon(name: string): string {
        switch (name) {
        case "here": return "store"
        case "elsewhere": return "pin"
        case "home": return "truck"
        case "soon": return "clock"
        case "danger": return "warning"
        default: return "info"
        }
    }
}
