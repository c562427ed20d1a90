"""Speech for a window: follows the focus, reads pages aloud, and falls silent at once."""

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from itertools import pairwise

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlEngine, QQmlProperty
from PySide6.QtQuick import QQuickItem, QQuickWindow

from shared.qt.formats import tr

CONTROLS = "voice-"  # how the controls of the voice itself are named
DEFAULT_RATE, DEFAULT_VOLUME = 1.0, 0.8
FRESH_MS = 700  # in which a focus that moves is said after what has happened
_Role, _Text = QAccessible.Role, QAccessible.Text
_BUTTONS = {_Role.Button, _Role.PushButton, _Role.ButtonMenu, _Role.ListItem}
_WHOLE = _BUTTONS | {_Role.EditableText, _Role.CheckBox, _Role.RadioButton, _Role.Pane}
_STOPS = ".!?…؟:;"
_HIDDEN = re.compile("•+")  # a number of which only the end is shown


class Speech(QObject):
    """The voice of one window; silent until it is turned on. ``close`` ends its process."""

    def __init__(self, window: QQuickWindow, *words: str) -> None:
        super().__init__(window)
        self._window = window
        self._words = words
        self._process: subprocess.Popen[str] | None = None
        self._last = ""
        self._focus: QQuickItem | None = None
        self._lost = False
        self._name = self._focused = self._typed = self._news = ""
        self._fresh = QTimer(self, singleShot=True, interval=FRESH_MS)
        self._fresh.timeout.connect(self._old)
        self._arrived = QTimer(self, singleShot=True, interval=FRESH_MS)
        self.language = "en"
        self.reset()
        window.activeFocusItemChanged.connect(self._follow)

    def reset(self, farewell: str = "") -> None:
        """Silence but for a last word, and rate and volume as at first: the next shopper is another one."""
        self.on = False
        self.rate, self.volume = DEFAULT_RATE, DEFAULT_VOLUME
        self._last = self._name = self._focused = self._typed = self._news = ""
        self.stop()
        if farewell:
            self._utter(farewell)

    def begin(self) -> None:
        """Speak from now on."""
        self.on = True

    def say(self, text: str) -> None:
        """Say a text now; whatever was being said is cut off."""
        if self.on and text:
            self._last = text
            self._utter(text)

    def tell(self, news: str) -> None:
        """Say what has just happened, and then where the focus has moved because of it, a moment before or after."""
        if self.on and news:
            here = self._focused if self._arrived.isActive() else ""
            self._news = news
            self._fresh.start()
            self.say(news if here in news else joined([news, here]))

    def renewed(self) -> str:
        """What has the focus, where it says something else than before: a box ticked, one more; empty otherwise."""
        item = self._window.activeFocusItem()
        if not self.on or item is None or item is not self._focus or item.inherits("QQuickTextInput"):
            return ""
        before, self._focused = self._focused, spoken(item)
        return "" if before == self._focused else self._focused

    def repeat(self) -> None:
        """Say the last text again."""
        self.say(self._last)

    def stop(self) -> None:
        """Be silent at once."""
        if self._process is not None:
            self._tell({"stop": True})

    def read_page(self) -> None:
        """Say everything on the screen, in its order."""
        item = self._window.activeFocusItem()
        self._name, self._focused = (item.objectName(), spoken(item)) if item is not None else ("", "")
        self.say(joined(page_words(self._window)))

    def close(self) -> None:
        """End the speaking process; twice is fine."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(OSError):
                process.communicate(timeout=5)

    def _follow(self) -> None:
        before, self._focus = self._focus, self._window.activeFocusItem()
        if before is not None and shiboken6.isValid(before) and before.inherits("QQuickTextInput"):
            before.textChanged.disconnect(self._echo)  # type: ignore[attr-defined]
        item = self._focus
        if item is None:
            return
        if item.inherits("QQuickTextInput"):
            self._typed = item.property("text")
            item.textChanged.connect(self._echo)  # type: ignore[attr-defined]
        words = spoken(item) if self.on else ""
        anew = self._lost and item.objectName() == self._name
        self._lost = not words
        if words and not anew:  # one that was made anew is said when it says something else
            said, self._focused, self._name = self._last, words, item.objectName()
            self._arrived.start()
            self.say(joined([self._news, words]))
            self._news = ""
            if item.objectName().startswith(CONTROLS):
                self._last = said  # "say it again" says what was said before it was found

    def _echo(self) -> None:
        """A letter is said as it is typed; of a masked one, how many there are."""
        if not self.on or self._focus is None:
            return
        before, self._typed = self._typed, self._focus.property("text")
        face = QAccessible.queryAccessibleInterface(self._focus)
        if face is not None and face.state().passwordEdit:
            self._utter(tr("%n character(s)", n=len(self._typed)))
        elif len(self._typed) == len(before) + 1:
            letter = next((b for a, b in zip(before, self._typed, strict=False) if a != b), self._typed[-1])
            self._utter(tr("Space") if letter == " " else letter)
        elif len(self._typed) < len(before):
            self._utter(joined([tr("Deleted"), self._typed]))
        else:
            self._utter(self._typed)

    def _old(self) -> None:
        self._news = ""

    def _utter(self, text: str) -> None:
        told = {"say": text, "language": self.language, "rate": self.rate, "volume": self.volume}
        self._tell(told)

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
    return _sentence(_describe(item))


def page_words(window: QQuickWindow) -> list[str]:
    """Everything visible that has a name: the page in its order, then the bars that stand on every page.

    Of a control only the control itself speaks, and its label no second time; keys on the screen are said one by one as
    they are reached. A page that lies disabled under a sheet says nothing.
    """
    page: list[list[str]] = []
    bars: list[list[str]] = []
    _collect(window.contentItem(), page, bars)
    return [_sentence(parts) for parts in _once(page) + _once(bars)]


def joined(sentences: Iterable[str]) -> str:
    """Sentences one after another, each with one stop."""
    return " ".join(text if text[-1] in _STOPS else f"{text}." for text in sentences if text)


def _collect(item: QQuickItem, page: list[list[str]], bars: list[list[str]]) -> None:
    """Gather what an item and those below it say."""
    if not item.isVisible() or item.opacity() == 0:
        return
    face = QAccessible.queryAccessibleInterface(item)
    role = face.role() if face is not None else _Role.NoRole
    parts = [] if face is None or _ignored(item) else _describe(item)
    if role == _Role.ToolBar:
        page = bars
    if parts:
        page.append(parts)
    elif not item.isEnabled() and item.parentItem() and item.parentItem().isEnabled():
        return  # a whole page under a sheet; a button that is not available now says so
    if role not in _WHOLE:
        for child in item.childItems():
            _collect(child, page, bars)


def _ignored(item: QQuickItem) -> bool:
    """Whether something above an item speaks for it."""
    return bool(QQmlProperty.read(item, "Accessible.ignored", QQmlEngine.contextForObject(item)))


def _once(told: list[list[str]]) -> list[list[str]]:
    """Without what the words before or after say, too: a label beside its field, what is wrong below it."""
    kept: list[list[str]] = []
    label = ""
    for parts, after in pairwise([*told, []]):
        if len(parts) > 1:
            kept.append(parts[:1] + [part for part in parts[1:] if part != label])
        elif parts[0] not in (kept or [[]])[-1] and not (len(after) > 1 and parts[0] == after[0]):
            kept.append(parts)
            label = parts[0]
    return kept


def _sentence(parts: list[str]) -> str:
    """Parts in one breath; a part that ends a sentence of its own goes without its stop."""
    whole = [part.rstrip(".") for part in parts[:-1]] + parts[-1:]
    return _HIDDEN.sub(f" {tr('hidden')} ", tr(", ").join(whole)).strip()


def _describe(item: QQuickItem) -> list[str]:
    """Name, kind, value and state, as far as there are any."""
    face = QAccessible.queryAccessibleInterface(item)
    if face is None:
        return []
    name, more = face.text(_Text.Name).strip(), face.text(_Text.Description).strip()
    state, role = face.state(), face.role()
    if role == _Role.Dialog or not (name or role == _Role.EditableText):
        return []  # the words at the top of a sheet are its name
    parts = [name]
    if role == _Role.EditableText:
        value = face.text(_Text.Value).strip()
        parts = [name or more, tr("text field"), "" if state.passwordEdit else value, more if name else ""]
    elif role in _BUTTONS:
        parts = [name, more, tr("chosen") if state.checked else "", tr("button")]
    elif role == _Role.RadioButton:
        parts = [name, more, tr("chosen") if state.checked else tr("choice")]
    elif role == _Role.CheckBox:
        parts = [name, more, tr("on") if state.checked else tr("off")]
    elif role == _Role.Heading:
        parts = [name, tr("heading")]
    if state.disabled:
        parts.append(tr("not available now"))
    return [part for part in parts if part]
