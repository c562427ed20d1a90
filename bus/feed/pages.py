"""Pages of changes as devices get them: read, written as JSON and packed once for all that stand at the same number."""

import gzip
import threading
from collections.abc import Sequence
from functools import cached_property

from sqlalchemy import Connection

from bus.feed import rows
from shared.domain.messages import Page

HELD_ROWS = 20_000  # in ready pages; devices that come back after a week ask for many


class Ready:
    """A page, and its forms on the wire, each made when it is first asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def body(self) -> bytes:
        """JSON."""
        return self.page.model_dump_json(by_alias=True).encode()

    @cached_property
    def packed(self) -> bytes:
        """The same, packed: catalogue text shrinks to a fraction."""
        return gzip.compress(self.body, 3)


class Pages:
    """The pages of the feed's present state, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: object = None
        self._newest: dict[str, int] = {}
        self._ready: dict[tuple[tuple[str, ...], int, int], Ready] = {}

    def pull(self, conn: Connection, scopes: Sequence[str], cursor: str, limit: int) -> Ready:
        """As ``rows.pull``, which raises the same; to be called where all reads see one state."""
        state = rows.state(conn)
        after = rows.number(state, cursor)
        key = (tuple(scopes), after, limit)
        with self._lock:
            if self._state != state:
                self._state = state
                self._newest, self._ready = {}, {}
            newest, ready = self._newest, self._ready
        if key not in ready:
            new = [scope for scope in scopes if self._last(conn, newest, scope) > after]
            made = Ready(rows.page(conn, state, new, after, limit))
            if sum(len(held.page.rows) for held in ready.values()) > HELD_ROWS:
                ready.clear()
            if not made.page.rows:
                return made
            ready[key] = made
        return ready[key]

    def _last(self, conn: Connection, newest: dict[str, int], scope: str) -> int:
        if scope not in newest:
            newest[scope] = rows.newest(conn, scope)
        return newest[scope]
