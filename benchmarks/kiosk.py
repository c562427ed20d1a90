"""The kiosk's speed beside its limits, side by side in one run: start, pages, typing, scrolling, memory, the line.

    ./run bench kiosk [--quick] [--size 1000000] [--rounds 7]

Offscreen, with the software renderer. Kinds take turns, so that they meet the same machine: a start is measured by
turns with an empty window, a keystroke with the same tiles without a search, scrolling with a model of integers. The
last line is JSON. The shop of the asked size is made once and kept in build/bench.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.starting import ROOT, by_turns
from benchmarks.window import furnish_big
from shared.domain.messages import Enrolled
from shared.sync import credential


def starts(folder: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """The real command and an empty window by turns."""
    settings = folder / "kiosk.toml"
    settings.write_text(f'hub = "http://127.0.0.1:9"\nfolder = "{folder}"\nrole = "kiosk"\n', "utf-8")
    return by_turns("kiosk", settings, (1080, 1920), "whole kiosk", rounds)


def child(part: str, folder: Path, *words: str) -> dict[str, Any]:
    """What a part of benchmarks.window measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.window", part, str(folder), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=3000)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise SystemExit(f"the part {part} ended without a word:\n{done.stderr[-2000:]}")
    figures: dict[str, Any] = json.loads(lines[-1])
    return figures


def main(words: list[str] | None = None) -> int:
    """Print the table and the line of JSON; 0."""
    parser = argparse.ArgumentParser(prog="./run bench kiosk", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="2,000 products and few rounds")
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args(words)
    size, rounds = (2_000, 3) if given.quick else (given.size, given.rounds)
    big = furnish_big(ROOT / "build" / "bench" / f"kiosk-{size}", size)
    with tempfile.TemporaryDirectory() as name:
        small = Path(name) / "device"
        from tests.kiosk.shelf import furnish  # noqa: PLC0415 - nothing of it is measured

        furnish(small)
        identity = Enrolled(device_id="b", token="b", role="kiosk", location_id="old-town", epoch="test")  # noqa: S106
        credential.save(small, identity)
        began = starts(small, rounds)
        line = child("line", Path(name) / "hub", "--rounds", str(rounds))
        shutil.rmtree(small)
    plays = ("--rounds", "4" if given.quick else "15")
    play = child("play", big, *plays) | child("memory", big, *plays)
    print(json.dumps(_table(size, began, play, line)))
    return 0


def _table(
    size: int, began: dict[str, list[tuple[float, float]]], play: dict[str, Any], line: dict[str, Any]
) -> dict[str, float]:
    """Print ours, the limit it is measured beside, and their ratio."""
    print(f"{size:,} products\n{'':36}{'ours':>12}{'beside':>12}{'ratio':>8}   asked")
    result: dict[str, float] = {}

    def row(key: str, name: str, pair: Sequence[float], asked: str = "") -> None:
        ours, limit = pair
        result[key] = round(ours / limit, 3)
        print(f"{name:36}{ours:>9.1f} ms{limit:>9.1f} ms{ours / limit:>8.2f}   {asked}")

    for key, name, at, asked in (
        ("first_frame", "first picture", "first picture", "≤ 1.15 × an empty window"),
        ("first_page", "first page that answers", "first page", "≤ 1.15 ×"),
        ("whole", "every page can be reached", "whole kiosk", ""),
    ):
        shown, work = (
            [median(figures[n] for figures in began[what]) for what in (at, "empty window")] for n in (0, 1)
        )
        row(key, name, shown, asked)
        row(f"{key}_work", "  its processor time", work)
    row(
        "keystroke", "keystroke to pixels, p50", play["keystroke"], "≤ 1.05 × the same tiles without a search"
    )
    row("keystroke_p95", "keystroke to pixels, p95", play["keystroke_p95"])
    row("scroll", "CPU per 1,000 px, 100,000 products", play["scroll"], "≤ 1.03 × a model of integers")
    row("frame_p99", "p99 frame while scrolling", play["frame_p99"], "≤ 1.05 ×")
    row("frame_work_p99", "  its processor time", play["frame_work_p99"])
    row("timer_gap", "16 ms timer while requests run, p99", line["gap"], "≤ 1.05 × idle")
    late = f"none (without a search {play['late_limit']:.0f} %)"
    for key, name, value, unit, asked in (
        ("late_strokes", "keystrokes over 16.7 ms", play["late"], "%", late),
        ("request_us", "window's time per request", line["request_us"], "µs", "≤ 10 µs"),
        ("private_mb", "memory of its own", play["private_mb"], "MB", "≤ 450 MB"),
        *((f"page_{page}", f"page: {page}", ms, "ms", "") for page, ms in play["pages"].items()),
    ):
        result[key] = round(value, 1)
        print(f"{name:36}{value:>9.1f} {unit:25}{asked}")
    return result


if __name__ == "__main__":
    sys.exit(main())
