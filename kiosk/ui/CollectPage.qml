pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// Collecting an order: its code typed or scanned, how it stands, and a word to the counter.
Page {
    id: page

    readonly property Collect collect: kiosk.collect

    objectName: "page-collect"
    Component.onCompleted: if (!collect.found) field.forceActiveFocus()

    FormArea {
        id: area
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: foot.top }
        photos: page.collect.found ? page.collect.photos : page.kiosk.home.posters.map(poster => poster.media)
        title: page.collect.found ? qsTr("Order %1").arg(page.collect.code) : qsTr("Collect an order")
        lead: page.collect.found ? page.collect.total : qsTr("Scan the QR from your phone or slip, or type the eight letters and digits of the code.")

        TextField {
            id: field
            objectName: "field-code"
            width: area.column
            visible: !page.collect.found
            label: qsTr("Your code")
            iconName: "qr"
            text: page.collect.typed
            problem: page.collect.problem
            maximumLength: 11
            action: qsTr("Look")
            onEdited: page.collect.type(text)
            onAccepted: page.collect.look()
        }
        Banner {
            width: area.column
            visible: page.collect.told
            tone: "here"
            iconName: "check-circle"
            text: page.collect.where
        }
        Button {
            objectName: "pay-now"
            width: area.column
            visible: page.collect.payable && page.kiosk.paying.offered
            iconName: "phone"
            text: qsTr("Pay with my phone")
            onClicked: page.kiosk.pay()
        }
        Button {
            objectName: "outside"
            width: area.column
            visible: page.collect.curbside && page.collect.ready && !page.collect.told
            prominent: true
            iconName: "car"
            text: qsTr("I wait outside in my car")
            onClicked: page.collect.arrive(true)
        }
        Repeater {
            model: page.collect.parts
            Rectangle {
                id: part

                required property var modelData

                width: area.column
                height: row.implicitHeight + Metrics.unit * 5
                radius: Metrics.radius
                color: Theme.surface
                border.width: Theme.hair
                border.color: Theme.hairline
                Column {
                    id: row
                    x: Metrics.unit * 3
                    width: parent.width - Metrics.unit * 6
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Metrics.unit
                    StatePill {
                        anchors.left: parent.left
                        tone: part.modelData.tone
                        iconName: part.modelData.icon
                        text: part.modelData.state
                    }
                    AppText {
                        width: parent.width
                        text: part.modelData.place
                        weight: Theme.strong
                    }
                    AppText {
                        width: parent.width
                        visible: text.length > 0
                        text: part.modelData.when
                        font.pixelSize: Metrics.small
                        color: Theme.inkSoft
                    }
                    Repeater {
                        model: part.modelData.lines
                        GoodsLine {
                            required property var modelData

                            width: row.width
                            topPadding: Metrics.unit
                            line: modelData
                        }
                    }
                }
            }
        }
        Repeater {
            model: page.collect.lines
            GoodsLine {
                required property var modelData

                width: area.column
                ground: Theme.paper
                line: modelData
            }
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        primary: page.collect.found ? (page.collect.told || !page.collect.ready ? qsTr("Done, forget me") : qsTr("I am here")) : qsTr("Look")
        iconName: page.collect.found ? "check" : "search"
        ready: page.collect.found || page.collect.complete
        onActed: {
            if (!page.collect.found)
                page.collect.look()
            else if (page.collect.ready && !page.collect.told)
                page.collect.arrive(false)
            else
                page.kiosk.finish()
        }
    }
}
