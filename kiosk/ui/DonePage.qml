pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// The code, the QR beside it, and what happens next.
Page {
    id: page

    readonly property Checkout checkout: kiosk.checkout
    readonly property Paying paying: kiosk.paying

    readonly property bool lean: Metrics.landscape || checkout.provisional  // the tick beside the headline

    objectName: "page-done"

    ScrollArea {
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: foot.top }
        contentHeight: content.implicitHeight + Metrics.margin
        onContentHeightChanged: if (page.kiosk.receipt.asksAddress) follow()

        Grid {
            id: content

            readonly property real cell: columns === 2 ? (width - columnSpacing) / 2 : width

            x: Metrics.margin
            width: parent.width - Metrics.margin * 2
            columns: Metrics.landscape && !Metrics.large ? 2 : 1
            columnSpacing: Metrics.section
            rowSpacing: Metrics.gutter

            Column {
                width: content.cell
                spacing: Metrics.gutter
                Item { width: 1; height: Metrics.unit * (page.lean ? 1 : 4) }
                Grid {
                    id: title
                    width: parent.width
                    columns: page.lean ? 2 : 1
                    spacing: Metrics.gutter
                    verticalItemAlignment: Grid.AlignVCenter
                    Icon {
                        id: tick
                        name: "check-circle"
                        size: Metrics.icon * (page.lean ? 1.5 : 2)
                        color: Theme.accent
                    }
                    Headline {
                        width: parent.width - (page.lean ? tick.width + parent.spacing : 0)
                        text: page.checkout.provisional ? qsTr("Your order is kept") : qsTr("Thank you, it is ordered")
                    }
                }
                Banner {
                    width: parent.width
                    visible: page.checkout.provisional && content.columns === 1
                    text: kept.text
                }
                Rectangle {
                    width: parent.width
                    height: Math.max(qr.height, code.implicitHeight) + Metrics.unit * 8
                    radius: Metrics.radius * 1.2
                    color: Theme.contrast ? Theme.surface : Theme.accentSoft
                    border.width: Theme.contrast ? 4 : 0
                    border.color: Theme.accent

                    Column {
                        id: code
                        anchors { left: parent.left; leftMargin: Metrics.unit * 5; right: qr.left; rightMargin: Metrics.gutter; verticalCenter: parent.verticalCenter }
                        spacing: Metrics.unit
                        AppText {
                            width: parent.width
                            text: qsTr("Your code")
                            color: Theme.inkSoft
                        }
                        Headline {
                            objectName: "code"
                            width: parent.width
                            size: Metrics.large ? Metrics.headline : Metrics.display
                            text: page.checkout.code.slice(0, 5) + "\n" + page.checkout.code.slice(6)
                            font.letterSpacing: size * 0.04
                            figures: true
                            lineHeight: 1.1
                            Accessible.name: Array.from(page.checkout.code).join(" ")
                        }
                        AppText {
                            width: parent.width
                            text: qsTr("Take a photo of it, or scan the QR with your phone.")
                            font.pixelSize: Metrics.small
                            color: Theme.inkSoft
                        }
                    }
                    Qr {
                        id: qr
                        anchors { right: parent.right; rightMargin: Metrics.unit * 4; verticalCenter: parent.verticalCenter }
                        width: Metrics.unit * 50
                        height: width
                        matrix: page.checkout.qr
                        alternative: qsTr("QR of your code")
                    }
                }
            }
            Column {
                width: content.cell
                spacing: Metrics.gutter
                Item { width: 1; height: Metrics.unit; visible: content.columns === 2 }
                Banner {
                    id: kept
                    width: parent.width
                    visible: page.checkout.provisional && content.columns === 2  // beside the code, which is to be seen whole
                    text: qsTr("We could not reach the warehouse yet. Your order is safe here; we confirm it as soon as the line is back.")
                }
                AppText {
                    readonly property bool level: content.columns === 2 && !kept.visible  // with the page's own headline

                    topPadding: level ? Math.max(0, (title.height - contentHeight) / 2) : Metrics.unit * 2
                    bottomPadding: level ? topPadding : 0
                    width: parent.width
                    text: qsTr("What happens next")
                    font.pixelSize: Metrics.title
                    weight: Theme.strong
                    Accessible.role: Accessible.Heading
                }
                Repeater {
                    model: page.checkout.next
                    FactRow {
                        required property var modelData

                        width: content.cell
                        changeable: false
                        iconName: modelData.icon
                        text: modelData.text
                        detail: modelData.detail
                    }
                }
                FactRow {
                    objectName: "money"
                    width: content.cell
                    iconName: page.paying.line.icon
                    text: page.paying.line.text
                    detail: page.paying.line.detail
                    changeable: page.paying.offered && page.paying.stage !== "paid" && page.paying.stage !== "unknown"
                    action: qsTr("Pay by phone")
                    onChangeAsked: page.kiosk.pay()
                }
                ReceiptChoice {
                    width: content.cell
                    receipt: page.kiosk.receipt
                    onQrAsked: page.sheetAsked("receipt")
                }
            }
        }
    }
    PageFoot {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        kiosk: page.kiosk
        primary: qsTr("Done, forget me")
        iconName: "check"
        onActed: page.kiosk.finish()
    }
}
