"""One run: devices, network, hub, and a seed that decides everything that goes wrong."""

import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bus.desk.work import Device
from tests.simulation import judge
from tests.simulation.clock import Clock
from tests.simulation.device import SimDevice
from tests.simulation.hub import STORES, HubCrashed, SimHub
from tests.simulation.network import Network

MEMORY = Path("/dev/shm")  # a crash here is a rolled back transaction, not a lost disk
DAY = 86_400.0


@dataclass(frozen=True)
class Scale:
    """How much happens; the defaults are those the promises are made for."""

    devices: int = 20
    orders: int = 12
    skus: int = 6
    units: int = 25
    trouble: float = 240.0  # seconds of the safety phase
    healing: float = 60.0  # seconds within which everything must have come right


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    seed: int
    lost: int
    twice: int
    oversold: int
    not_live: bool
    wrong: tuple[str, ...]  # each finding in words
    trace: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether every promise was kept."""
        return not self.wrong


class World:
    """Everything of one run; ``trace`` keeps the last events in words."""

    def __init__(self, seed: int, scale: Scale, folder: Path) -> None:
        self.seed = seed
        self.scale = scale
        self.random = random = Random(seed)
        self.clock = Clock()
        self.trace: deque[tuple[float, tuple[object, ...]]] = deque(maxlen=4_000)
        self.hub = SimHub(self.clock, random, folder / "hub", skus=scale.skus, units=scale.units)
        self.network = Network(self.clock, random, self.hub, self._hub_ends)
        self.trouble = True
        self.devices = self.network.devices = [self._device(i, folder) for i in range(scale.devices)]

    def note(self, *what: object) -> None:
        """Write an event down."""
        self.trace.append((self.clock.now, what))

    def _device(self, number: int, folder: Path) -> SimDevice:
        role = "staff" if number % 5 in {0, 1} else "kiosk"
        who = Device(f"{role}-{number}", role, STORES[number % len(STORES)])  # type: ignore[arg-type]
        skew = self.random.choice((0.0, 0.0, -DAY, DAY, self.random.uniform(-DAY, DAY)))
        device = SimDevice(who, folder / who.id, self.clock, Random(self.random.random()), skew)
        device.ask = self.network.carry
        device.trace = self.note
        return device

    # --- what goes wrong ------------------------------------------------------------------------------------------

    def plan(self) -> None:
        """Decide when everything happens."""
        for device in self.devices:
            self._plan_people(device)
            self._plan_faults(device)
        self._plan_hub()

    def _plan_people(self, device: SimDevice) -> None:
        self.clock.after(self.random.uniform(0.0, 5.0), device.guarded_start)
        for _ in range(self.scale.orders):
            self._at(0.0, 0.9, device, lambda: device.place(self.hub.skus, STORES))
        if device.who.role == "staff":
            for _ in range(self.scale.orders):
                self._at(0.1, 1.0, device, device.work)
            self._at(0.5, 1.0, device, device.tidy)
        if self.random.random() < 0.1:
            self._at(0.0, 0.5, device, device.poison)

    def _plan_faults(self, device: SimDevice) -> None:
        end = self.scale.trouble
        for _ in range(self.random.choice((0, 1, 1, 2, 3))):
            self.clock.after(self.random.uniform(0.0, end), lambda: self._arm(device))
        for _ in range(self.random.choice((0, 1, 1, 2))):
            self._partition(device, self.random.uniform(0.0, end), self.random.choice((5.0, 30.0, 120.0)))
        if self.random.random() < 0.1:
            self._at(0.2, 1.0, device, device.lose_cache)

    def _plan_hub(self) -> None:
        hub = self.hub
        for _ in range(30):
            self._hub_at(hub.importer)
        for _ in range(self.random.choice((0, 1, 2))):
            self._hub_at(hub.compact)
        for _ in range(self.random.choice((0, 1, 3))):
            self._hub_at(self._arm_hub)
        if self.random.random() < 0.4:
            moment = self.random.uniform(0.1, 0.6) * self.scale.trouble
            self.clock.after(moment, lambda: self._on_hub(hub.backup))
            for _ in range(self.random.choice((1, 1, 2))):
                moment += self.random.uniform(5.0, 100.0)
                self.clock.after(moment, lambda: self._on_hub(self._restore))

    def _at(self, first: float, last: float, device: SimDevice, do: Callable[[], None]) -> None:
        moment = self.random.uniform(first, last) * self.scale.trouble
        self.clock.after(moment, lambda: device.guarded(do))

    def _hub_at(self, do: Callable[[], None]) -> None:
        self.clock.after(self.random.uniform(0.0, 1.0) * self.scale.trouble, lambda: self._on_hub(do))

    def _on_hub(self, do: Callable[[], None]) -> None:
        if self.hub.up and self.trouble:
            try:
                do()
            except HubCrashed:
                self._hub_ends()

    def _hub_ends(self) -> None:
        self.note("hub crashed")
        self.hub.up = False
        self.hub.database.disarm()
        self.network.cut_all()
        self.clock.after(self.random.uniform(0.5, 10.0), self._hub_starts)

    def _hub_starts(self) -> None:
        self.hub.database.disarm()
        self.hub.start()
        self.hub.up = True

    def _arm(self, device: SimDevice) -> None:
        if device.up and self.trouble:
            device.left = self.random.randrange(60)

    def _arm_hub(self) -> None:
        self.hub.database.arm(self.random.randrange(80))

    def _restore(self) -> None:
        if self.hub.restore():
            self.note("hub restored")
            self.network.forget()

    def _partition(self, device: SimDevice, start: float, length: float) -> None:
        def go(online: bool) -> None:
            if not self.trouble:
                return  # all lines are back and stay
            device.online = online
            self.note("online" if device.online else "offline", device.who.id)
            self.network.cut(device)

        self.clock.after(start, lambda: go(online=False))
        self.clock.after(start + length, lambda: go(online=True))

    # --- the run --------------------------------------------------------------------------------------------------

    def run(self) -> Outcome:
        """The safety phase, the healing, and the verdict."""
        seed_trace = self.note
        self.plan()
        self.clock.run_until(self.scale.trouble)
        self.trouble = self.network.trouble = False
        self._hub_starts()
        seed_trace("healing begins")
        for device in self.devices:
            device.online = True
            device.left = -1
            device.guarded_start()
        healed = self.clock.now + self.scale.healing
        self._tidy_up()
        self.clock.run_until(healed, done=self._settled)
        return judge.verdict(self)

    def _tidy_up(self) -> None:
        for device in self.devices:
            device.guarded(device.tidy)
        self.clock.after(2.0, self._tidy_up)

    def _settled(self) -> bool:
        """Looked at only now and then: it costs."""
        if self.clock.now < getattr(self, "_look_again", 0.0):
            return False
        self._look_again = self.clock.now + 5.0
        return not judge.unsettled(self)

    def close(self) -> None:
        """Close every file."""
        for device in self.devices:
            if device.up:
                device.crash()
        self.hub.database.close()


def run(seed: int, scale: Scale | None = None) -> Outcome:
    """One run of a seed; the same seed gives the same run."""
    place = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place, prefix="simulation-") as folder:
        world = World(seed, scale or Scale(), Path(folder))
        try:
            return world.run()
        finally:
            world.close()
