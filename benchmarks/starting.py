"""A program's start beside an empty window's, by turns."""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
EMPTY: Final = """
import sys, time
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
app = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.loadData(b"import QtQuick\\nWindow { width: %d; height: %d; visible: true }")
def swapped():
    sys.stderr.write(f"empty window is shown: {time.process_time() * 1000:.0f} ms of work\\n")
    sys.stderr.flush()
    app.quit()
engine.rootObjects()[0].frameSwapped.connect(swapped)
app.exec()
"""
Shown = dict[str, tuple[float, float]]


def by_turns(
    program: str, settings: Path, size: tuple[int, int], last: str, rounds: int
) -> dict[str, list[tuple[float, float]]]:
    """By what was shown: milliseconds from the start, and of processor time, so many times; until the last of it.

    The first start of all keeps in the settings' folder what those that are measured begin with.
    """
    command = [sys.executable, "-m", program, "--settings", str(settings)]
    _first(command, settings.parent)
    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(rounds):
        seen = _started([sys.executable, "-c", EMPTY % size], "empty window") | _started(command, last)
        for name, figures in seen.items():
            found.setdefault(name, []).append(figures)
    return found


def _first(command: Sequence[str], folder: Path) -> None:
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not any(folder.glob("*.jpg")) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.1)  # another process's file: nothing tells of it
    process.send_signal(signal.SIGTERM)
    process.wait(30)


def _started(command: Sequence[str], last: str) -> Shown:
    """What "… is shown: N ms of work" tells of."""
    seen: Shown = {}
    said: list[str] = []
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        said.append(line)
        head, found, work = line.partition(" is shown: ")
        if found:
            name = " ".join(head.split()[-2:])
            seen[name] = ((time.perf_counter() - begin) * 1000, float(work.split()[0]))
            if name == last:
                break
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    if last not in seen:
        words = "".join(said[-8:])
        raise SystemExit(f"{command[-1]} ended before its {last} was shown:\n{words}")
    return seen
