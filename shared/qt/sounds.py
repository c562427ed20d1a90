"""Short sounds, played by whatever player the machine has; what is heard is always seen as well."""

import shutil
from pathlib import Path
from typing import Final

from PySide6.QtCore import QProcess

FOLDER: Final = Path(__file__).resolve().parents[2] / "assets" / "sounds"
PLAYERS: Final = ("pw-play", "paplay", "aplay")


class Sounds:
    """Plays short sounds without waiting for them."""

    def __init__(self, *, enabled: bool) -> None:
        self._player = next(filter(None, map(shutil.which, PLAYERS)), None) if enabled else None

    def play(self, name: str) -> None:
        """Play a sound of the set."""
        if self._player:
            QProcess.startDetached(self._player, [str(FOLDER / f"{name}.wav")])
