"""Takes a picture of every page of the counter: ``python -m tests.screens.counter [--story] [--scene NAME …]``."""

import argparse
import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from shared.domain.codes import pickup_code
from shared.domain.order import Contact
from shared.domain.payment import PayLink
from shared.domain.states import LinkState
from shared.qt.agent import Agent
from shared.qt.application import make_application
from shared.qt.application import run as run_loop
from shared.qt.device import Device
from shared.qt.player import Player, photographs
from shared.qt.tasks import settled
from shared.sync.core import Status
from staff import app as composition
from staff.settings import StaffSettings
from tests.screens.__main__ import BUILD, DOCS, keep
from tests.screens.scenery import PEOPLE, furnish, identity, people
from tests.staff.shop import NOW

SCENES = [
    *("sign-in", "queue", "order", "errand", "pick", "instead", "handover", "paylink", "returns", "ship"),
    *("arrival", "lookup", "outbox", "offline", "numbers", "hours", "devices", "palette", "keys"),
]


@dataclass(frozen=True)
class Look:
    """How the window looks: its size, theme, language and the scale of its text."""

    width: int = 1366
    height: int = 768
    contrast: bool = False
    language: str = "en"
    scale: float = 1.0

    @property
    def name(self) -> str:
        """For file names."""
        theme = "contrast" if self.contrast else "light"
        return f"{self.width}-{theme}-{self.scale * 100:.0f}-{self.language}"


LOOKS = (
    Look(),
    Look(contrast=True),
    Look(scale=2.0),
    *(Look(language=code) for code in ("de", "pl", "fr", "ar")),
    *(Look(1920, 1080, language=code) for code in ("en", "de")),
    *(Look(1920, 1080, contrast, "de", 2.0) for contrast in (False, True)),
    Look(contrast=True, language="de", scale=2.0),
)


async def _order(opened: composition.App, player: Player) -> None:
    opened.counter.open("queue")
    opened.views.queue.select(f"{PEOPLE[4]}-f")


async def _pick(opened: composition.App, player: Player) -> None:
    opened.counter.open("pick")
    await settled()
    await player.press(Qt.Key.Key_Return)
    await settled()
    await player.press(Qt.Key.Key_Return)


async def _handover(opened: composition.App, player: Player) -> None:
    opened.counter.scanned("EVERYSHELF:" + pickup_code(PEOPLE[2]))


async def _errand(opened: composition.App, player: Player) -> None:
    opened.counter.open("queue")
    await settled()
    opened.views.queue.select("c1")


async def _instead(opened: composition.App, player: Player) -> None:
    await _pick(opened, player)
    await opened.views.instead.find()


async def _paylink(opened: composition.App, player: Player) -> None:
    await _handover(opened, player)
    await settled()
    order = opened.views.handover.order
    assert order is not None
    link = PayLink(
        id="p",
        provider="psp",
        amount=order.due,
        state=LinkState.OPEN,
        url="https://pay.example.org/l/7Q2M9K",
        asked_at=NOW,
        expires_at=NOW + timedelta(minutes=20),
    )
    payment = order.payment.with_link(link)
    opened.views.handover.update(order.model_copy(update={"payment": payment}))


async def _returns(opened: composition.App, player: Player) -> None:
    order = next(
        o for o in opened.session.device.orders.recent() if o.id.startswith("Past") and len(o.lines) > 1
    )
    named = order.model_copy(update={"contact": Contact(name="Kim Byrne")})
    opened.counter.open("returns")
    await opened.views.returns.open(named)
    opened.views.returns.choose_reason("too_small")
    opened.views.returns.choose_condition("opened")


async def _arrival(opened: composition.App, player: Player) -> None:
    opened.counter.open("ship")
    await settled()
    ship = opened.views.ship
    ship.choose([parcel["task"] for parcel in ship.parcels].index("arrive"))
    ship.unpack()
    ship.count_all()
    ship.count(str(ship.lines[0]["line"]), 0)
    ship.damage()
    ship.count(str(ship.lines[-1]["line"]), -1)


async def _hours(opened: composition.App, player: Player) -> None:
    opened.counter.open("numbers")
    opened.views.numbers.show_hours(True)


async def _lookup(opened: composition.App, player: Player) -> None:
    opened.counter.open("lookup")
    opened.views.lookup.search("jug")
    await settled()
    opened.views.lookup.choose(0)


