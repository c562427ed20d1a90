"""The demo: a hub, a kiosk and a counter on one machine, by hand or played by itself.

python -m bus.demo --systems | [--shop FOLDER] [--stores FILE] [--headless] [--pictures FOLDER] [--folder FOLDER]
"""

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from bus.connectors.files.shop import load_shop
from bus.desk import devices
from bus.desk.lookup import find_order
from bus.hub import RunningHub, running
from shared import logs
from shared.domain.errors import EveryshelfError
from shared.settings import HubSettings

ROOT = Path(__file__).resolve().parents[1]
DEMO_SHOP = ROOT / "assets" / "shop"


@dataclass
class Played:
    """What the played journeys said."""

    steps: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    order: str = ""
    code: str = ""
    states: dict[str, str] = field(default_factory=dict)


def main(words: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="./run demo", description="The hub, a kiosk and a counter on one machine."
    )
    parser.add_argument("--headless", action="store_true", help="play an order by itself, offscreen")
    parser.add_argument(
        "--shop", type=Path, default=DEMO_SHOP, help="a real shop's folder instead of the demo shop"
    )
    parser.add_argument(
        "--stores", type=Path, help="stores for a shop that brings none (JSON lines, or its folder)"
    )
    parser.add_argument("--pictures", type=Path, help="where the played steps' pictures go")
    parser.add_argument(
        "--folder", type=Path, help="keep hub and devices here (default: a new folder, removed after)"
    )
    parser.add_argument(
        "--systems",
        action="store_true",
        help="play one order through a real web shop, ERP, CRM and mail server",
    )
    given = parser.parse_args(words)
    if given.systems:
        kept = ["--folder", str(given.folder)] if given.folder else []
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "tests.systems", *kept], cwd=ROOT, check=False
        ).returncode
    logs.setup("demo")
    folder = given.folder or Path(tempfile.mkdtemp(prefix="everyshelf-demo-"))
    try:
        return asyncio.run(_demo(given, folder.resolve()))
    except EveryshelfError as problem:
        print(f"demo: {problem}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 130
    finally:
        if given.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


async def _demo(given: argparse.Namespace, folder: Path) -> int:
    started = time.perf_counter()
    task = asyncio.current_task()
    if task is not None:  # asked to end, every program started here is ended first
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    settings = HubSettings(port=0, folder=folder / "hub")
    settings.folder.mkdir(parents=True, exist_ok=True)
    async with running(settings) as hub:
        loaded = await asyncio.to_thread(load_shop, hub.database, given.shop, given.stores, settings.folder)
        hub.hub.committed()
        size = f"{loaded.products} products, {loaded.variants} SKUs, {loaded.stores} stores"
        print(f"{loaded.shop}: {size}; hub at {hub.url}")
        kiosk = _device(hub, folder, "kiosk", loaded.here)
        # By hand both stand in one store: the counter hears the kiosk's calls. Played, the goods wait in another.
        staff = _device(hub, folder, "staff", loaded.there if given.headless else loaded.here)
        if given.headless:
            pictures = (given.pictures or ROOT / "build" / "demo").resolve()
            kiosk += ["--collect-at", loaded.there]
            return await _play(hub, kiosk, staff, pictures, started)
        return await _by_hand(kiosk, staff, loaded.hint)


def _device(hub: RunningHub, folder: Path, role: Literal["kiosk", "staff"], store: str) -> list[str]:
    """Settings and a one-time code for a device; gives the words its program is started with."""
    home = folder / role
    home.mkdir(parents=True, exist_ok=True)
    path = home / "settings.toml"
    path.write_text(f'hub = "{hub.url}"\nfolder = "{home}"\nrole = "{role}"\nname = "{role.title()} 1"\n')
    code = hub.database.write(lambda c: devices.make_code(c, role, store, datetime.now(UTC)))
    return ["--settings", str(path), "--enrol", code]


async def _by_hand(kiosk: list[str], staff: list[str], hint: str) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with _program("kiosk", kiosk) as shopper, _program("staff", staff) as counter:
        print(hint)
        print("Ctrl+C ends everything.")
        ended = asyncio.gather(shopper.wait(), counter.wait())
        waiting = asyncio.ensure_future(stop.wait())
        await asyncio.wait((ended, waiting), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
    return 0


async def _play(hub: RunningHub, kiosk: list[str], staff: list[str], pictures: Path, started: float) -> int:
    played = Played()
    await asyncio.to_thread(_empty, pictures)
    clerk: asyncio.Task[None] | None = None
    shots = ["--pictures", str(pictures)]
    async with _program("kiosk.journey", kiosk + shots, piped=True) as shopper:
        async for news in _news(shopper, played):
            _note(played, news)
            if "order" in news and clerk is None:
                words = [*staff, *shots, "--code", news["code"]]
                clerk = asyncio.create_task(_play_clerk(words, played, shopper))
        if clerk is not None:
            await clerk
    state = hub.database.read(lambda c: find_order(c, played.order)) if played.order else None
    if state is not None:
        played.states["hub"] = ",".join(f.state.value for f in state.fulfilments)
    wanted = dict.fromkeys(("hub", "kiosk", "staff"), "collected")
    if played.states != wanted:
        played.errors.append(f"the order should be collected everywhere but is {played.states}")
    print(f"\n{len(played.steps)} steps, pictures in {pictures}")
    for error in played.errors:
        print(f"  ! {error}")
    seconds = round(time.perf_counter() - started, 1)
    state_word = "collected" if played.states == wanted else played.states.get("hub", "none")
    result = {"order": played.order, "state": state_word, "steps": len(played.steps), "seconds": seconds}
    print(json.dumps(result | {"errors": played.errors}))
    return 1 if played.errors else 0


def _empty(pictures: Path) -> None:
    """A folder for this play's pictures alone; what else lies in it stays."""
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("*.png"):
        old.unlink()


async def _play_clerk(words: list[str], played: Played, shopper: asyncio.subprocess.Process) -> None:
    async with _program("staff.journey", words, piped=True) as clerk:
        async for news in _news(clerk, played):
            _note(played, news)
        if clerk.returncode and shopper.returncode is None:
            shopper.terminate()  # nobody will hand over what it waits for


def _note(played: Played, news: dict[str, Any]) -> None:
    if "step" in news:
        played.steps.append(news)
        print(f"{news['seconds']:7.2f} s  {news['who']:<6} {news['step']}", flush=True)
    if "order" in news:
        played.order, played.code = news["order"], news["code"]
    if "state" in news:
        played.states[news["who"]] = news["state"]
    if "error" in news:
        played.errors.append(news["error"])


async def _news(program: asyncio.subprocess.Process, played: Played) -> AsyncIterator[dict[str, Any]]:
    if program.stdout is None:
        return
    async for line in program.stdout:
        try:
            yield json.loads(line)
        except ValueError:
            print(line.decode(errors="replace"), end="")
    if await program.wait():
        played.errors.append(f"a program ended with exit code {program.returncode}")


@contextlib.asynccontextmanager
async def _program(
    module: str, words: list[str], *, piped: bool = False
) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = dict(os.environ)
    if piped or not ({"DISPLAY", "WAYLAND_DISPLAY"} & environment.keys()):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *words,
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE if piped else None,
        start_new_session=True,  # Ctrl+C comes to us alone; we end the windows in order
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), 10)
        if process.returncode is None:
            process.kill()
            await process.wait()


if __name__ == "__main__":
    raise SystemExit(main())
