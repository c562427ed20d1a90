"""The wires of a simulation: messages lost, repeated, late and out of order, and the lines on which the hub pokes."""

from collections.abc import Callable
from functools import partial
from random import Random

from bus.feed import rows
from shared.domain.messages import Page
from shared.sync.core import Failure, Fetch, Pull, Send
from tests.simulation.clock import Clock
from tests.simulation.device import SimDevice
from tests.simulation.hub import HubCrashed, SimHub

SILENCE = 40.0  # seconds without a sign of life after which a device gives a line up


class Network:
    """Carries what devices ask and the hub answers; ``hub_ends`` is called when the hub crashes over a request."""

    def __init__(self, clock: Clock, random: Random, hub: SimHub, hub_ends: Callable[[], None]) -> None:
        self.clock = clock
        self.random = random
        self.hub = hub
        self.hub.committed = self._news
        self.hub_ends = hub_ends
        self.trouble = True
        self.devices: list[SimDevice] = []
        self.loss = random.choice((0.0, 0.02, 0.1, 0.25))
        self.repeat = random.choice((0.0, 0.05, 0.2))
        self.late = random.choice((0.0, 0.02, 0.1))
        self._waiting: list[tuple[float, SimDevice, Pull, int]] = []
        self._flush_due = False
        self._lines: dict[str, int] = {}  # device → which life of it the hub has a line open to

    def delay(self) -> float:
        """How long a message takes; some are very late."""
        if self.trouble and self.random.random() < self.late:
            return self.random.uniform(5.0, 90.0)
        return self.random.expovariate(12.0)

    def copies(self) -> int:
        """How often a message arrives."""
        if not self.trouble:
            return 1
        if self.random.random() < self.loss:
            return 0
        return 2 if self.random.random() < self.repeat else 1

    def carry(self, device: SimDevice, request: Pull | Fetch | Send, number: int) -> None:
        """A device's request goes out."""
        if self.trouble and self.random.random() < 0.02:  # something between the device and the hub answers
            status = self.random.choice((400, 401, 413, 422, 429, 500, 502, 503))
            wait = 3.0 if status == 429 else None
            self._answer(device, request, number, Failure(status, wait, "gateway"))
            return
        for _ in range(self.copies()):
            if device.online:
                self.clock.after(self.delay(), lambda: self._arrive(device, request, number))

    def _arrive(self, device: SimDevice, request: Pull | Fetch | Send, number: int) -> None:
        if not device.online or not self.hub.up:
            return
        try:
            answer = self._at_hub(device, request, number)
        except HubCrashed:
            self.hub_ends()
            return
        if answer is not None:
            self._answer(device, request, number, answer)

    def _at_hub(self, device: SimDevice, request: Pull | Fetch | Send, number: int) -> object:
        if isinstance(request, Send):
            return self.hub.mutations(device.who, request.body()) or Failure(409)
        if isinstance(request, Fetch):
            return self.hub.snapshot(device.who)
        answer = self._page(device, request)
        if isinstance(answer, Page) and not answer.rows and request.wait:
            self._waiting.append((self.clock.now + request.wait, device, request, number))
            return None
        return answer

    def _page(self, device: SimDevice, request: Pull) -> Page | Failure:
        try:
            return self.hub.changes(device.who, request.cursor, request.limit)
        except rows.EpochChangedError:
            return Failure(409)
        except rows.CursorExpiredError:
            return Failure(410)

    def _answer(self, device: SimDevice, request: Pull | Fetch | Send, number: int, answer: object) -> None:
        for _ in range(self.copies()):
            self.clock.after(self.delay(), lambda: self._deliver(device, request, number, answer))

    def _deliver(self, device: SimDevice, request: Pull | Fetch | Send, number: int, answer: object) -> None:
        if device.online:
            device.guarded(lambda: device.hear(request, number, answer))
            if isinstance(answer, Page) and device.listens and not self._hears(device):
                self.clock.after(self.delay(), lambda: self._listen(device))

    # --- pokes ----------------------------------------------------------------------------------------------------

    def _hears(self, device: SimDevice) -> bool:
        return self._lines.get(device.who.id) == device.life

    def _listen(self, device: SimDevice) -> None:
        """A device opens the line on which the hub pokes; the first poke comes at once."""
        if device.online and device.up and self.hub.up:
            self._lines[device.who.id] = device.life
            device.guarded(device.poked)

    def _poke(self) -> None:
        for device in filter(self._hears, self.devices):
            if self.copies():
                self.clock.after(self.delay(), partial(self._hear_poke, device, device.life))

    def _hear_poke(self, device: SimDevice, life: int) -> None:
        if device.online and device.life == life:
            device.guarded(device.poked)

    def cut(self, device: SimDevice) -> None:
        """Such a line is cut; the device finds out when nothing has come for a while."""
        if self._hears(device):
            del self._lines[device.who.id]
            self.clock.after(self.random.uniform(0.0, SILENCE), partial(self._notice, device, device.life))

    def _notice(self, device: SimDevice, life: int) -> None:
        if device.life == life and not self._hears(device):
            device.guarded(device.deaf)

    def _news(self) -> None:
        """Something was committed: whoever waits hears of it a little later, several commits at once."""
        if not self._flush_due:
            self._flush_due = True
            self.clock.after(self.random.uniform(0.5, 6.0) if self.trouble else 0.5, self._flush)

    def _flush(self) -> None:
        self._flush_due = False
        self._poke()
        waiting, self._waiting = self._waiting, []
        for deadline, device, request, number in waiting:
            if self.hub.up and deadline > self.clock.now:
                try:
                    answer = self._page(device, request)
                except HubCrashed:
                    self.hub_ends()
                    return
                if isinstance(answer, Failure) or answer.rows:
                    self._answer(device, request, number, answer)
                else:
                    self._waiting.append((deadline, device, request, number))

    def forget(self) -> None:
        """The hub was started anew: nobody waits for news any more."""
        self._waiting.clear()

    def cut_all(self) -> None:
        """The hub has crashed: nobody waits, and every line is dead."""
        self.forget()
        for device in self.devices:
            self.cut(device)