async def _offline(opened: composition.App, player: Player) -> None:
    opened.counter.open("queue")
    await settled()
    opened.views.queue.select(f"{PEOPLE[3]}-f")
    opened.views.order.claim()
    since, oldest = NOW - timedelta(minutes=4), NOW - timedelta(minutes=31)
    status = Status(online=False, since=since, waiting=7, oldest=oldest)
    opened.session.device._hear({"status": status.model_dump(mode="json")})
    opened.counter.open("outbox")


async def _devices(opened: composition.App, player: Player) -> None:
    opened.views.devices.test("printer")
    opened.counter.open("devices")


Scene = Callable[[composition.App, Player], Awaitable[None]]
ACTS: dict[str, Scene] = {
    "order": _order,
    "errand": _errand,
    "instead": _instead,
    "paylink": _paylink,
    "pick": _pick,
    "handover": _handover,
    "returns": _returns,
    "arrival": _arrival,
    "hours": _hours,
    "lookup": _lookup,
    "offline": _offline,
    "devices": _devices,
}


@asynccontextmanager
async def stage(
    app: QGuiApplication, folder: Path, here: str, scene: str, look: Look
) -> AsyncIterator[composition.App]:
    """The counter at one scene in one look; closed at the end, and nothing of it left in the folder."""
    settings = StaffSettings(folder=folder, languages=(look.language,), sounds=False)
    device = Device(settings, Agent(settings), identity(here))
    opened = composition.build(app, device, settings, preload=False)
    theme = opened.engine.singletonInstance("shared.design", "Theme")
    metrics = opened.engine.singletonInstance("shared.design", "Metrics")
    assert isinstance(theme, QObject)
    assert isinstance(metrics, QObject)
    theme.setProperty("contrast", look.contrast)
    theme.setProperty("motion", False)
    metrics.setProperty("textScale", look.scale)
    opened.window.resize(look.width, look.height)
    device._hear({"status": Status(online=True).model_dump(mode="json")})
    player = Player(opened.window, "counter")
    await settled()
    if scene == "sign-in":
        opened.views.sign_in.present("1001")
    else:
        opened.session.sign(people(here)[0])
        await settled()
        if scene in ACTS:
            await ACTS[scene](opened, player)
        else:
            opened.counter.run(scene)
    for _ in range(6):
        await settled()
        await asyncio.sleep(0.08)
    try:
        yield opened
    finally:
        theme.setProperty("contrast", False)
        metrics.setProperty("textScale", 1.0)
        await composition.close(opened, device)
        for left in [*folder.glob("outbox*"), *folder.glob("slips/queue*")]:  # noqa: ASYNC240 - nothing else runs now
            left.unlink()


async def shoot(
    app: QGuiApplication, folder: Path, here: str, scene: str, look: Look, *, story: bool
) -> None:
    """One picture of one scene."""
    async with stage(app, folder, here, scene, look) as opened:
        await photographs(opened.window)
        await settled()
        image = opened.window.grabWindow()
    image.save(str(BUILD / f"staff-{scene}-{look.name}.png"))
    if story:
        keep(image, f"staff-{scene}" + ("-contrast" if look.contrast else ""))


async def take(app: QGuiApplication, scenes: Sequence[str], *, only_story: bool) -> int:
    """All pictures; gives how many."""
    taken = 0
    with tempfile.TemporaryDirectory() as name:
        here = furnish(Path(name))
        for look in LOOKS:
            for scene in scenes:
                story = look == LOOKS[0] or (look == LOOKS[1] and scene == "queue")
                if story or not only_story:
                    await shoot(app, Path(name), here, scene, look, story=story)
                    taken += 1
    return taken


def main() -> int:
    """The exit code."""
    words = argparse.ArgumentParser(prog="./run screens", description=__doc__)
    words.add_argument("--story", action="store_true", help="only those that tell the story")
    words.add_argument("--scene", nargs="+", default=SCENES, choices=SCENES, metavar="NAME")
    given = words.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    DOCS.mkdir(parents=True, exist_ok=True)
    return pictures(make_application("screens"), given.scene, only_story=given.story)


def pictures(app: QGuiApplication, scenes: Sequence[str] = SCENES, *, only_story: bool) -> int:
    """Take them; 0."""

    async def every(_: asyncio.Event) -> int:
        print(f"{await take(app, scenes, only_story=only_story)} pictures of the counter in {BUILD}")
        return 0

    return run_loop(app, every)


if __name__ == "__main__":
    raise SystemExit(main())
