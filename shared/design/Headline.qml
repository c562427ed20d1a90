import QtQuick

// The large type: set tight and strong.
EvenText {
    property int size: Metrics.headline

    font.pixelSize: size
    weight: Theme.strong
    font.letterSpacing: -size * 0.02
    lineHeight: Metrics.rightToLeft ? 0.78 : 0.96
    Accessible.role: Accessible.Heading
}
