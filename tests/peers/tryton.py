"""A real Tryton for tests: installed once into build/peers, seeded once, copied for each test."""

import asyncio
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from tests.house.qmllint import ROOT

HOME = ROOT / "build" / "peers" / "tryton"
PYTHON = HOME / "venv" / "bin" / "python"
PACKAGES = ROOT / "tests" / "peers" / "tryton.txt"
SEED = ROOT / "tests" / "peers" / "tryton_seed.py"
MODULES = "ir res sale stock sale_opportunity"
CONFIG = "[database]\nuri = sqlite://\npath = {folder}\n[web]\nlisten = 127.0.0.1:{port}\n"


def prepare(database: str = "retail") -> dict[str, Any]:
    """Install Tryton and make a seeded database (``retail``: an ERP, ``crm``), as far as they are not there.

    Gives what the seed says; the empty database is kept, so that each costs its minute once.
    """
    HOME.mkdir(parents=True, exist_ok=True)
    (HOME / "password").write_text("admin-of-the-tests")
    if _new(HOME / "installed", PACKAGES):
        _run(sys.executable, "-m", "venv", "--clear", str(HOME / "venv"))
        _run(str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(PACKAGES))
        empty, config = HOME / "empty.sqlite", _configure(HOME, 0)
        empty.unlink(missing_ok=True)
        empty.touch()
        admin = [
            str(PYTHON.parent / "trytond-admin"),
            "-c",
            str(config),
            "-d",
            "empty",
            "-u",
            *MODULES.split(),
        ]
        _run(*admin, "--activate-dependencies", "--email", "admin@example.com", "-l", "en")
        _note(HOME / "installed", PACKAGES)
    seed = HOME / f"{database}.json"
    if _new(HOME / f"{database}.seeded", SEED) or (HOME / "installed").stat().st_mtime > seed.stat().st_mtime:
        shutil.copy(HOME / "empty.sqlite", HOME / f"{database}.sqlite")
        said = _run(str(PYTHON), str(SEED), str(_configure(HOME, 0)), database)
        seed.write_text(said.strip().splitlines()[-1])
        _note(HOME / f"{database}.seeded", SEED)
    return dict(json.loads(seed.read_text()))


class TrytonServer:
    """Tryton over a copy of a seeded database; may be stopped and started again."""

    def __init__(self, folder: Path, seed: dict[str, Any], database: str = "retail") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HOME / f"{database}.sqlite", folder / f"{database}.sqlite")
        self.database = database
        self.port = free_port()
        self._config = _configure(folder, self.port)
        self.url = f"http://127.0.0.1:{self.port}"
        self.key = str(seed["key"])
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start and wait until it answers."""
        command = [str(PYTHON.parent / "trytond"), "-c", str(self._config), "-d", self.database]
        quiet = subprocess.DEVNULL
        self._process = await asyncio.to_thread(subprocess.Popen, command, stdout=quiet, stderr=quiet)
        async with httpx.AsyncClient() as http:
            for _ in range(600):
                try:
                    await http.get(self.url + "/")
                    return
                except httpx.TransportError:
                    await asyncio.sleep(0.05)
        raise AssertionError("Tryton did not start")

    async def stop(self) -> None:
        """Kill it."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            await asyncio.to_thread(process.wait)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _configure(folder: Path, port: int) -> Path:
    config = folder / "trytond.conf"
    config.write_text(CONFIG.format(folder=folder, port=port))
    return config


def _new(note: Path, source: Path) -> bool:
    """Whether something made from a file is to be made anew."""
    return not note.exists() or note.read_text() != hashlib.sha256(source.read_bytes()).hexdigest()


def _note(note: Path, source: Path) -> None:
    note.write_text(hashlib.sha256(source.read_bytes()).hexdigest())


def _run(*words: str) -> str:
    environment = os.environ | {"TRYTONPASSFILE": str(HOME / "password")}
    done = subprocess.run(words, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
