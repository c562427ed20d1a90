"""Watches a folder for entries that appeared or changed and stand still."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from pydantic import Field

from bus.connectors.contract import Intake, LaterError, Polled
from shared.domain.base import Model


class _Cursor(Model):
    """What was seen; the count tells an entry that came back as it once was from the first one."""

    count: int = 0
    states: dict[str, str] = Field(default_factory=dict)


class Watch:
    """Gives an intake for each entry of a folder that changed since the cursor.

    An entry is given once it has stood still between two looks: whoever copies it may still be writing.
    """

    def __init__(self, folder: Path, kind: str, wanted: Callable[[Path], bool]) -> None:
        self._folder = folder
        self._kind = kind
        self._wanted = wanted
        self._last: dict[str, str] = {}

    def look(self, cursor: str) -> Polled:
        """What changed; LaterError when the folder is away. Blocks for the time of a directory listing."""
        now = self._states()
        known = _Cursor.model_validate_json(cursor) if cursor else _Cursor()
        still = {name: state for name, state in now.items() if self._last.get(name) == state}
        self._last = now
        fresh = sorted(name for name, state in still.items() if known.states.get(name) != state)
        states = {name: state for name, state in known.states.items() if name in now}
        moved = _Cursor(count=known.count + len(fresh), states=states | {name: still[name] for name in fresh})
        intakes = (
            Intake(self._kind, f"{known.count + n}:{name}", {"id": name}) for n, name in enumerate(fresh, 1)
        )
        return Polled(moved.model_dump_json(), tuple(intakes))

    def _states(self) -> dict[str, str]:
        try:
            entries = sorted(self._folder.iterdir())
        except OSError as problem:
            raise LaterError(f"{self._folder}: {problem.strerror}") from problem
        shown = (entry for entry in entries if not entry.name.startswith("."))
        return {entry.name: _state(entry) for entry in shown if self._wanted(entry)}


def _state(entry: Path) -> str:
    """A hash over the names, sizes and times of the files an entry holds."""
    told = hashlib.sha256()
    for file in sorted(entry.rglob("*")) if entry.is_dir() else [entry]:
        try:
            seen = file.stat()
        except OSError:
            continue  # gone while we looked; the next look tells
        told.update(f"{file.name}|{seen.st_size}|{seen.st_mtime_ns}\n".encode())
    return told.hexdigest()[:24]
