"""The window's end of the pipe to its sync agent process."""

import contextlib
import json
import logging
import subprocess
import sys
import threading
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from shared.settings import DeviceSettings

log = logging.getLogger(__name__)
RESTART_MS = 2_000


class Agent(QObject):
    """Keeps ``python -m shared.sync`` running and turns its lines into a signal in the Qt thread."""

    said = Signal(dict)
    _ended = Signal()

    def __init__(self, settings: DeviceSettings, code: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._code = code
        self._process: subprocess.Popen[str] | None = None
        self._listener: threading.Thread | None = None
        self._wanted = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(RESTART_MS)
        self._again.timeout.connect(self.start)
        self._ended.connect(self._restart)

    def start(self) -> None:
        """Start the process; when it dies it is started again."""
        self._wanted = True
        if self._process is not None and self._process.poll() is None:
            return
        s = self._settings
        command = [sys.executable, "-m", "shared.sync", "--folder", str(s.folder), "--hub", s.hub]
        command += ["--role", s.role, "--photo-mb", str(s.photo_cache_mb)]
        command += ["--code", self._code] if self._code else []
        self._process = subprocess.Popen(  # noqa: S603 - our own module with our own settings
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self._listener = threading.Thread(target=self._listen, args=(self._process,), daemon=True)
        self._listener.start()

    def tell(self, **words: object) -> None:
        """Send one message: ``poke=True`` after an act, ``photo=SHA256, width=W``, ``enrol=CODE``."""
        process = self._process
        if process is not None and process.stdin is not None:
            with contextlib.suppress(
                OSError, ValueError
            ):  # it is being restarted and looks for work by itself
                process.stdin.write(json.dumps(words) + "\n")
                process.stdin.flush()

    def stop(self) -> None:
        """Let the process finish what it does and wait for it; twice is fine."""
        self._wanted = False
        self._again.stop()
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError, ValueError):
            if process.stdin is not None:
                process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._listener is not None:
            self._listener.join(5)

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        if process.stdout is None:
            return
        with contextlib.suppress(RuntimeError), process.stdout:  # the window may be gone before the pipe is
            for line in process.stdout:
                news = _parse(line)
                if news is not None:
                    self.said.emit(news)
            self._ended.emit()

    def _restart(self) -> None:
        if self._wanted and not self._again.isActive():
            log.warning("the sync agent ended; starting it again in %d s", RESTART_MS // 1000)
            self._again.start()


def _parse(line: str) -> dict[str, Any] | None:
    try:
        news = json.loads(line)
    except ValueError:
        log.warning("the sync agent said something that is no message: %.80s", line.strip())
        return None
    return news if isinstance(news, dict) else None
