"""Loops as machine code, compiled ahead of use and kept on the disk: nobody waits for a compiler at a keystroke.

The loops are in modules named ``loops_….py``, which hold nothing else and are not imported by what runs before a
window's first frame. ``python -m shared.cache.search.compiled [PLACE]`` compiles them all.
"""

import fcntl
import hashlib
import importlib
import logging
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import llvmlite.binding
import numba
from numba import types
from numba.core.caching import UserProvidedCacheLocator

log = logging.getLogger(__name__)
F = TypeVar("F", bound=Callable[..., Any])
ROOT: Final = Path(__file__).resolve().parents[3]
DONE: Final = "done"  # lies in a place where everything has been compiled
_OPTIONS: Final = {"nogil": True, "error_model": "numpy"}


def arrays(of: str, dims: int = 1) -> Any:  # noqa: ANN401 - numba's types have no types
    """The type of a parameter that is an array to read from, be it writable or a map of a file.

    A read-only array costs a microsecond to hand over: what is called at a keystroke is not given any.
    """
    return types.Array(getattr(types, of), dims, "C", readonly=True)


def compiled(returns: Any, *parameters: Any) -> Callable[[F], F]:  # noqa: ANN401 - as above
    """Compiles a function for one signature, at its definition; it runs without the GIL."""
    make: Callable[[F], F] = numba.njit(returns(*parameters), cache=bool(_place), **_OPTIONS)
    return make


def inlined(function: F) -> F:
    """For a function that only compiled ones call: it becomes part of them."""
    made: F = numba.njit(inline="always", **_OPTIONS)(function)  # called, it would count references to arrays
    return made


class Locator(UserProvidedCacheLocator):  # type: ignore[misc] # numba has no types
    """Numba's cache at the place that was chosen, which may be read-only where everything is there."""

    def ensure_cache_path(self) -> None:
        Path(self.get_cache_path()).mkdir(parents=True, exist_ok=True)


def ahead(folder: Path | None = None) -> None:
    """Have everything compiled before the modules with loops are imported; quick where that has been done.

    What is not there is compiled by a process of its own, so that a window goes on drawing. It is kept beside the
    program, or in a device's folder where the program may not be written to.
    """
    global _place  # noqa: PLW0603 - as numba's own, the place is one of the process
    _place = _find(folder)
    numba.config.CACHE_DIR = str(_place)
    if _place is None or (_place / DONE).exists():
        return
    started = time.monotonic()
    with (_place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # window and agent start together
        if not (_place / DONE).exists():
            command = [sys.executable, "-m", "shared.cache.search.compiled", str(_place)]
            if subprocess.run(command, cwd=ROOT, check=False).returncode:  # noqa: S603 - our own module
                log.warning("search is compiled at every start, which takes half a minute: see above")
                _place = None
    log.info("compiled the loops of search in %.1f s", time.monotonic() - started)


def _find(folder: Path | None) -> Path | None:
    name = _key()
    bases = [ROOT / "build" / "compiled"] + ([folder / "compiled"] if folder is not None else [])
    if (bases[0] / name / DONE).exists():
        return bases[0] / name
    for base in bases:
        try:
            (base / name).mkdir(parents=True, exist_ok=True)
            (base / name / "lock").open("a").close()
        except OSError:
            continue
        return base / name
    return None


def _modules() -> list[Path]:
    return sorted(Path(__file__).parent.glob("loops_*.py"))


def sources() -> list[Path]:
    """All that goes into the machine code: the loops, the modules whose numbers they take, and this one."""
    return [
        *_modules(),
        *(Path(__file__).with_name(f"{name}.py") for name in ("hashing", "ranking", "compiled")),
    ]


def _key() -> str:
    """Changes with every loop, as numba does not see one that another calls, and with what compiles and runs them."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sources():
        digest.update(path.read_bytes())
    machine = llvmlite.binding.get_host_cpu_name(), llvmlite.binding.get_host_cpu_features().flatten()
    digest.update(repr((numba.__version__, sys.version, machine)).encode())
    return digest.hexdigest()


def main(words: list[str]) -> int:
    """Compile everything into a place."""
    global _place  # noqa: PLW0603 - as above
    _place = Path(words[0]) if words else _find(None)
    if _place is None:
        log.error("%s may not be written to: name a place", ROOT)
        return 2
    numba.config.CACHE_DIR = str(_place)
    for path in _modules():
        importlib.import_module(f"{__package__}.{path.stem}")
    (_place / DONE).touch()
    for old in _place.parent.iterdir():
        if old != _place and (old / DONE).exists():
            shutil.rmtree(old, ignore_errors=True)
    return 0


numba.config.CACHE_LOCATOR_CLASSES = f"{__package__}.compiled.Locator"
_place = _find(None)
numba.config.CACHE_DIR = str(_place)

if __name__ == "__main__":
    sys.exit(importlib.import_module("shared.cache.search.compiled").main(sys.argv[1:]))
