"""A diary of the times without the line, kept on the device for the manager's figures."""

import json
from datetime import datetime
from pathlib import Path

from staff.numbers import Away

KEPT = 500


class Diary:
    """One line of JSON for each time offline, written when it ends."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._since: datetime | None = None

    def note(self, *, online: bool, at: datetime) -> None:
        """The line came or went."""
        if not online:
            self._since = self._since or at
        elif self._since is not None:
            times = [*self.times(), Away(self._since, at)][-KEPT:]
            self._since = None
            text = "".join(json.dumps([t.since.isoformat(), t.until.isoformat()]) + "\n" for t in times)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(text, "utf-8")
            fresh.replace(self._file)

    def times(self, now: datetime | None = None) -> list[Away]:
        """Every time noted, the one that goes on until now included; what cannot be read is left out."""
        found = []
        lines = self._file.read_text("utf-8", errors="replace").splitlines() if self._file.is_file() else []
        for line in lines:
            try:
                since, until = json.loads(line)
                found.append(Away(datetime.fromisoformat(since), datetime.fromisoformat(until)))
            except (ValueError, TypeError):
                continue
        if now and self._since:
            found.append(Away(self._since, now))
        return found
