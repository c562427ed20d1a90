"""A shopper's journey on the real screens: find, choose, order for pickup at another store, and see it collected.

python -m kiosk.journey --settings FILE --enrol CODE --collect-at STORE [--pictures FOLDER]
"""

import argparse
import sys
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk.app import Screen
from shared import logs
from shared.cache.catalogue import Query
from shared.domain.catalogue import Product, Variant
from shared.domain.errors import EveryshelfError
from shared.domain.states import FulfilmentState
from shared.qt import tasks
from shared.qt.application import make_application, run
from shared.qt.device import Device, open_device
from shared.qt.player import Player, StuckError, play
from shared.settings import DeviceSettings

LOOKED_AT = 400  # products looked at for one that only the other store has
LETTERS = 7  # typed of a product's name


def main() -> int:
    """Play; 0 when the order ended as collected in this kiosk's cache."""
    words = argparse.ArgumentParser(prog="kiosk.journey", description=__doc__)
    words.add_argument("--settings", type=Path, required=True)
    words.add_argument("--enrol", default="")
    words.add_argument("--collect-at", required=True, help="location id of the store to collect at")
    words.add_argument("--pictures", type=Path)
    given = words.parse_args()
    logs.setup("kiosk")
    try:
        settings = DeviceSettings.load(given.settings)
        app = make_application("Everyshelf kiosk")
        return run(app, lambda stop: play(_play(app, settings, given), stop))
    except EveryshelfError as problem:
        print(f"kiosk: {problem}", file=sys.stderr)
        return 2


async def _play(app: QGuiApplication, settings: DeviceSettings, given: argparse.Namespace) -> int:
    device = await open_device(settings, given.enrol)
    screen = Screen(app, device)
    player = Player(screen.window, "kiosk", given.pictures)
    try:
        await _shop(device, screen, player, given.collect_at)
    except StuckError as stuck:
        player.say(error=str(stuck))
        return 1
    finally:
        screen.close()
        await tasks.settled()
        device.close()
    return 0


async def _shop(device: Device, screen: Screen, player: Player, collect_at: str) -> None:
    await player.until(lambda: device.catalogue.search(Query()).total > 0, "the catalogue to arrive")
    product, variant = await tasks.run(_only_there, device, collect_at)
    await player.see("page-attract")
    await player.step("attract")
    if player.shows("wake"):
        await player.tap("wake")
    await player.tap("verb-find")
    await player.see("page-home")
    await player.step("home")
    await player.tap("search-start")
    await _type(player, product.name)
    tile = f"tile-{product.id}"
    await player.until(lambda: player.shows(tile), f"'{product.name}' among the results")
    await player.step("search")
    await player.tap(tile)
    await player.until(lambda: screen.kiosk.product.productId == product.id, "the product")
    await player.see("page-product")
    await _choose(player, screen, product, variant)
    await _collect_at(player, device, screen, collect_at)
    await player.step("product")
    await player.tap("primary")
    await player.tap("dock-basket")
    await player.see("page-basket")
    await player.step("basket")
    await player.tap("primary")
    await player.see("page-how")
    await player.step("how to get it")
    await player.tap("primary")
    await player.see("page-contact")
    await player.step("contact")
    await player.tap("primary")
    await player.see("page-review")
    await player.step("review")
    await player.tap("primary")
    await player.see("page-done")
    await player.until(lambda: bool(screen.kiosk.checkout.order_id), "the order's code")
    await player.step("ordered")
    order_id = screen.kiosk.checkout.order_id
    order = device.orders.get(order_id)
    if order is None:
        raise StuckError("kiosk: the order is on the screen but not in the outbox")
    player.say(order=order_id, code=order.code)
    await player.until(lambda: _state(device, order_id) == "collected", "the order to be collected", 180)
    player.say(state=_state(device, order_id))


def _only_there(device: Device, collect_at: str) -> tuple[Product, Variant]:
    """In a worker thread: something with a photograph that this store lacks and the other one has."""
    here = device.identity.location_id
    for tile in device.catalogue.search(Query(limit=LOOKED_AT)).tiles:
        product = device.catalogue.product(tile.product_id) if tile.media else None
        for variant in product.variants if product else ():
            row = device.catalogue.stock(variant.sku)
            if product and row and row.atp.get(collect_at, 0) > 0 and not row.atp.get(here, 0):
                return product, variant
    raise StuckError(f"kiosk: the store {collect_at} has nothing that {here} lacks")


async def _type(player: Player, text: str) -> None:
    """Type on the kiosk's own keyboard."""
    for letter in text.lower()[:LETTERS].strip():
        key = "key-space" if letter == " " else f"key-{letter}"
        if player.shows(key):
            await player.tap(key)


async def _choose(player: Player, screen: Screen, product: Product, variant: Variant) -> None:
    for option in product.options:
        wanted = variant.options.get(option.id)
        name = f"option-{option.id}-{wanted}"
        if wanted is not None and player.shows(name):
            await player.tap(name)
            await player.until(partial(_chosen, screen, option.id, wanted), f"{wanted} to be chosen")


async def _collect_at(player: Player, device: Device, screen: Screen, collect_at: str) -> None:
    """Choose pickup at that store, from the card or from the list of all stores."""
    name = device.catalogue.locations()[collect_at].name
    await player.until(lambda: bool(screen.kiosk.product.stores), "the other stores")
    cards = [way["title"] for way in screen.kiosk.product.ways]
    if any(name in title for title in cards):
        await player.tap("way-*", next(i for i, title in enumerate(cards) if name in title))
        return
    stores = [store["title"] for store in screen.kiosk.product.stores]
    if not any(name in title for title in stores):
        raise StuckError(f"kiosk: {name} is not among the stores that have it: {', '.join(stores)}")
    await player.tap("more-stores")
    await player.tap(f"store-{next(i for i, title in enumerate(stores) if name in title)}")


def _chosen(screen: Screen, option_id: str, value_id: str) -> bool:
    options = screen.kiosk.product.options
    return any(
        v["chosen"] for o in options if o["id"] == option_id for v in o["values"] if v["id"] == value_id
    )


def _state(device: Device, order_id: str) -> str:
    order = device.orders.get(order_id)
    states = {f.state for f in order.fulfilments} if order else set()
    live = states - {FulfilmentState.REJECTED}
    return ",".join(sorted(s.value for s in live))


if __name__ == "__main__":
    sys.exit(main())
