"""The speaking process: ``python -m shared.qt.speaker`` says what it is told on stdin, one JSON object a line.

``{"say": TEXT, "language": "de", "rate": 1.0, "volume": 1.0}`` interrupts whatever is being said, ``{"stop": true}`` is
silence. It is a process of its own because an audio system that hangs must never hang a window. Speech comes from
espeak-ng where it is installed; ``--record FILE`` writes down what would be said, for tests.
"""

import argparse
import json
import logging
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

from shared import logs

log = logging.getLogger(__name__)
WORDS_PER_MINUTE = 160


class Voice(Protocol):
    """What can speak."""

    def say(self, text: str, language: str, rate: float, volume: float) -> None:
        """Begin to say a text."""

    def stop(self) -> None:
        """Be silent at once."""


class Espeak:
    """espeak-ng, one process a text."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._saying: subprocess.Popen[bytes] | None = None

    def say(self, text: str, language: str, rate: float, volume: float) -> None:
        speed, loud = str(round(WORDS_PER_MINUTE * rate)), str(round(100 * volume))
        command = [self._program, "-v", language, "-s", speed, "-a", loud, "--stdin"]
        self._saying = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
        if self._saying.stdin is not None:
            self._saying.stdin.write(text.encode())
            self._saying.stdin.close()

    def stop(self) -> None:
        if self._saying is not None:
            self._saying.kill()
            self._saying.wait()
            self._saying = None


class Record:
    """Writes every word and every silence into a file, a line each."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def say(self, text: str, language: str, rate: float, volume: float) -> None:
        self._write({"say": text, "language": language, "rate": rate, "volume": volume})

    def stop(self) -> None:
        self._write({"stop": True})

    def _write(self, line: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


class Mute:
    """For a machine that cannot speak: says so once, in the log."""

    def __init__(self) -> None:
        log.warning("this machine has no voice: install espeak-ng (apt-get install espeak-ng) for speech")

    def say(self, text: str, language: str, rate: float, volume: float) -> None:
        """Nothing is heard."""

    def stop(self) -> None:
        """Nothing was said."""


def main() -> int:
    """Speak until stdin closes."""
    words = argparse.ArgumentParser(prog="python -m shared.qt.speaker", description=__doc__)
    words.add_argument("--record", type=Path, help="write down instead of speaking")
    given = words.parse_args()
    logs.setup("speaker")
    voice = _voice(given.record)
    for line in sys.stdin:
        try:
            told = json.loads(line)
            voice.stop()
            if "say" in told:
                voice.say(
                    str(told["say"]),
                    str(told.get("language", "en")),
                    float(told.get("rate", 1)),
                    float(told.get("volume", 1)),
                )
        except (ValueError, TypeError, OSError) as problem:
            log.warning("could not speak (%s)", problem)
    voice.stop()
    return 0


def _voice(record: Path | None) -> Voice:
    if record is not None:
        return Record(record)
    program = shutil.which("espeak-ng")
    return Espeak(program) if program else Mute()


if __name__ == "__main__":
    sys.exit(main())
