"""A clerk's journey on the real screens: sign in, find the order in the queue, pick, make ready, hand over by code.

python -m staff.journey --settings FILE --enrol CODE [--code PICKUPCODE] [--back PICKUPCODE] [--pictures FOLDER]

Without a code the clerk waits for the first order that comes; a line on standard input lets the clerk go and pick it,
another one lets the shopper come to collect it;
``--back`` takes a piece of an order back instead.
"""

import argparse
import asyncio
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from shared import logs
from shared.domain.errors import EveryshelfError
from shared.domain.states import FulfilmentState
from shared.qt.application import make_application, run
from shared.qt.device import Device, open_device
from shared.qt.player import Player, StuckError, play
from staff.app import build, close, members
from staff.settings import StaffSettings


def main() -> int:
    """Play; 0 when the order ended as collected in this counter's cache."""
    words = argparse.ArgumentParser(prog="staff.journey", description=__doc__)
    words.add_argument("--settings", type=Path, required=True)
    words.add_argument("--enrol", default="")
    words.add_argument("--code", default="", help="pickup code of the order (default: the first that comes)")
    words.add_argument("--back", default="", help="pickup code of an order of which a piece comes back")
    words.add_argument("--pin", default="2468", help="PIN of the demo's staff")
    words.add_argument("--pictures", type=Path)
    given = words.parse_args()
    logs.setup("staff")
    try:
        settings = StaffSettings.load(given.settings)
        app = make_application("Everyshelf counter")
        return run(app, lambda stop: play(_play(app, settings, given), stop))
    except EveryshelfError as problem:
        print(f"staff: {problem}", file=sys.stderr)
        return 2


async def _play(app: QGuiApplication, settings: StaffSettings, given: argparse.Namespace) -> int:
    device = await open_device(settings, given.enrol)
    opened = build(app, device, settings)
    player = Player(opened.window, "staff", given.pictures)
    try:
        await _sign_in(device, player, given.pin)
        await (_take_back(player, given.back) if given.back else _serve(device, player, given.code))
        await player.step("shift over")
        await player.until(lambda: not device.outbox.pending(), "the hub to have it all", 120)
    except StuckError as stuck:
        player.say(error=str(stuck))
        return 1
    finally:
        await close(opened, device)
    return 0


async def _sign_in(device: Device, player: Player, pin: str) -> None:
    await player.until(lambda: bool(members(device)), "the staff of this store to arrive")
    clerk = next((m for m in members(device) if m.role == "clerk"), members(device)[0])
    await player.tap("signin-badge")
    await player.step("sign in")
    await player.type(clerk.badge + "\n" + pin + "\n")
    await player.until(lambda: player.shows("queue-list"), "the queue")


async def _take_back(player: Player, code: str) -> None:
    """Take one piece of an order of any store and channel back, for money."""
    await player.tap("scan-input")
    await player.type(code + "\n")
    await player.tap("order-return")
    await player.tap("return-unwanted")
    await player.see("return-primary")
    await player.step("goods come back")
    await player.tap("return-primary")
    await player.step("given back")


async def _serve(device: Device, player: Player, code: str) -> None:
    waits = not code
    if not code:
        await player.step("no work yet")
        await player.until(lambda: bool(device.orders.queue()), "an order", 300)
        code = device.orders.queue()[0].code
    await player.until(lambda: _state(device, code) == "open", "the shopper's order in the queue")
    await player.until(lambda: player.shows("job-0"), "the order's row")
    await player.step("queue")
    if waits:
        await asyncio.to_thread(sys.stdin.readline)
    await player.tap("job-0")
    await player.tap("order-primary")
    await player.see("pick-primary")
    await player.step("picking")
    while player.shows("pick-primary"):
        await player.press(Qt.Key.Key_Return)
        await asyncio.sleep(0.1)
        if _state(device, code) == "ready":
            break
    await player.until(lambda: _state(device, code) == "ready", "the order to be ready")
    await player.step("ready")
    if waits:
        await asyncio.to_thread(sys.stdin.readline)
    await player.type(code + "\n")
    await player.see("handover-primary")
    await player.step("handover")
    await player.tap("handover-primary")
    if player.shows("handover-primary"):  # the first press took the money that was due
        await player.step("paid at the counter")
        await player.tap("handover-primary")
    await player.until(lambda: _state(device, code) == "collected", "the order to be collected")
    await player.step("collected")
    player.say(state=_state(device, code))


def _state(device: Device, code: str) -> str:
    order = device.orders.by_code(code)
    live = {f.state for f in order.fulfilments} - {FulfilmentState.REJECTED} if order else set()
    return ",".join(sorted(s.value for s in live))


if __name__ == "__main__":
    sys.exit(main())
