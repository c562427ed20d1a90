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
    ready: first.count > 0 && ((first.itemAt(0) as Photo)?.ready ?? false)

    Timer {
        objectName: "change"
        interval: 7000
        repeat: true
        running: page.asleep && Theme.motion && page.posters.length > 1
        onTriggered: page.shown += 1
    }

    Item {
        id: picture
        anchors { left: parent.left; top: parent.top }
        width: Metrics.landscape ? Math.round(parent.width * (Metrics.large ? 0.36 : 0.5)) : parent.width
        height: Metrics.landscape ? parent.height : parent.height - area.height
        clip: true
        Repeater {
            id: first
            model: page.posters
            Photo {
                required property var modelData
                required property int index

                anchors.fill: parent
                waited: !page.kiosk.ready  // the thread that reads takes 10 ms to begin
                media: index === 0 || page.kiosk.ready ? modelData.media : ""
                verticalAlignment: picture.height > width * 0.95 ? Image.AlignTop : Image.AlignVCenter
                opacity: page.posters.length && index === page.shown % page.posters.length ? 1 : 0
                visible: opacity > 0
                Behavior on opacity { enabled: Theme.motion; NumberAnimation { duration: Theme.motion ? 250 : 0 } }
            }
        }
        Rectangle {
            anchors { left: parent.left; bottom: parent.bottom }
            width: Math.min(parent.width * (Metrics.large ? 1 : 0.66), caption.implicitWidth + Metrics.margin * 1.5)
            height: caption.implicitHeight + Metrics.unit * 5
            visible: page.poster !== null && picture.height > height * 2
            color: Theme.paper
            Column {
                id: caption
                anchors { left: parent.left; leftMargin: Metrics.margin; right: parent.right; rightMargin: Metrics.unit * 3; verticalCenter: parent.verticalCenter }
                spacing: Metrics.unit * 0.5
                AppText {
                    width: Math.min(implicitWidth, picture.width * 0.6)
                    text: page.poster?.name ?? ""
                    font.pixelSize: Metrics.title
                    weight: Theme.strong
                }
                AppText {
                    text: page.poster?.price ?? ""
                    font.pixelSize: Metrics.title
                    weight: Theme.medium
                    figures: true
                    color: Theme.accent
                }
            }
        }
        Photo {
            anchors.fill: parent
            visible: page.posters.length === 0
        }
        Rectangle {
            anchors { left: parent.left; top: parent.top }
            width: shop.implicitWidth + Metrics.margin * 1.5
            height: shop.implicitHeight + Metrics.unit * 4
            color: Theme.paper
            AppText {
                id: shop
                anchors { left: parent.left; leftMargin: Metrics.margin; verticalCenter: parent.verticalCenter }
                text: page.kiosk.home.shop || qsTr("One moment, the shelves are coming")
                font.pixelSize: Metrics.title
                weight: Theme.strong
                wrapMode: Text.NoWrap
            }
        }
        // The waking touch does nothing else, so the page says that it waits for one.
        Rectangle {
            objectName: "begin"
            anchors { right: parent.right; top: parent.top; margins: Metrics.gutter }
            width: begin.implicitWidth + Metrics.unit * 6
            height: begin.implicitHeight + Metrics.unit * 3
            radius: height / 2
            visible: page.asleep && page.poster !== null
            color: Theme.ink
            Row {
                id: begin
                anchors.centerIn: parent
                spacing: Metrics.unit * 1.5
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "touch"
                    color: Theme.paper
                }
                AppText {
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("Touch to begin")
                    weight: Theme.strong
                    color: Theme.paper
                    wrapMode: Text.NoWrap
                }
            }
        }
    }

    ScrollArea {
        id: area
        anchors {
            left: Metrics.landscape ? picture.right : parent.left
            right: parent.right
            bottom: parent.bottom
        }
        height: Math.min(contentHeight, page.height * (Metrics.landscape ? 1 : 0.74))
        contentHeight: words.implicitHeight + Metrics.gutter * 2
        interactive: contentHeight > height

        Column {
            id: words
            x: Metrics.margin
            y: Metrics.gutter
            width: parent.width - Metrics.margin * 2
            spacing: Metrics.gutter

            Headline {
                width: parent.width
                size: Metrics.large ? Metrics.title : Metrics.headline
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
            Flow {
                width: parent.width
                spacing: Metrics.unit * 1.5
                topPadding: Metrics.unit
                Repeater {
                    model: page.kiosk.access.languages
                    Chip {
                        required property var modelData

                        objectName: "language-" + modelData.code
                        text: modelData.name
                        checkable: false
                        checked: page.kiosk.access.language === modelData.code
                        Accessible.role: Accessible.RadioButton
                        onClicked: page.kiosk.access.speak(modelData.code)
                    }
                }
            }
        }
    }
}
