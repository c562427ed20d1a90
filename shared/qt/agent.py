"""The window's end of the pipe to its sync agent process."""

import contextlib
import json
import logging
import subprocess
import sys
import threading
from collections import deque
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from shared.settings import DeviceSettings

log = logging.getLogger(__name__)
RESTART_MS = 2_000
Words = SimpleQueue[str | None]  # what one process is told; None: nothing more


class Agent(QObject):
    """Keeps ``python -m shared.sync`` running and turns its lines into a signal in the Qt thread, which never waits."""

    began = Signal()  # a process that has heard nothing yet
    said = Signal(dict)
    fetched = Signal(
        str, int, bool
    )  # a picture, its width, whether it could not be had; in the listening thread
    _heard = Signal()
    _ended = Signal()

    def __init__(self, settings: DeviceSettings, code: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._code = code
        self._process: subprocess.Popen[bytes] | None = None
        self._words = Words()
        self._news: deque[dict[str, Any]] = deque()
        self._listener: threading.Thread | None = None
        self._wanted = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(RESTART_MS)
        self._again.timeout.connect(self.start)
        self._heard.connect(self._pass_on)
        self._ended.connect(self._restart)

    @property
    def running(self) -> bool:
        """Whether there is a process to ask."""
        return self._process is not None

    def start(self) -> None:
        """Start the process; when it dies it is started again."""
        self._wanted = True
        if self._process is not None and self._process.poll() is None:
            return
        s = self._settings
        command = [sys.executable, "-m", "shared.sync", "--folder", str(s.folder), "--hub", s.hub]
        command += ["--role", s.role, "--photo-mb", str(s.photo_cache_mb)]
        command += ["--code", self._code] if self._code else []
        self._process = process = subprocess.Popen(  # noqa: S603 - our own module with our own settings
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._words.put(None)
        self._words = words = Words()
        threading.Thread(target=self._write, args=(process, words), daemon=True).start()
        self._listener = threading.Thread(target=self._listen, args=(process,), daemon=True)
        self._listener.start()
        self.began.emit()

    def tell(self, **words: object) -> None:
        """Send one message: ``poke=True`` after an act, ``enrol=CODE``, ``find=TEXT, id=ID``."""
        self._words.put(json.dumps(words))

    def want(self, sha256: str, width: int) -> None:
        """Have a picture fetched. From any thread."""
        self._words.put(f'{{"photo": "{sha256}", "width": {width}}}')

    @staticmethod
    def _write(process: "subprocess.Popen[bytes]", words: Words) -> None:
        """In a thread, which waits while the agent is too busy to read; one that has died looks for work by itself."""
        if process.stdin is None:
            return
        with contextlib.suppress(OSError, ValueError), process.stdin as pipe:
            for line in iter(words.get, None):
                pipe.write(line.encode() + b"\n")
                if words.empty():
                    pipe.flush()

    def stop(self) -> None:
        """Let the process finish what it does and wait for it; twice is fine."""
        self._wanted = False
        self._again.stop()
        process, self._process = self._process, None
        if process is None:
            return
        self._words.put(None)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._listener is not None:
            self._listener.join(5)

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        if process.stdout is None:
            return
        with contextlib.suppress(RuntimeError), process.stdout:  # the window may be gone before the pipe is
            for line in process.stdout:
                news = _parse(line)
                if news is None:
                    continue
                if "photo" in news:
                    self.fetched.emit(news["photo"], news["width"], "failed" in news)
                    continue
                self._news.append(news)
                self._heard.emit()
            self._ended.emit()

    def _pass_on(self) -> None:
        while self._news:
            self.said.emit(self._news.popleft())

    def _restart(self) -> None:
        if self._wanted and not self._again.isActive():
            log.warning("the sync agent ended; starting it again in %d s", RESTART_MS // 1000)
            self._again.start()


def _parse(line: bytes) -> dict[str, Any] | None:
    try:
        news = json.loads(line)
    except ValueError:
        log.warning("the sync agent said something that is no message: %.80r", line.strip())
        return None
    return news if isinstance(news, dict) else None
