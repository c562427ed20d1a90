import QtQuick
import shared.design

// The counter's window: the sign-in page, and the desk as soon as there is one.
Window {
    id: window

    required property SignInView signIn
    property var views: null  // what the desk is made of, by its properties' names
    property bool loadAll: false
    property bool preload: true

    width: 1366
    height: 768
    minimumWidth: 1024
    minimumHeight: 640
    visible: true
    title: qsTr("Everyshelf counter")
    color: Theme.paper
    LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
    LayoutMirroring.childrenInherit: true

    Component.onCompleted: {
        Metrics.dense = true
        Metrics.language = Qt.locale().name.substring(0, 2)
        Metrics.windowWidth = Qt.binding(() => window.width)
        Metrics.windowHeight = Qt.binding(() => window.height)
    }
    onViewsChanged: desk.setSource("Desk.qml", Object.assign({ door: door, loadAll: loadAll, preload: preload }, views))

    SignInPage {
        id: door
        anchors.fill: parent
        view: window.signIn
    }
    Loader {
        id: desk
        anchors.fill: parent
    }
}
