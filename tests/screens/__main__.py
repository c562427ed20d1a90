"""Takes a picture of every screen: ``python -m tests.screens [--story] [--only WORD …]``.

All of them go to build/screens; those that tell the story also to docs/screens, rewritten only when they change.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageChops, ImageStat
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.ui.idle import WIPE_SECONDS
from shared.qt.application import make_application
from shared.qt.player import photographs
from shared.sync.core import Status
from tests.kiosk.scenes import PAGES, SHEETS, show
from tests.kiosk.stage import LANDSCAPE, PORTRAIT, Cast, Stage, play, stage
from tests.screens.shop import open_shop

ROOT = Path(__file__).resolve().parents[2]
BUILD, DOCS = ROOT / "build" / "screens", ROOT / "docs" / "screens"
PLACES = [*PAGES, *(f"sheet-{name}" for name in SHEETS)]
LOOKS = [
    *product((False, True), (1.0, 2.0), ("en", "ar")),
    *product((False,), (1.0,), ("de", "pl", "fr")),
]
STORY_WIDTH = 540
MOST_BYTES = 60_000
SAME = 0.2  # mean difference of a channel (0 to 255) below which a picture has not changed


def story(place: str, size: tuple[int, int], contrast: bool, scale: float, language: str) -> bool:
    """Whether a picture is one of those that tell the story."""
    plain = not contrast and scale == 1.0 and language == "en"
    if size == PORTRAIT and plain:
        return True
    if size == LANDSCAPE:
        return plain and place in {"attract", "search", "product", "basket"}
    few = place in {"attract", "product", "basket", "done"}
    return few and (contrast, scale, language) in {(True, 1.0, "en"), (False, 2.0, "en"), (False, 1.0, "ar")}


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


async def take(
    app: QGuiApplication, folder: Path, cast: Cast, only_story: bool, only: Sequence[str] = ()
) -> tuple[int, int]:
    """The pictures whose names have all words of ``only``; how many were taken, and of the story's have changed."""
    taken = changed = 0
    for size in (PORTRAIT, LANDSCAPE):
        async with stage(app, folder, size, cast) as on:
            for look, place in product(LOOKS, PLACES):
                name = _name(place, size, *look)
                if only_story and not story(place, size, *look):
                    continue
                if not all(word in name.split("-") for word in only):
                    continue
                await _fresh(on, *look)
                await show(on, place)
                await photographs(on.screen.window)
                await on.rest()
                image = on.screen.window.grabWindow()
                image.save(str(BUILD / f"{name}.png"))
                taken += 1
                if story(place, size, *look):
                    changed += keep(image, name)
    return taken, changed


async def _fresh(on: Stage, contrast: bool, scale: float, language: str) -> None:
    """The kiosk as after a wipe, in another look."""
    kiosk = on.screen.kiosk
    on.device.now = Status(online=True, since=on.device.now.since)
    on.device.status.emit(on.device.now)
    kiosk.idle.finish()
    for _ in range(WIPE_SECONDS):
        kiosk.idle.tick()
    on.shell.setProperty("byKeys", False)  # as for whoever touches: no ring shows where the focus is
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
    words.add_argument(
        "--only", nargs="+", default=(), metavar="WORD", help="kiosk pictures with these words in their names"
    )
    given = words.parse_args()
    app = make_application("screens")
    BUILD.mkdir(parents=True, exist_ok=True)
    DOCS.mkdir(parents=True, exist_ok=True)

    with tempfile.TemporaryDirectory() as folder:
        cast = open_shop(Path(folder))

        async def run() -> None:
            taken, changed = await take(app, Path(folder), cast, given.story, given.only)
            print(f"{taken} pictures in {BUILD}, {changed} of the story changed in {DOCS}")

        play(app, run)
    if given.only:
        return 0
    from tests.screens import counter  # noqa: PLC0415 - it takes what it needs from here

    return counter.pictures(app, only_story=given.story)


if __name__ == "__main__":
    sys.exit(main())
