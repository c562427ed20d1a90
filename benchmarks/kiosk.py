"""The kiosk's speed beside an empty window: first frame, pages, typing, scrolling, memory: ``./run bench kiosk``.

Every process is started anew and the kinds take turns, so that they meet the same machine. Offscreen, with the software
renderer.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]
EMPTY = """
import json, resource, sys, time
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
app = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.loadData(b"import QtQuick\\nWindow { width: 1080; height: 1920; visible: true }")
def swapped():
    print(json.dumps({"first_frame": time.time() - float(sys.argv[1]),
                      "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}), flush=True)
    app.quit()
engine.rootObjects()[0].frameSwapped.connect(swapped)
app.exec()
"""


def child(*words: str) -> dict[str, float]:
    """Run a process that prints one JSON line; the line. Its last word is the moment of its start."""
    command = [sys.executable, *words, repr(time.time())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise SystemExit(f"a measured process ended without a word:\n{done.stderr[-2000:]}")
    figures: dict[str, float] = json.loads(lines[-1])
    return figures


def played(folder: Path, started: float) -> dict[str, float]:
    """In a process of its own: the whole kiosk, its pages and its scrolling, in milliseconds."""
    import resource  # noqa: PLC0415 - measured from the process's start

    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    from kiosk.app import Screen  # noqa: PLC0415
    from shared.domain.messages import Enrolled  # noqa: PLC0415
    from shared.qt import application, tasks  # noqa: PLC0415
    from shared.qt.agent import Agent  # noqa: PLC0415
    from shared.qt.device import Device  # noqa: PLC0415
    from shared.settings import DeviceSettings  # noqa: PLC0415

    figures: dict[str, float] = {}

    async def story(app: QGuiApplication) -> int:
        settings = DeviceSettings(folder=folder)
        identity = Enrolled(device_id="b", token="b", role="kiosk", location_id="old-town", epoch="test")  # noqa: S106
        device = Device(settings, Agent(settings), identity)
        screen = Screen(app, device)
        kiosk, frame = screen.kiosk, asyncio.Event()
        screen.window.frameSwapped.connect(frame.set)
        await frame.wait()
        figures["first_frame"] = time.time() - started
        kiosk.wake()

        async def timed(act: Callable[[], object]) -> float:
            await tasks.settled()
            await asyncio.sleep(0.3)
            begin = time.perf_counter()
            act()
            await tasks.settled()
            frame.clear()
            screen.window.update()
            await frame.wait()
            return (time.perf_counter() - begin) * 1000

        figures["departments"] = await timed(lambda: kiosk.go("home"))
        figures["search page"] = await timed(kiosk.find)
        strokes = [await timed(partial(kiosk.search.type, text)) for text in ("j", "ja", "jac")]
        figures["keystroke"] = median(strokes)
        figures["product"] = await timed(lambda: kiosk.show("jacket"))
        kiosk.product.add()
        figures["basket"] = await timed(lambda: kiosk.go("basket"))
        figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        screen.close()
        await tasks.settled()
        device.close()
        return 0

    app = application.make_application("bench")
    application.run(app, lambda _: story(app))
    return figures


def main(words: list[str] | None = None) -> int:
    """Print the table; 0."""
    parser = argparse.ArgumentParser(prog="./run bench kiosk", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="two rounds instead of seven")
    parser.add_argument("--play", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("started", nargs="?", type=float, default=0.0, help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    if given.play:
        print(json.dumps(played(given.play, given.started)), flush=True)
        return 0
    from tests.kiosk.shelf import furnish  # noqa: PLC0415 - not measured

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "device"
        furnish(folder)
        empty, whole = [], []
        for _ in range(2 if given.quick else 7):
            empty.append(child("-c", EMPTY))
            whole.append(child("-m", "benchmarks.kiosk", "--play", str(folder)))
    print(f"{'':14}{'empty window':>16}{'kiosk':>12}{'ratio':>8}")
    for key, unit, scale in (("first_frame", "ms", 1000), ("memory", "MB", 1)):
        bare = median(f[key] for f in empty) * scale
        full = median(f[key] for f in whole) * scale
        print(f"{key.replace('_', ' '):14}{bare:>13.0f} {unit}{full:>9.0f} {unit}{full / bare:>8.2f}")
    for key in ("departments", "search page", "keystroke", "product", "basket"):
        values = [f[key] for f in whole]
        print(f"{key:14}{'':>16}{median(values):>9.0f} ms{'':>8}  (most {max(values):.0f} ms)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
