"""Keys with Ctrl are the counter's, whichever field has the focus: a field keeps those that copy and paste."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

_FIELDS: Final = {Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X}


class Keys(QObject):
    """An event filter that lets no field claim a letter with Ctrl for itself, as for undo or select all."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: a claim that comes to nothing makes the key a shortcut of the window, where it is one."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier or event.key() in _FIELDS:
            return False
        event.ignore()
        return Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
