"""What a start needs to know before anything is loaded: the settings as checked, and the shop as last shown."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.ui.home_page import Glimpse
from shared.qt import opening

if TYPE_CHECKING:
    from shared.settings import DeviceSettings


class First(NamedTuple):
    """The first page's part of the settings and of the shop."""

    folder: Path
    panel: dict[str, Any]  # as in PanelSettings
    languages: tuple[str, ...]
    idle_seconds: int
    glimpse: Glimpse = Glimpse()

    @classmethod
    def of(cls, settings: "DeviceSettings", glimpse: Glimpse | None = None) -> "First":
        """From checked settings."""
        s = settings
        return cls(s.folder, s.panel.model_dump(), s.languages, s.idle_seconds, glimpse or Glimpse())

    def keep(self, written: str) -> None:
        """Keep it for the next start with the same settings file, of which this is the text."""
        first = {**self._asdict(), "folder": str(self.folder), "glimpse": self.glimpse._asdict()}
        opening.keep(self.folder, written, first)


def recall(folder: Path, written: str) -> First | None:
    """What the last run kept; None where there was none, or the settings have changed."""
    kept = opening.recall(folder, written)
    try:
        glimpse = Glimpse(**kept["glimpse"])
        return First(**{**kept, "folder": Path(kept["folder"]), "glimpse": glimpse})
    except (TypeError, KeyError):
        return None
