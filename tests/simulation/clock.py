"""Virtual time: events in order of their moment, nothing runs twice, nothing waits for real."""

import heapq
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Clock:
    """Seconds since the start of the run, and what is to happen when."""

    def __init__(self) -> None:
        self.now = 0.0
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0

    def after(self, seconds: float, do: Callable[[], None]) -> None:
        """Let something happen later."""
        self._count += 1
        heapq.heappush(self._events, (self.now + seconds, self._count, do))

    def run_until(self, end: float, done: Callable[[], bool] = lambda: False) -> None:
        """Let happen what is due before ``end``; stops early when ``done``."""
        while self._events and self._events[0][0] <= end and not done():
            self.now, _, do = heapq.heappop(self._events)
            do()
        self.now = max(self.now, end) if not done() else self.now

    def date(self, skew: float = 0.0) -> datetime:
        """What a clock shows that is wrong by so many seconds."""
        return START + timedelta(seconds=self.now + skew)
