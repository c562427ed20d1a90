pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// Every component of the design system in every state, on one long page.
Rectangle {
    id: gallery

    property string photoA: ""
    property string photoB: ""
    property string photoC: ""
    property string code: ""

    width: 1080
    height: page.implicitHeight + Metrics.margin * 2
    color: Theme.paper

    component Heading: AppText {
        topPadding: Metrics.unit * 3
        font.pixelSize: Metrics.small
        weight: Theme.strong
        color: Theme.inkSoft
        width: page.width
    }

    Column {
        id: page
        x: Metrics.margin
        y: Metrics.margin
        width: gallery.width - Metrics.margin * 2
        spacing: Metrics.gutter

        Headline { text: "Everyshelf"; size: Metrics.display }
        Headline { text: "Headline, set tight and warm"; width: page.width }
        AppText { text: "Title of a section"; font.pixelSize: Metrics.title; weight: Theme.strong }
        AppText { width: page.width; text: "Body: Riverside has 14, 3 km away — ready there tomorrow 10:00. العربية أيضا" }
        EvenText { objectName: "even"; width: page.width * 0.6; text: "Even: tell the counter, and somebody comes to you. Your page stays as it is." }
        AppText { width: page.width; text: "Small: as known 2 minutes ago"; font.pixelSize: Metrics.small; color: Theme.inkSoft }

        Heading { text: "Colours" }
        Flow {
            width: page.width; spacing: Metrics.unit
            Repeater {
                model: [Theme.paper, Theme.surface, Theme.tile, Theme.ink, Theme.inkSoft, Theme.outline, Theme.hairline,
                    Theme.accent, Theme.elsewhere, Theme.home, Theme.soon, Theme.danger]
                Rectangle { required property color modelData; width: 70; height: 70; radius: 14; color: modelData; border.color: Theme.hairline }
            }
        }

        Heading { text: "Buttons" }
        Flow {
            width: page.width; spacing: Metrics.gutter
            Button { kind: "primary"; text: "Add to basket"; iconName: "basket" }
            Button { text: "Compare"; iconName: "compare" }
            Button { kind: "quiet"; text: "Call staff"; iconName: "bell" }
            Button { kind: "danger"; text: "Cancel the order"; iconName: "trash" }
            Button { kind: "primary"; text: "Not yet"; enabled: false }
            Button { text: "Not yet"; enabled: false }
            Button { kind: "primary"; text: "Sending"; busy: true }
            IconButton { iconName: "back"; text: "Back" }
            IconButton { iconName: "close"; text: "Close"; framed: false }
            IconButton { iconName: "bell"; text: "Bell"; enabled: false }
        }
        Button { width: page.width; kind: "primary"; prominent: true; text: "Order for pickup · €84.00"; iconName: "check" }
        Button { id: focused; objectName: "focused"; text: "Focused by key" }

        Heading { text: "Chips" }
        Flow {
            width: page.width; spacing: Metrics.unit * 1.5
            Chip { text: "In this store"; count: 24; iconName: "store" }
            Chip { text: "Jackets"; count: 128; checked: true }
            Chip { text: "Blue"; checked: true; removable: true }
            Chip { text: "Under €50"; count: 3 }
            Chip { text: "Empty"; count: 0; enabled: false }
        }

        Heading { text: "Tiles" }
        Row {
            spacing: Metrics.gutter
            Tile {
                width: (page.width - Metrics.gutter * 2) / 3; media: gallery.photoA; text: "Juno jacket with a name that runs over two lines"
                price: "€77.00"; tone: "here"; availability: "2 here — aisle 7"
            }
            Tile {
                width: (page.width - Metrics.gutter * 2) / 3; media: gallery.photoB; text: "Orion fleece"; price: "€49.00"; before: "€72.00"
                tone: "elsewhere"; availability: "Riverside, 3 km"
            }
            Tile {
                width: (page.width - Metrics.gutter * 2) / 3; media: ""; text: "Without a picture"; price: "€12.50"; tone: "home"; availability: "Delivered Thu 26 Nov"
            }
        }

        Heading { text: "Price, availability, rating, state" }
        Price { width: page.width; now: "€49.00"; before: "€72.00"; saving: "You save €23.00"; size: Metrics.headline }
        Availability { width: page.width; tone: "here"; text: "2 here now — aisle 7" }
        Availability { width: page.width; tone: "elsewhere"; text: "14 at Riverside, 3 km away" }
        Availability { width: page.width; tone: "home"; text: "Delivered Thu 26 Nov" }
        Availability { width: page.width; tone: "soon"; text: "2 here as known 3 hours ago" }
        Availability { width: page.width; tone: "none"; text: "Sold out everywhere" }
        Rating { stars: 4.2; count: 37 }
        Flow {
            width: page.width; spacing: Metrics.unit
            StatePill { tone: "here"; iconName: "check-circle"; text: "Ready" }
            StatePill { tone: "elsewhere"; text: "At Riverside" }
            StatePill { tone: "home"; text: "Shipped" }
            StatePill { tone: "soon"; iconName: "hourglass"; text: "Waiting" }
            StatePill { tone: "danger"; text: "Refused" }
            StatePill { text: "Draft" }
            KeyHint { text: "F2" }
            KeyHint { text: "Enter" }
        }

        Heading { text: "Variants" }
        Row {
            spacing: Metrics.unit * 1.5
            Swatch { sample: "#1f4fa3"; text: "Blue"; checked: true }
            Swatch { sample: "#b3261e"; text: "Red" }
            Swatch { sample: "#ffffff"; text: "White" }
            Swatch { sample: "#3a6b35"; text: "Green"; available: false }
            SizeOption { text: "XS" }
            SizeOption { text: "S"; checked: true }
            SizeOption { text: "M" }
            SizeOption { text: "L"; available: false }
            SizeOption { text: "XL"; available: false; checked: true }
        }

        Heading { text: "Ways" }
        WayCard { width: page.width; tone: "here"; text: "Take it here"; sentence: "2 here now — aisle 7, men's tops."; checked: true }
        WayCard { width: page.width; tone: "elsewhere"; text: "Collect at Riverside"; sentence: "14 there, 3 km away — ready tomorrow 10:00."; note: "Stock as known 20 minutes ago." }
        WayCard { width: page.width; tone: "home"; text: "Have it delivered"; sentence: "At your door Thu 26 Nov, free." }
        WayCard { width: page.width; tone: "soon"; text: "Wait for it"; sentence: "Nobody has it today."; enabled: false }

        Heading { text: "Banners" }
        Banner { width: page.width; iconName: "offline"; text: "The line is down. You can order; we confirm by text." ; detail: "Since 14:02 · 1 order waits" }
        Banner { width: page.width; tone: "danger"; text: "This code is not known here."; action: "Call staff" }
        Banner { width: page.width; tone: "elsewhere"; iconName: "info"; text: "Nothing for “jackt” — showing “jacket”." }

        Heading { text: "Fields, stepper, toggle" }
        TextField { width: page.width; iconName: "search"; placeholder: "What are you looking for?" }
        TextField { width: page.width; label: "Mobile number"; text: "+49 151 23456"; problem: "This number is too short."; clearable: true }
        TextField { width: page.width; label: "Name"; text: "Ada"; hint: "So that we can call you."; masked: false }
        Row {
            spacing: Metrics.gutter
            Stepper { value: 2 }
            Stepper { value: 1 }
        }
        Toggle { width: page.width; iconName: "contrast"; text: "High contrast"; description: "White on black, thick borders"; checked: true }
        Toggle { width: page.width; iconName: "reach"; text: "Controls down"; description: "Everything you touch moves within reach" }

        Heading { text: "Keyboard" }
        Keyboard { width: page.width; language: "de" }
        Keyboard { width: page.width; kind: "email"; raised: true }
        Row {
            spacing: Metrics.margin
            Keyboard { width: page.width * 0.5; kind: "phone" }
            Qr { matrix: gallery.code; width: 320; height: 320; alternative: "Code" }
        }
        Keyboard { width: page.width; language: "ar"; action: "تم" }

        Heading { text: "Countdown, dots, photo" }
        Row {
            spacing: Metrics.margin
            Countdown { share: 0.7; seconds: 21 }
            PageDots { count: 4; current: 1; anchors.verticalCenter: parent.verticalCenter }
            Photo { width: 360; height: 450; media: gallery.photoC; radius: Metrics.radius }
        }

        Heading { text: "Rows, top bar, toast, dock" }
        ListRow { width: page.width; iconName: "pick"; tone: "soon"; text: "#A4F9 · Juno jacket, blue, M"; detail: "Ada · aisle 7 · 12 min"; current: true
            StatePill { tone: "soon"; text: "Open" } KeyHint { text: "Enter" } }
        ListRow { width: page.width; iconName: "pick"; text: "#B771 · Orion fleece"; detail: "Ben · 2 pieces"
            StatePill { tone: "here"; text: "Ready" } }
        TopBar { x: -page.x; width: gallery.width; title: "Everyshelf"; subtitle: "Old Town"; Button { kind: "quiet"; text: "English"; iconName: "globe" } Button { text: "Call staff"; iconName: "bell" } }
        Toast { width: page.width; open: true; text: "Juno jacket removed." }
        Dock {
            x: -page.x; width: gallery.width; current: "search"
            places: [
                { key: "search", icon: "search", text: "Search" }, { key: "departments", icon: "departments", text: "Departments" },
                { key: "scan", icon: "scan", text: "Scan" }, { key: "basket", icon: "basket", text: "Basket", badge: "3", detail: "€128.00" },
                { key: "access", icon: "access", text: "Help & access" }
            ]
        }
    }
}
