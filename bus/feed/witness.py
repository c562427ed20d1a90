"""The witness: remembers outside the database how far the feed had come, so that a restored database is noticed."""

import json
import logging
import threading
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from bus.feed import rows

log = logging.getLogger(__name__)


class Witness:
    """A small file beside the hub's database; it must not be part of the backup it watches over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._epoch = ""
        self._seq = 0
        self._lock = threading.Lock()  # readers of several threads note at once

    def check(self, conn: Connection) -> bool:
        """At the hub's start: begin a new epoch when the database is older than the last run; whether it was."""
        known: dict[str, object] = {}
        with suppress(OSError, ValueError):
            known = json.loads(self._path.read_text("utf-8"))
        seq, epoch = rows.head(conn), rows.epoch(conn)
        restored = known.get("epoch") == epoch and seq < int(str(known.get("seq", 0)))
        if restored:
            epoch = rows.new_epoch(conn)
            log.warning(
                "the database ends at change %d, the last run had come to %s: it was restored from a backup; "
                "devices read a new snapshot and offer again what they have",
                seq,
                known["seq"],
            )
        self._epoch = epoch
        return restored

    def seen(self, seq: int) -> int:
        """Note the newest number and hand it on."""
        with self._lock:
            if seq > self._seq:
                part = self._path.with_suffix(".part")
                part.write_text(json.dumps({"epoch": self._epoch, "seq": seq}), "utf-8")
                part.replace(self._path)
                self._seq = seq
        return seq
