pragma ComponentBehavior: Bound

import QtQuick
import shared.design

// What the store wins by the endless aisle, and where it loses.
FocusScope {
    id: page

    required property NumbersView view

    focus: true
    onVisibleChanged: if (visible) page.view.refresh()
    Component.onCompleted: if (visible) page.view.refresh()
    Shortcut { sequence: "Ctrl+T"; enabled: page.visible; onActivated: page.view.show_hours(!page.view.hourly) }
    Shortcut { sequence: "Ctrl+E"; enabled: page.visible; onActivated: page.view.export() }

    Item {
        id: head
        anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: Metrics.unit * 2; rightMargin: Metrics.unit * 2 }
        height: Metrics.tall(48)
        AppText {
            id: title
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            text: qsTr("Numbers")
            font.pixelSize: Metrics.headline
            weight: Theme.strong
        }
        AppText {
            anchors { left: title.right; leftMargin: Metrics.unit * 2; baseline: title.baseline }
            visible: !Metrics.large
            text: qsTr("The last 14 days")
            color: Theme.inkSoft
        }
        KeyButton {
            objectName: "numbers-times"
            anchors { right: save.left; rightMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
            text: page.view.hourly ? qsTr("By day") : qsTr("By hour")
            iconName: page.view.hourly ? "chart" : "clock"
            key: "Ctrl+T"
            onClicked: page.view.show_hours(!page.view.hourly)
        }
        KeyButton {
            id: save
            objectName: "numbers-export"
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            text: qsTr("Save as CSV")
            iconName: "outbox"
            key: "Ctrl+E"
            onClicked: page.view.export()
        }
    }
    KeyScroll {
        id: roll
        area: charts
    }
    Keys.onDownPressed: roll.go(1)
    Keys.onUpPressed: roll.go(-1)
    ScrollArea {
        id: charts
        anchors { left: parent.left; right: parent.right; top: head.bottom; topMargin: Metrics.unit; bottom: parent.bottom }
        contentHeight: all.implicitHeight + Metrics.unit * 2
        Column {
            id: all
            x: Metrics.unit * 2
            width: parent.width - Metrics.unit * 4
            spacing: Metrics.unit * 2

            Panel {
                width: parent.width
                height: figures.height + Metrics.unit * 4
                Flow {
                    id: figures
                    anchors { left: parent.left; right: parent.right; top: parent.top; margins: Metrics.unit * 2 }
                    spacing: Metrics.unit * 5
                    Repeater {
                        model: page.view.heads
                        Fact {
                            required property var modelData
                            label: modelData.label
                            value: modelData.value
                        }
                    }
                }
            }
            Grid {
                id: plots
                width: parent.width
                columns: Metrics.large ? 1 : 2
                spacing: Metrics.unit * 2
                Repeater {
                    model: page.view.charts
                    Panel {
                        id: card
                        required property var modelData
                        width: (plots.width - plots.spacing * (plots.columns - 1)) / plots.columns
                        height: Metrics.tall(196)
                        BarChart {
                            objectName: "chart-" + card.modelData.id
                            anchors { fill: parent; margins: Metrics.unit * 2 }
                            title: card.modelData.title
                            bars: card.modelData.bars
                            area: charts
                            most: card.modelData.most
                            labelRoom: Metrics.tall(page.view.hourly ? 24 : 56)
                        }
                    }
                }
            }
            Grid {
                id: lists
                width: parent.width
                columns: Metrics.large ? 1 : 3
                spacing: Metrics.unit * 2
                Repeater {
                    model: page.view.reasons
                    Panel {
                        id: ranking
                        required property var modelData
                        width: (lists.width - lists.spacing * (lists.columns - 1)) / lists.columns
                        height: rows.implicitHeight + Metrics.unit * 4
                        Column {
                            id: rows
                            anchors { left: parent.left; right: parent.right; top: parent.top; margins: Metrics.unit * 2 }
                            spacing: Metrics.unit
                            AppText { width: parent.width; text: ranking.modelData.title; weight: Theme.medium }
                            AppText {
                                width: parent.width
                                visible: ranking.modelData.rows.length === 0
                                text: qsTr("nothing yet")
                                font.pixelSize: Metrics.small
                                color: Theme.inkSoft
                            }
                            Repeater {
                                model: ranking.modelData.rows
                                Item {
                                    id: row
                                    required property var modelData
                                    width: rows.width
                                    height: Metrics.tall(24)
                                    AppText {
                                        id: name
                                        width: Metrics.tall(150)
                                        anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                                        text: row.modelData.label
                                        font.pixelSize: Metrics.small
                                        elide: Text.ElideRight
                                        maximumLineCount: 1
                                    }
                                    Rectangle {
                                        id: bar
                                        anchors { left: name.right; verticalCenter: parent.verticalCenter }
                                        width: Math.max(4, (rows.width - Metrics.tall(200)) * row.modelData.part)
                                        height: 14
                                        radius: 3
                                        color: Theme.accent
                                    }
                                    AppText {
                                        anchors { left: bar.right; leftMargin: Metrics.unit; verticalCenter: parent.verticalCenter }
                                        text: row.modelData.count
                                        font.pixelSize: Metrics.small
                                        weight: Theme.medium
                                        figures: true
                                        wrapMode: Text.NoWrap
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
