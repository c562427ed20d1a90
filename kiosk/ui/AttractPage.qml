pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// A poster from the shop's own goods, three verbs, languages by their own names, and the access button.
Page {
    id: page

    readonly property bool asleep: kiosk.idle.phase === "asleep"
    readonly property list<var> posters: kiosk.home.posters
    readonly property var poster: posters.length ? posters[shown % posters.length] : null
    property int shown: 0

    objectName: "page-attract"

    Timer {
        interval: 7000
        repeat: true
        running: page.asleep && Theme.motion && page.posters.length > 1
        onTriggered: page.shown += 1
    }

    Item {
        id: picture
        width: Metrics.landscape ? Math.round(parent.width * 0.5) : parent.width
        height: Metrics.landscape ? parent.height : Math.max(parent.height * 0.3, parent.height - words.implicitHeight - Metrics.margin * 2)
        clip: true
        Repeater {
            model: page.posters
            Photo {
                required property var modelData
                required property int index

                anchors.fill: parent
                media: modelData.media
                opacity: page.posters.length && index === page.shown % page.posters.length ? 1 : 0
                visible: opacity > 0
                Behavior on opacity { NumberAnimation { duration: Theme.motion ? 250 : 0 } }
            }
        }
        Column {
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Metrics.margin }
            visible: page.poster !== null
            Headline {
                width: parent.width * (Metrics.large ? 1 : 0.62)
                text: page.poster?.name ?? ""
                color: Theme.contrast ? "#000000" : Theme.ink
            }
            AppText {
                text: page.poster?.price ?? ""
                font.pixelSize: Metrics.title
                weight: Theme.strong
                figures: true
                color: Theme.contrast ? "#000000" : Theme.accent
            }
        }
        AppText {
            anchors { left: parent.left; top: parent.top; margins: Metrics.margin }
            text: page.kiosk.home.shop
            font.pixelSize: Metrics.title
            weight: Theme.strong
            color: Theme.contrast ? "#000000" : Theme.ink
        }
    }

    Column {
        id: words
        anchors {
            left: Metrics.landscape ? picture.right : parent.left
            right: parent.right
            bottom: parent.bottom
            margins: Metrics.margin
        }
        spacing: Metrics.gutter

        Headline {
            width: parent.width
            text: qsTr("Everything we have, on every shelf.")
        }
        Repeater {
            model: [
                { key: "find", icon: "search", text: qsTr("Find anything"), line: qsTr("Here, in our other stores, or brought to you") },
                { key: "scan", icon: "scan", text: qsTr("Scan a product"), line: qsTr("Other sizes and colours, and where they are") },
                { key: "collect", icon: "box", text: qsTr("Collect an order"), line: qsTr("With the code from your phone or slip") }
            ]
            VerbCard {
                required property var modelData

                objectName: "verb-" + modelData.key
                width: words.width
                iconName: modelData.icon
                text: modelData.text
                line: modelData.line
                primary: modelData.key === "find"
                onClicked: modelData.key === "find" ? page.kiosk.go("home")
                    : modelData.key === "scan" ? page.sheetAsked("scan") : page.kiosk.go("collect")
            }
        }
        Item { width: 1; height: Metrics.unit }
        Flow {
            width: parent.width
            spacing: Metrics.unit * 1.5
            Repeater {
                model: page.kiosk.access.languages
                Chip {
                    required property var modelData

                    objectName: "language-" + modelData.code
                    text: modelData.name
                    checkable: false
                    checked: page.kiosk.access.language === modelData.code
                    onClicked: page.kiosk.access.speak(modelData.code)
                }
            }
            Chip {
                objectName: "dock-access"
                text: qsTr("Help & access")
                iconName: "access"
                checkable: false
                onClicked: page.sheetAsked("access")
            }
        }
    }

    // The waking touch triggers nothing but the waking.
    MouseArea {
        objectName: "wake"
        anchors.fill: parent
        visible: page.asleep
        onClicked: page.kiosk.wake()
    }
    Keys.onPressed: event => {
        if (page.asleep) {
            page.kiosk.wake()
            event.accepted = true
        }
    }
}
