pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// How the whole basket is to be had, and where it goes when it is sent home.
Page {
    id: page

    readonly property Checkout checkout: kiosk.checkout

    objectName: "page-how"

    FormArea {
        id: area
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: foot.top }
        photos: page.kiosk.basket.photos
        title: qsTr("How would you like to get it?")

        Repeater {
            model: page.checkout.options
            WayCard {
                required property var modelData
                required property int index

                objectName: "how-" + index
                width: area.column
                tone: modelData.tone
                iconName: modelData.icon
                text: modelData.title
                sentence: modelData.sentence
                note: modelData.note
                checkable: false
                checked: page.checkout.option === index
                onClicked: page.checkout.choose(index)
            }
        }
        Column {
            width: area.column
            visible: page.checkout.needsAddress
            spacing: Metrics.gutter
            AppText {
                topPadding: Metrics.unit * 2
                width: parent.width
                text: qsTr("Where shall we bring it?")
                font.pixelSize: Metrics.title
                weight: Theme.strong
                Accessible.role: Accessible.Heading
            }
            Repeater {
                model: [
                    { key: "name", label: qsTr("Name"), layout: "letters" },
                    { key: "street", label: qsTr("Street and number"), layout: "letters" },
                    { key: "postcode", label: qsTr("Postcode"), layout: "letters" },
                    { key: "city", label: qsTr("Town"), layout: "letters" }
                ]
                TextField {
                    id: field

                    required property var modelData

                    objectName: "field-" + modelData.key
                    width: area.column
                    label: modelData.label
                    layout: modelData.layout
                    text: page.checkout.fields[modelData.key]
                    problem: page.checkout.problems[modelData.key] ?? ""
                    action: qsTr("Next")
                    onEdited: page.checkout.fill(modelData.key, text)
                    onAccepted: field.input.nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
                }
            }
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        primary: qsTr("Continue")
        iconName: "forward"
        onActed: if (page.checkout.checkAddress()) page.kiosk.go("contact")
    }
}
