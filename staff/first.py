"""What the counter's start needs to know before anything is loaded: the settings as checked, and the store's name."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from shared.qt import opening

if TYPE_CHECKING:
    from staff.settings import StaffSettings


class First(NamedTuple):
    """The sign-in page's part of the settings and of the store."""

    language: str
    full_screen: bool
    store: str = ""

    @classmethod
    def of(cls, settings: "StaffSettings", store: str = "") -> "First":
        """From checked settings."""
        return cls(settings.languages[0] if settings.languages else "en", settings.panel.full_screen, store)


def recall(folder: Path, written: str) -> First | None:
    """What the last run kept; None where there was none, or the settings have changed."""
    try:
        return First(**opening.recall(folder, written))
    except TypeError:
        return None
