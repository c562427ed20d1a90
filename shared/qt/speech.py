"""Speech for a window: follows the focus, reads pages aloud, and falls silent at once."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow

from shared.qt.formats import tr

CONTROLS = "voice-"  # how the controls of the voice itself are named
DEFAULT_RATE, DEFAULT_VOLUME = 1.0, 0.8
_Role, _Text = QAccessible.Role, QAccessible.Text
_WHOLE = {
    _Role.Button,
    _Role.PushButton,
    _Role.ButtonMenu,
    _Role.EditableText,
    _Role.CheckBox,
    _Role.RadioButton,
}


class Speech(QObject):
    """The voice of one window; silent until it is turned on. ``close`` ends its process."""

    def __init__(self, window: QQuickWindow, *words: str) -> None:
        super().__init__(window)
        self._window = window
        self._words = words
        self._process: subprocess.Popen[str] | None = None
        self._last = ""
        self.language = "en"
        self.reset()
        window.activeFocusItemChanged.connect(self._follow)

    def reset(self) -> None:
        """Silence, and rate and volume as at first: the next shopper is another one."""
        self.on = False
        self.rate, self.volume = DEFAULT_RATE, DEFAULT_VOLUME
        self._last = ""
        self.stop()

    def turn(self, *, on: bool) -> None:
        """Begin or end speaking."""
        if on == self.on:
            return
        self.on = on
        if on:
            self.read_page()
        else:
            self.stop()

    def say(self, text: str) -> None:
        """Say a text now; whatever was being said is cut off."""
        if self.on and text:
            self._last = text
            told = {"say": text, "language": self.language, "rate": self.rate, "volume": self.volume}
            self._tell(told)

    def repeat(self) -> None:
        """Say the last text again."""
        self.say(self._last)

    def stop(self) -> None:
        """Be silent at once."""
        if self._process is not None:
            self._tell({"stop": True})

    def read_page(self) -> None:
        """Say everything on the screen, in its order."""
        self.say(". ".join(page_words(self._window)))

    def close(self) -> None:
        """End the speaking process; twice is fine."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(OSError):
                process.communicate(timeout=5)

    def _follow(self) -> None:
        item = self._window.activeFocusItem()
        if self.on and item is not None:
            before = self._last
            self.say(spoken(item))
            if item.objectName().startswith(CONTROLS):
                self._last = before  # "say it again" says what was said before it was found

    def _tell(self, words: dict[str, object]) -> None:
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "shared.qt.speaker", *self._words]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)  # noqa: S603
        pipe = self._process.stdin
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.write(json.dumps(words) + "\n")
                pipe.flush()


def spoken(item: QQuickItem) -> str:
    """What is said of an item: its name, what it is, its state and value; a masked value is only called hidden."""
    face = QAccessible.queryAccessibleInterface(item)
    return "" if face is None else _describe(face)


def page_words(window: QQuickWindow) -> list[str]:
    """Everything visible that has a name, in screen order, each once; of a button only the button itself speaks.

    A page that lies disabled under a sheet says nothing.
    """
    return list(dict.fromkeys(_words(window.contentItem())))


def _words(item: QQuickItem) -> Iterator[str]:
    if not item.isVisible() or item.opacity() == 0:
        return
    face = QAccessible.queryAccessibleInterface(item)
    words = _describe(face) if face is not None else ""
    if words:
        yield words
    if not words and not item.isEnabled() and item.parentItem() and item.parentItem().isEnabled():
        return  # a whole page under a sheet; a button that is not available now says so
    if face is None or face.role() not in _WHOLE:
        for child in item.childItems():
            yield from _words(child)


def _describe(face: QAccessibleInterface) -> str:
    name, more = face.text(_Text.Name).strip(), face.text(_Text.Description).strip()
    state, role = face.state(), face.role()
    parts = [name]
    if role == _Role.EditableText:
        value = face.text(_Text.Value).strip()
        parts = [name or more, tr("text field"), "" if state.passwordEdit else value]
    elif not name:
        return ""
    elif role in {_Role.Button, _Role.PushButton, _Role.ButtonMenu}:
        parts.append(tr("button"))
    elif role == _Role.Heading:
        parts.append(tr("heading"))
    if more and name:
        parts.append(more)
    if state.checked:
        parts.append(tr("chosen"))
    if state.disabled:
        parts.append(tr("not available now"))
    return ", ".join(part for part in parts if part)
