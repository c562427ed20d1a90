pragma ComponentBehavior: Bound

import QtQuick
import kiosk.ui
import shared.design

// All facets with their counts, and the order of the results.
Sheet {
    id: sheet

    required property Kiosk kiosk
    readonly property Search search: kiosk.search

    title: qsTr("Filter & sort")

    component Heading: AppText {
        topPadding: Metrics.unit
        width: parent?.width ?? 0
        weight: Theme.strong
        Accessible.role: Accessible.Heading
    }

    Column {
        width: parent.width
        spacing: Metrics.unit * 2

        Heading { text: qsTr("Sort by") }
        Flow {
            width: parent.width
            spacing: Metrics.unit * 1.25
            Repeater {
                model: [
                    { key: "best", text: qsTr("Best match") }, { key: "price_up", text: qsTr("Price, low first") },
                    { key: "price_down", text: qsTr("Price, high first") }, { key: "new", text: qsTr("New first") }
                ]
                Chip {
                    required property var modelData

                    objectName: "sort-" + modelData.key
                    checkable: false
                    checked: sheet.search.order === modelData.key
                    text: modelData.text
                    Accessible.role: Accessible.RadioButton
                    onClicked: sheet.search.sort(modelData.key)
                }
            }
        }
        Repeater {
            model: sheet.search.groups.filter(group => group.id !== "here")
            Column {
                id: group

                required property var modelData

                width: parent.width
                spacing: Metrics.unit * 1.25
                Heading { text: group.modelData.label }
                Flow {
                    width: parent.width
                    spacing: Metrics.unit * 1.25
                    Repeater {
                        model: group.modelData.values
                        Chip {
                            required property var modelData

                            objectName: "facet-" + group.modelData.id + "-" + modelData.id
                            checkable: false
                            checked: modelData.active
                            count: modelData.count
                            text: modelData.label
                            onClicked: sheet.search.toggle(group.modelData.id, modelData.id)
                        }
                    }
                }
            }
        }
    }
    foot: Flow {
        width: parent.width
        spacing: Metrics.gutter
        Button {
            id: plain
            visible: sheet.search.chosen.length > 0
            prominent: true
            text: qsTr("Clear all")
            onClicked: sheet.search.plain()
        }
        Button {
            objectName: "filter-show"
            width: parent.width - (plain.visible && !Metrics.large ? plain.width + parent.spacing : 0)
            kind: "primary"
            prominent: true
            text: qsTr("Show %n product(s)", "", sheet.search.total)
            onClicked: sheet.closed()
        }
    }
}
