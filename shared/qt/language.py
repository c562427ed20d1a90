"""The languages of the screens: JSON catalogues by source text, installed as a Qt translator and switched live."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "translations"
NAMES: Final = {"en": "English", "de": "Deutsch", "pl": "Polski", "fr": "Français", "ar": "العربية"}
_LOCALES: Final = {"en": "en_IE", "de": "de_DE", "pl": "pl_PL", "fr": "fr_FR", "ar": "ar_AE"}


def _two(n: int) -> int:
    return int(n != 1)


def _french(n: int) -> int:
    return int(n > 1)


def _polish(n: int) -> int:
    if n == 1:
        return 0
    return 1 if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else 2


def _arabic(n: int) -> int:
    if n < 3:
        return n
    return 3 if 3 <= n % 100 <= 10 else 4 if n % 100 >= 11 else 5


PLURALS: Final[dict[str, tuple[int, Callable[[int], int]]]] = {  # how many forms, and which one for a number
    "en": (2, _two),
    "de": (2, _two),
    "pl": (3, _polish),
    "fr": (2, _french),
    "ar": (6, _arabic),
}


def catalogue(language: str) -> dict[str, str | list[str]]:
    """Source text → words, or its plural forms in the order of ``PLURALS``; empty when nobody translated."""
    file = FOLDER / f"{language}.json"
    if not file.is_file():
        return {}
    words: dict[str, str | list[str]] = json.loads(file.read_text("utf-8"))
    return words


class Words(QTranslator):
    """The catalogue in use; a text it lacks stays as the source says it."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self.speak("en")

    def speak(self, language: str) -> None:
        """Give another language's words from now on."""
        self._spoken = catalogue(language), PLURALS[language][1]

    def isEmpty(self) -> bool:
        """Qt asks before installing; even English has plural forms to give."""
        return False

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The words for a source text; Qt itself puts the number in for %n."""
        known, form = self._spoken
        words = known.get(sourceText, sourceText)
        if isinstance(words, list):
            return words[min(form(max(n, 0)), len(words) - 1)]
        return words


class Language:
    """The language a program shows; ``use`` switches words, numbers and reading direction.

    The translator is installed once and never taken away: Qt's lock on translators, asked for by the window's thread,
    and Python's, asked for by a thread that reads a photograph and wants words for what is wrong with it, would wait
    for one another for ever.
    """

    def __init__(self, app: QGuiApplication) -> None:
        self._app = app
        found = app.findChild(Words)
        self._words = found if isinstance(found, Words) else Words(app)
        if found is None:
            app.installTranslator(self._words)

    def use(self, language: str) -> None:
        """Switch; the engine's ``retranslate`` is the caller's."""
        spoken = language if language in PLURALS else "en"
        self._words.speak(spoken)
        QLocale.setDefault(QLocale(_LOCALES[spoken]))
        QGuiApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))
        right_to_left = spoken == "ar"
        self._app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        )
