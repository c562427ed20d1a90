"""The line to the hub as a shopper should know it: since when it is down, and what is kept here until it is back."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.ui import words
from shared.cache.fold import Entry
from shared.qt import tasks
from shared.qt.device import Device

ORDERS: Final = "order.place"
UNASKED: Final = frozenset({"search.missed", "payment.unlink"})  # no shopper waits for these


class Line(QObject):
    """Silent while the hub answers; ``refresh`` when the line or the outbox may have changed."""

    changed = Signal()

    def __init__(self, device: Device) -> None:
        super().__init__()
        self._device = device
        self._kept: Sequence[Entry] = ()
        self._timer = QTimer(self, interval=20_000)  # the oldest grows older
        self._timer.timeout.connect(self.changed)

    @property
    def down(self) -> bool:
        """Whether the hub is out of reach."""
        return not self._device.now.online and self._device.now.since is not None

    @property
    def text(self) -> str:
        """Since when it is down, and that ordering goes on; empty while it is up."""
        since = self._device.now.since
        if since is None or not self.down:
            return ""
        time = words.clock(since, self._device.catalogue.here().tz)
        return words.tr("No connection since %1. You can order; we confirm it later.", time)

    @property
    def kept(self) -> str:
        """How many orders or messages wait here, and for how long the oldest does; empty when none does."""
        if not self._kept or not self.down:
            return ""
        orders = sum(entry.kind == ORDERS for entry in self._kept)
        age = words.span(words.now() - min(entry.made_at for entry in self._kept))
        if orders:
            return words.tr(
                "%n order(s) are kept here and will be sent, the oldest waits for %1.", age, n=orders
            )
        return words.tr(
            "%n message(s) are kept here and will be sent, the oldest waits for %1.", age, n=len(self._kept)
        )

    def refresh(self) -> None:
        """The line, the outbox, the hour or the language may have changed."""
        if self.down:
            self._timer.start()
            tasks.spawn(self._count())
        else:
            self._timer.stop()
            self._kept = ()
            self.changed.emit()

    async def _count(self) -> None:
        waiting = await tasks.run(self._device.outbox.pending)
        self._kept = [entry for entry in waiting if entry.state != "rejected" and entry.kind not in UNASKED]
        self.changed.emit()
