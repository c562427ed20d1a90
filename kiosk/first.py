"""What a start needs to know before anything is loaded: the settings as checked, and the shop as last shown."""

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.ui.home_page import Glimpse

if TYPE_CHECKING:
    from shared.settings import DeviceSettings

log = logging.getLogger(__name__)
FILE = "first.json"


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
        """Keep it in the device's folder for the next start with the same settings file, of which this is the text."""
        file = self.folder / FILE
        part = file.with_name(f"part-{FILE}")
        first = {**self._asdict(), "folder": str(self.folder), "glimpse": self.glimpse._asdict()}
        try:
            part.write_text(json.dumps({"settings": written, "first": first}), "utf-8")
            part.replace(file)
        except OSError as problem:
            log.warning("%s cannot be written (%s): check its rights and the disk", file, problem)


def recall(folder: Path, written: str) -> First | None:
    """What the last run kept; None where there was none, or the settings have changed."""
    try:
        kept = json.loads((folder / FILE).read_text("utf-8"))
        if kept["settings"] != written:
            return None
        glimpse = Glimpse(**kept["first"].pop("glimpse"))
        return First(**{**kept["first"], "folder": Path(kept["first"]["folder"]), "glimpse": glimpse})
    except (OSError, ValueError, TypeError, KeyError):
        return None
