"""Tells a damaged SQLite file from surroundings that do not give what is needed."""

import sqlite3

_SURROUNDINGS = ("unable to open", "readonly", "full", "locked", "busy", "disk I/O", "no such file")


def is_damage(problem: Exception) -> bool:
    """Whether the file itself is to blame; False for a full disk, missing rights or somebody else's lock."""
    words = str(problem)
    return not (
        isinstance(problem, sqlite3.OperationalError) and any(word in words for word in _SURROUNDINGS)
    )
