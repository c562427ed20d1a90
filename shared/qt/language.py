"""The languages of the screens: JSON catalogues by source text, installed as Qt translators and switched live.

Qt asks its translators from threads of its own, too: while it reads QML and photographs. One that answers in Python
would wait there for the interpreter, while the window's thread holds it and waits for that thread, both for ever. So a
catalogue is handed to Qt in its own binary form, and none is in use before Qt knows that Python has nothing to add.
"""

import json
import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from PySide6 import QtCore
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QGuiApplication

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "translations"
NAMES: Final = {"en": "English", "de": "Deutsch", "pl": "Polski", "fr": "Français", "ar": "العربية"}
_LOCALES: Final = {"en": "en_IE", "de": "de_DE", "pl": "pl_PL", "fr": "fr_FR", "ar": "ar_AE"}


# Rules by which Qt chooses a plural form, in the byte code of qtranslator.cpp: the first that holds, else the last form
_EQ, _LEQ, _BETWEEN, _NOT, _MOD_10, _MOD_100, _AND, _OR_ELSE = 0x01, 0x03, 0x04, 0x08, 0x10, 0x20, 0xFD, 0xFF
_ONE = bytes([_EQ, 1])
_UP_TO_ONE = bytes([_LEQ, 1])
_POLISH = bytes([_EQ, 1, _OR_ELSE, _MOD_10 | _BETWEEN, 2, 4, _AND, _MOD_100 | _NOT | _BETWEEN, 12, 14])
_FEW, _MANY = bytes([_MOD_100 | _BETWEEN, 3, 10]), bytes([_MOD_100 | _NOT | _LEQ, 10])
_ARABIC = bytes([_OR_ELSE]).join([bytes([_EQ, 0]), bytes([_EQ, 1]), bytes([_EQ, 2]), _FEW, _MANY])
PLURALS: Final[dict[str, tuple[int, bytes]]] = {  # how many forms, and which one for a number
    "en": (2, _ONE),
    "de": (2, _ONE),
    "pl": (3, _POLISH),
    "fr": (2, _UP_TO_ONE),
    "ar": (6, _ARABIC),
}
_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES, _RULES = 0x42, 0x69, 0x88  # sections
_END, _WORDS, _SOURCE = 1, 3, 6  # parts of a message


def catalogue(language: str) -> dict[str, str | list[str]]:
    """Source text → words, or its plural forms in the order of ``PLURALS``; empty when nobody translated."""
    file = FOLDER / f"{language}.json"
    if not file.is_file():
        return {}
    words: dict[str, str | list[str]] = json.loads(file.read_text("utf-8"))
    return words


def compiled(words: Mapping[str, str | list[str]], rules: bytes) -> bytes:
    """A catalogue as Qt reads it (the format of .qm files); no contexts, so a text is translated alike everywhere."""
    places: list[tuple[int, int]] = []
    messages = bytearray()
    for source, forms in words.items():
        places.append((_hash(source.encode()), len(messages)))
        for form in [forms] if isinstance(forms, str) else forms:
            messages += _part(_WORDS, form.encode("utf-16-be"))
        messages += _part(_SOURCE, source.encode()) + bytes([_END])
    hashes = b"".join(struct.pack(">II", *place) for place in sorted(places))
    return _MAGIC + _part(_HASHES, hashes) + _part(_MESSAGES, bytes(messages)) + _part(_RULES, rules)


def _part(tag: int, content: bytes) -> bytes:
    return struct.pack(">BI", tag, len(content)) + content


@cache  # every language translates the same texts
def _hash(text: bytes) -> int:
    """The hash of ELF files, never 0."""
    value = 0
    for byte in text:
        value = (value << 4) + byte
        if top := value & 0xF0000000:
            value = (value ^ top >> 24) & ~top
    return value or 1


class Words(QTranslator):
    """One language's catalogue, read when it is first spoken; a text it lacks stays as the source says it."""

    def __init__(self, app: QGuiApplication, language: str) -> None:
        super().__init__(app)
        self.code = language
        self._data = b""
        app.installTranslator(self)
        app.translate("", "")  # from now on the binding remembers that nothing is overridden here
        app.removeTranslator(self)

    def read(self) -> None:
        """Have the words ready."""
        if not self._data:
            self._data = compiled(catalogue(self.code), PLURALS[self.code][1])  # Qt reads it where it stands
            if not self.load(self._data):
                raise ValueError(f"Qt cannot read the catalogue of {self.code}")


class Language:
    """The language a program shows; ``use`` switches words, numbers and reading direction."""

    def __init__(self, app: QGuiApplication) -> None:
        self._app = app
        made = {words.code: words for words in app.findChildren(Words)}
        self._all = {language: made.get(language) or Words(app, language) for language in PLURALS}

    def use(self, language: str) -> None:
        """Switch; the engine's ``retranslate`` is the caller's."""
        spoken = language if language in PLURALS else "en"
        for words in self._all.values():  # also what another window of this program has left
            self._app.removeTranslator(words)
        QLocale.setDefault(QLocale(_LOCALES[spoken]))
        self._all[spoken].read()
        self._app.installTranslator(self._all[spoken])
        right_to_left = spoken == "ar"
        if right_to_left != self._app.isRightToLeft():
            direction = QtCore.Qt.LayoutDirection
            self._app.setLayoutDirection(direction.RightToLeft if right_to_left else direction.LeftToRight)
