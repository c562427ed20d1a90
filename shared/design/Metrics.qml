pragma Singleton

import QtQuick

// Sizes from the panel's geometry: type by cap height in millimetres, targets in millimetres, space by the unit.
QtObject {
    id: metrics

    // The panel, from the settings.
    property real pxPerMm: 2.71
    property real viewingDistance: 600
    property real bottomAboveFloor: 700
    property real windowWidth: 1080
    property real windowHeight: 1920

    // What the shopper chose.
    property real textScale: 1.0
    property bool controlsDown: false
    property string language: "en"
    readonly property bool rightToLeft: language === "ar"

    // The counter's density: type in pixels, 40 px rows.
    property bool dense: false

    // What holds dense text grows with it.
    function tall(px: int): int {
        return Math.round(px * textScale)
    }

    readonly property bool landscape: windowWidth > windowHeight
    readonly property bool large: textScale > 1.25
    readonly property bool low: landscape && large && !dense  // height is scarce: what frames a page stands beside it
    readonly property real inter: 0.727  // cap height of Inter per em

    readonly property real base: 0.01222 * viewingDistance * pxPerMm / inter * textScale
    readonly property real leading: rightToLeft ? 1.2 : 1  // lines of Arabic are higher
    readonly property int small: Math.ceil(dense ? 13 * textScale : base)
    readonly property int body: Math.ceil(dense ? 15 * textScale : base * 1.12)
    readonly property int title: Math.ceil(dense ? 18 * textScale : base * 1.36)
    readonly property int headline: Math.ceil(dense ? 24 * textScale : base * 1.95)
    readonly property int display: Math.ceil(dense ? 34 * textScale : base * 2.9)

    readonly property int unit: dense ? 8 : Math.max(6, Math.round(8 * Math.min(windowWidth, windowHeight) / 1080))
    readonly property int margin: dense ? 24 : unit * 7
    readonly property int gutter: dense ? 12 : unit * 3
    readonly property real quiet: unit * 2.5  // what a quiet button stands in from its edge
    readonly property int section: dense ? 32 : unit * 8
    readonly property int radius: dense ? 10 : Math.round(unit * 2.5)

    readonly property int target: Math.ceil(dense ? 40 : Math.max(20 * pxPerMm, unit * 9))
    readonly property int key: Math.ceil(dense ? 40 : 16 * pxPerMm)
    readonly property int icon: Math.round(dense ? 20 * textScale : Math.max(unit * 4, Math.min(body * 1.2, unit * 7)))

    // "Controls down": nothing to touch above 1,220 mm from the floor.
    readonly property int reachTop: {
        if (!controlsDown || dense)
            return 0
        const above = bottomAboveFloor + windowHeight / pxPerMm - 1220
        return Math.max(0, Math.min(Math.ceil(above * pxPerMm), windowHeight * 0.5))
    }
}
