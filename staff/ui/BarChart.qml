pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import shared.design

// Bars over days or hours, drawn as one path a colour; figures and labels stand beside them.
Item {
    id: chart

    property string title: ""
    property var bars: []
    property string most: ""
    property int labelRoom: 24
    property Flickable area: null  // what it scrolls in
    property color second: Theme.danger
    readonly property real slot: bars.length ? plot.width / bars.length : 0
    readonly property real bar: Math.max(2, slot * 0.62)
    readonly property int step: slot < labelRoom ? Math.ceil(labelRoom / Math.max(1, slot)) : 1

    implicitHeight: 200
    Accessible.role: Accessible.Graphic
    Accessible.name: title + ": " + bars.map(each => each.label + " " + each.value).join(", ")

    // The outline of all bars of a colour; `part` and `under` are shares of the height.
    function outline(part: string, under: string): string {
        const height = plot.height
        return bars.map((each, n) => {
            const x = (mirrored ? bars.length - 1 - n : n) * slot + (slot - bar) / 2
            const foot = height - (under ? each[under] * height : 0)
            const tall = each[part] * height
            return tall > 0 ? `M${x} ${foot}V${foot - tall}H${x + bar}V${foot}Z` : ""
        }).join("")
    }
    readonly property bool mirrored: LayoutMirroring.enabled

    AppText {
        id: heading
        anchors { left: parent.left; right: most.left; rightMargin: Metrics.unit; top: parent.top }
        text: chart.title
        weight: Theme.medium
        elide: Text.ElideRight
        maximumLineCount: 1
        Accessible.ignored: true
    }
    AppText {
        id: most
        anchors { right: parent.right; top: parent.top }
        text: chart.most ? qsTr("most %1").arg(chart.most) : qsTr("nothing yet")
        font.pixelSize: Metrics.small
        color: Theme.inkSoft
        figures: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Item {
        id: plot
        anchors { left: parent.left; right: parent.right; top: heading.bottom; topMargin: Metrics.unit * 1.5; bottom: foot.top }
        Repeater {
            model: 3
            Rectangle {
                required property int index
                width: plot.width
                height: 1
                y: Math.round(plot.height * index / 2)
                color: Theme.hairline
            }
        }
        ShapeInView {
            area: chart.area
            anchors.fill: parent
            ShapePath {
                strokeWidth: -1
                fillColor: Theme.accent
                PathSvg { path: chart.outline("part", "") }
            }
            ShapePath {
                strokeWidth: -1
                fillColor: chart.second
                PathSvg { path: chart.outline("secondPart", "part") }
            }
        }
    }
    Item {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: Metrics.tall(24)
        Repeater {
            model: chart.bars
            AppText {
                required property var modelData
                required property int index
                visible: index % chart.step === 0
                x: (chart.mirrored ? chart.bars.length - index - chart.step : index) * chart.slot
                width: chart.slot * chart.step
                anchors.bottom: parent?.bottom
                horizontalAlignment: chart.step > 1 ? Text.AlignLeft : Text.AlignHCenter  // mirrored by the window
                text: modelData.label
                font.pixelSize: Metrics.small - 1
                color: Theme.inkSoft
                figures: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
