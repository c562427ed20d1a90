"""The witness: remembers outside the database how far the feed had come, so that a restored database is noticed."""

import json
import logging
import threading
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from bus.feed import rows

log = logging.getLogger(__name__)
_MEANS = "devices read a new snapshot and offer again what they have"


class Witness:
    """A small file beside the hub's database; it must not be part of the backup it watches over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._epoch = ""
        self._seq = 0
        self._lock = threading.Lock()  # readers of several threads note at once
        self._contradicted = False

    def check(self, conn: Connection, *, elsewhere: bool = False) -> bool:
        """At the hub's start: begin a new epoch when the database is older than the last run; whether it was.

        Without a note the database may be a backup on a new machine, unless it lives ``elsewhere`` and outlasts
        the hub's folder.
        """
        seq, self._epoch = rows.head(conn), rows.epoch(conn)
        known, reached = self._noted()
        if known:
            # A backup may be older than the last restore, or be put back twice: then its epoch had ended already.
            ended = rows.generation(known) > rows.generation(self._epoch)
            restored = ended or (known == self._epoch and seq < reached)
        else:
            restored = seq > 0 and not elsewhere
        if restored and (known or rows.generation(self._epoch)):  # else nobody has ever asked this database
            last = f"the last run had come to {reached} of {known}" if known else f"{self._path} is missing"
            log.warning(
                "the database ends at change %d of epoch %s and %s: it counts as restored from a backup; %s",
                seq,
                self._epoch,
                last,
                _MEANS,
            )
        if restored:
            self._epoch = rows.new_epoch(conn, known)
        self._note(seq)
        return restored

    def contradicted(self, conn: Connection, cursor: str) -> None:
        """A device stands where this history never came: the backup was put back together with this file.

        Believed once in a run: a device that says so again and again would keep all others reading snapshots.
        """
        with self._lock:
            if self._contradicted:
                return
        log.warning(
            "a device has read up to %s, the database ends at %d of %s: it counts as restored from a backup; %s",
            cursor,
            rows.head(conn),
            rows.epoch(conn),
            _MEANS,
        )
        self._epoch = rows.new_epoch(conn, cursor)
        self._note(rows.head(conn))
        self._contradicted = True

    def seen(self, seq: int) -> int:
        """Note the newest number and hand it on."""
        with self._lock:
            if seq > self._seq:
                self._note(seq)
        return seq

    def _noted(self) -> tuple[str, int]:
        """What the last run noted; nothing where the file is missing or damaged."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            noted = json.loads(self._path.read_text("utf-8"))
            return str(noted["epoch"]), int(noted["seq"])
        return "", 0

    def _note(self, seq: int) -> None:
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps({"epoch": self._epoch, "seq": seq}), "utf-8")
        part.replace(self._path)
        self._seq = seq
