"""A diary of how long shoppers waited at this counter, kept on the device for the manager's figures."""

import json
from datetime import datetime
from pathlib import Path

from staff.numbers import Wait

KEPT = 5_000


class Waits:
    """One line of JSON for each handover to somebody who had said "I am here"; no name, no order."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def note(self, at: datetime, minutes: int) -> None:
        """Somebody has their goods after so many minutes."""
        lines = self._lines()
        if len(lines) > KEPT:
            self._file.write_text("".join(f"{line}\n" for line in lines[-KEPT // 2 :]), "utf-8")
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps([at.isoformat(), minutes]) + "\n")

    def all(self) -> list[Wait]:
        """Every wait noted; what cannot be read is left out."""
        found = []
        for line in self._lines():
            try:
                at, minutes = json.loads(line)
                found.append(Wait(datetime.fromisoformat(at), int(minutes)))
            except (ValueError, TypeError):
                continue
        return found

    def _lines(self) -> list[str]:
        return self._file.read_text("utf-8", "replace").splitlines() if self._file.is_file() else []
