"""Takes a picture of every screen: ``python -m tests.screens [--story]``.

All of them go to build/screens; those that tell the story also to docs/screens, rewritten only when they change.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.ui.idle import WIPE_SECONDS
from shared.domain.states import LinkState
from shared.qt.application import make_application
from shared.sync.core import Status
from tests.kiosk.stage import LANDSCAPE, PORTRAIT, Cast, Stage, play, stage
from tests.screens.shop import open_shop

ROOT = Path(__file__).resolve().parents[2]
BUILD, DOCS = ROOT / "build" / "screens", ROOT / "docs" / "screens"
PAGES = [
    *("attract", "home", "search", "typed", "category", "product", "basket", "how", "address", "contact"),
    *("review", "pay", "unpaid", "done", "kept", "curbside", "collect", "status", "idle", "keeper"),
]
SHEETS = ["access", "language", "staff", "scan", "filter", "stores", "compare", "phone", "receipt", "zoom 0"]
PLACES = [*PAGES, *(f"sheet-{name}" for name in SHEETS)]
STORY_WIDTH = 540
MOST_BYTES = 60_000
SAME = 0.6  # mean difference of a channel (0 to 255) below which a picture has not changed


def story(place: str, size: tuple[int, int], contrast: bool, scale: float, language: str) -> bool:
    """Whether a picture is one of those that tell the story."""
    plain = not contrast and scale == 1.0 and language == "en"
    if size == PORTRAIT and plain:
        return True
    if size == LANDSCAPE:
        return plain and place in {"attract", "search", "product", "basket"}
    few = place in {"attract", "product", "basket", "done"}
    return few and (contrast, scale, language) in {(True, 1.0, "en"), (False, 2.0, "en"), (False, 1.0, "ar")}


async def show(on: Stage, place: str) -> None:
    """Bring a page or sheet onto the stage, with something to see on it."""
    if place.startswith("sheet-"):
        await _show_sheet(on, place.removeprefix("sheet-"))
    elif place in _SCENES:
        await _SCENES[place](on)
    else:
        await on.go(place)
    await on.rest()
    await _loaded(on)


async def _show_sheet(on: Stage, sheet: str) -> None:
    await on.go({"filter": "category", "phone": "basket", "receipt": "done"}.get(sheet, "product"))
    if sheet == "receipt":
        await on.rest()
        on.screen.kiosk.receipt.choose("qr")
    if sheet == "compare":
        on.screen.kiosk.compare.toggle(on.cast.product)
        on.screen.kiosk.compare.toggle(on.cast.elsewhere)
    on.sheet(sheet)


async def _typed(on: Stage) -> None:
    await on.go("search")
    on.screen.kiosk.search.type(on.cast.words.lower())


async def _address(on: Stage) -> None:
    checkout = on.screen.kiosk.checkout
    await on.go("how")
    home = [i for i, option in enumerate(checkout.options) if option["tone"] == "home"]
    checkout.choose(home[0] if home else 0)
    for field, text in (("name", "Ada Byrne"), ("street", "7 Weir Walk"), ("city", "Carrickvane")):
        checkout.fill(field, text)
    checkout.checkAddress()


async def _contact(on: Stage) -> None:
    await on.go("contact")
    on.screen.kiosk.checkout.fill("phone", "087 123 4567")
    on.screen.kiosk.checkout.tell("sms")


async def _kept(on: Stage) -> None:
    on.device.now = Status(online=False, since=on.device.now.since)
    on.screen.kiosk.status.emit()
    await on.go("done")


async def _status(on: Stage) -> None:
    await on.go("done")
    on.screen.kiosk.collect.type(on.screen.kiosk.checkout.code)
    await on.rest()
    await on.go("collect")


async def _unpaid(on: Stage) -> None:
    await on.go("pay")
    await on.hear_link(state=LinkState.UNKNOWN)


async def _curbside(on: Stage) -> None:
    await on.go("how")
    checkout = on.screen.kiosk.checkout
    checkout.choose(next(i for i, option in enumerate(checkout.options) if option["icon"] == "car"))


async def _idle(on: Stage) -> None:
    await on.go("basket")
    on.screen.kiosk.idle.nothing_to_lose = False
    for _ in range(72):
        on.screen.kiosk.idle.tick()


_SCENES = {
    "typed": _typed,
    "address": _address,
    "contact": _contact,
    "kept": _kept,
    "unpaid": _unpaid,
    "curbside": _curbside,
    "status": _status,
    "idle": _idle,
}


async def _loaded(on: Stage) -> None:
    """Wait for photographs: they are read beside the window."""
    for _ in range(40):
        photos = [i for i in on.items() if i.inherits("QQuickImage")]
        if not any(_waits(photo) for photo in photos):
            break
        await asyncio.sleep(0.05)
    await on.rest()


def _waits(photo: QObject) -> bool:
    return bool(photo.property("source").toString()) and 0 < (photo.property("progress") or 0) < 1


def keep(image: QImage, name: str) -> bool:
    """Put a small picture into docs/screens unless it shows what is there already."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (image.width(), image.height())
    picture = Image.frombuffer("RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine(), 1)
    width = STORY_WIDTH if size[0] < size[1] else round(STORY_WIDTH * 16 / 9)
    picture = picture.resize((width, round(size[1] * width / size[0])), Image.Resampling.LANCZOS)
    file = DOCS / f"{name}.webp"
    if file.exists():
        with Image.open(file) as before:
            difference = (
                ImageChops.difference(before.convert("RGB"), picture) if before.size == picture.size else None
            )
        if difference is not None and max(ImageStat.Stat(difference).mean) < SAME:
            return False
    for quality in (82, 74, 64, 50):
        picture.save(file, "WEBP", quality=quality, method=6)
        if file.stat().st_size < MOST_BYTES:
            break
    return True


async def take(app: QGuiApplication, folder: Path, cast: Cast, only_story: bool) -> tuple[int, int]:
    """All pictures; gives how many were taken and how many of the story's changed."""
    taken = changed = 0
    for size in (PORTRAIT, LANDSCAPE):
        async with stage(app, folder, size, cast) as on:
            for look in product((False, True), (1.0, 2.0), ("en", "ar")):
                for place in PLACES:
                    if only_story and not story(place, size, *look):
                        continue
                    await _fresh(on, *look)
                    await show(on, place)
                    image = on.screen.window.grabWindow()
                    name = _name(place, size, *look)
                    image.save(str(BUILD / f"{name}.png"))
                    taken += 1
                    if story(place, size, *look):
                        changed += keep(image, name)
    return taken, changed


async def _fresh(on: Stage, contrast: bool, scale: float, language: str) -> None:
    """The kiosk as after a wipe, in another look."""
    kiosk = on.screen.kiosk
    on.device.now = Status(online=True, since=on.device.now.since)
    kiosk.status.emit()
    kiosk.idle.finish()
    for _ in range(WIPE_SECONDS):
        kiosk.idle.tick()
    kiosk.access.resize(scale)
    kiosk.access.turn("motion", False)
    kiosk.access.turn("contrast", contrast)
    kiosk.access.speak(language)
    await on.rest()


def _name(place: str, size: tuple[int, int], contrast: bool, scale: float, language: str) -> str:
    shape = "portrait" if size == PORTRAIT else "landscape"
    theme = "contrast" if contrast else "light"
    return f"kiosk-{place.removesuffix(' 0')}-{shape}-{theme}-{int(scale * 100)}-{language}"


def main() -> int:
    """The exit code."""
    words = argparse.ArgumentParser(prog="./run screens", description="Take a picture of every screen.")
    words.add_argument("--story", action="store_true", help="only those that tell the story")
    given = words.parse_args()
    app = make_application("screens")
    BUILD.mkdir(parents=True, exist_ok=True)
    DOCS.mkdir(parents=True, exist_ok=True)

    with tempfile.TemporaryDirectory() as folder:
        cast = open_shop(Path(folder))

        async def run() -> None:
            taken, changed = await take(app, Path(folder), cast, given.story)
            print(f"{taken} pictures in {BUILD}, {changed} of the story changed in {DOCS}")

        play(app, run)
    from tests.screens import counter  # noqa: PLC0415 - it takes what it needs from here

    return counter.pictures(app, only_story=given.story)


if __name__ == "__main__":
    sys.exit(main())
