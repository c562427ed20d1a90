import QtQuick

// A QR code drawn from its matrix: rows of 0 and 1, one row a line. Always dark on white, so that cameras read it.
Rectangle {
    id: qr

    property string matrix: ""
    property string alternative: ""
    readonly property list<string> rows: matrix.trim().split("\n").filter(row => row.length > 0)
    readonly property int quiet: 4
    readonly property int module: Math.max(1, Math.floor(Math.min(width, height) / Math.max(1, rows.length + quiet * 2)))

    implicitWidth: Metrics.target * 4
    implicitHeight: implicitWidth
    radius: Metrics.radius * 0.7
    color: "#ffffff"
    Accessible.role: Accessible.Graphic
    Accessible.name: alternative

    Canvas {
        id: canvas
        anchors.centerIn: parent
        width: qr.module * qr.rows.length
        height: width
        onPaint: {
            const pen = getContext("2d")
            pen.clearRect(0, 0, width, height)
            pen.fillStyle = "#000000"
            qr.rows.forEach((row, y) => {
                for (let x = 0; x < row.length; ++x)
                    if (row[x] === "1")
                        pen.fillRect(x * qr.module, y * qr.module, qr.module, qr.module)
            })
        }
        Connections {
            target: qr
            function onMatrixChanged() { canvas.requestPaint() }
            function onModuleChanged() { canvas.requestPaint() }
        }
    }
}
