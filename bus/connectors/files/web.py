"""Fetches the pictures that a feed names by web addresses, each once for all imports."""

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from shared.domain.errors import RefusedInput

MOST_BYTES, AT_ONCE, SECONDS = 30_000_000, 6, 20.0


class Web:
    """Pictures by address, kept under the hashes of their addresses in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._failed: dict[str, str] = {}

    def fetch(self, addresses: Iterable[str], tell: Callable[[str, int, int], None]) -> None:
        """Get those that are not here yet, several at once; what fails is told when it is asked for."""
        wanted = [address for address in dict.fromkeys(addresses) if not self._path(address).exists()]
        if not wanted:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        with (
            httpx.Client(follow_redirects=True, timeout=SECONDS) as client,
            ThreadPoolExecutor(AT_ONCE) as pool,
        ):
            for done, _ in enumerate(pool.map(lambda address: self._get(client, address), wanted), 1):
                tell("pictures from the web", done, len(wanted))

    def find(self, address: str) -> Path:
        """The file of an address; RefusedInput says why there is none."""
        path = self._path(address)
        if not path.exists():
            raise RefusedInput(f"picture {address}: {self._failed.get(address, 'not fetched')}")
        return path

    def _path(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode()).hexdigest()

    def _get(self, client: httpx.Client, address: str) -> None:
        path = self._path(address)
        part = path.with_suffix(".part")
        try:
            with client.stream("GET", address) as answer, part.open("wb") as out:
                fault = "" if answer.is_success else f"the server answers {answer.status_code}"
                for chunk in () if fault else answer.iter_bytes():
                    out.write(chunk)
                    if out.tell() > MOST_BYTES:
                        fault = f"larger than {MOST_BYTES // 10**6} MB"
                        break
            if fault:
                self._failed[address] = fault
            else:
                part.replace(path)
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            self._failed[address] = f"cannot be fetched ({type(problem).__name__})"
        finally:
            part.unlink(missing_ok=True)
