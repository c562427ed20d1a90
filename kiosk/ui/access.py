"""What a shopper sets for themselves: language, size, contrast, reach, pace and voice; all gone with the wipe."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.qt.language import NAMES
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
SCALES = (1.0, 1.5, 2.0)


@QmlElement
@QmlUncreatable("made by the program")
class Access(QObject):
    """The shopper's own settings; ``reset`` returns to the store's defaults."""

    changed = Signal()
    language_changed = Signal()
    told = Signal(str)  # what the voice shall do: again, stop, louder, faster

    def __init__(self, languages: tuple[str, ...]) -> None:
        super().__init__()
        self._languages = tuple(code for code in languages if code in NAMES) or ("en",)
        self._start()

    def _start(self) -> None:
        self._language = self._languages[0]
        self._text_scale = 1.0
        self._contrast = False
        self._motion = True
        self._controls_down = False
        self._slow = False
        self._voice = False

    @Property(str, notify=language_changed)
    def language(self) -> str:
        """ISO 639-1 code in use."""
        return self._language

    @Property("QVariantList", constant=True)
    def languages(self) -> list[dict[str, str]]:
        """Codes with the languages' own names."""
        return [{"code": code, "name": NAMES[code]} for code in self._languages]

    @Property(str, notify=language_changed)
    def languageName(self) -> str:
        """The language's own name."""
        return NAMES[self._language]

    @Property(float, notify=changed)
    def textScale(self) -> float:
        """1.0 to 2.0."""
        return self._text_scale

    @Property(bool, notify=changed)
    def contrast(self) -> bool:
        """White on black."""
        return self._contrast

    @Property(bool, notify=changed)
    def motion(self) -> bool:
        """Whether things may move."""
        return self._motion

    @Property(bool, notify=changed)
    def controlsDown(self) -> bool:
        """Everything to touch within reach from a wheelchair."""
        return self._controls_down

    @Property(bool, notify=changed)
    def slow(self) -> bool:
        """Quick second touches are ignored, and time runs longer."""
        return self._slow

    @Property(bool, notify=changed)
    def voice(self) -> bool:
        """Whether the screen is read aloud."""
        return self._voice

    @Slot(str)
    def speak(self, language: str) -> None:
        """Use another language."""
        if language in self._languages and language != self._language:
            self._language = language
            self.language_changed.emit()

    @Slot(float)
    def resize(self, scale: float) -> None:
        """Set the text's size."""
        self._text_scale = min(max(scale, SCALES[0]), SCALES[-1])
        self.changed.emit()

    @Slot(str, bool)
    def turn(self, what: str, on: bool) -> None:
        """Switch contrast, motion, controlsDown, slow or voice."""
        names = {
            "contrast": "_contrast",
            "motion": "_motion",
            "controlsDown": "_controls_down",
            "slow": "_slow",
            "voice": "_voice",
        }
        setattr(self, names[what], on)
        self.changed.emit()

    def reset(self) -> None:
        """Back to the store's defaults."""
        before = self._language
        self._start()
        self.changed.emit()
        if self._language != before:
            self.language_changed.emit()
