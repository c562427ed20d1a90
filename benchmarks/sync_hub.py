"""A hub full of made SKUs for ``./run bench sync``: in this process to fill it, and as one of its own to measure it."""

import contextlib
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlalchemy import Connection

from bus.api.access import Hub
from bus.desk import devices
from bus.desk.work import Device
from bus.feed import rows
from bus.hub import open_hub
from shared.domain.messages import Enrolled
from shared.settings import HubSettings
from shared.sync import credential

ROOT = Path(__file__).parents[1]
STORES = 20
_SYLLABLES = (
    "ba",
    "co",
    "du",
    "fel",
    "gra",
    "hin",
    "jor",
    "ka",
    "lum",
    "mer",
    "no",
    "pri",
    "ros",
    "sta",
    "tin",
    "ver",
)
WORDS = tuple(a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in ("", "n", "ling"))


def product(n: int, price: int = 2_999) -> tuple[str, str]:
    """A product of ordinary size, about 700 bytes of JSON with words and hashes that differ."""
    random = Random(n)
    words = " ".join(random.choices(WORDS, k=24))
    body = {
        "id": f"bench:{n:07}",
        "name": words[:50],
        "brand": f"Brand {random.randrange(300)}",
        "short": words,
        "category_ids": [f"c{n % 400}"],
        "variants": [
            {
                "sku": f"B{n:07}",
                "gtin": None,
                "options": {},
                "price": {"amount": price, "currency": "EUR"},
                "aisle": {},
            }
        ],
        "media": [
            {
                "sha256": random.randbytes(32).hex(),
                "alt": "the shoe from the side",
                "width": 1_200,
                "height": 900,
            }
        ],
        "attributes": {"colour": ["blue"], "material": ["mesh", "rubber"], "season": ["all year"]},
        "popularity": n % 10_000,
    }
    return f"bench:{n:07}", json.dumps(body, separators=(",", ":"))


def stock(n: int, units: int = 5) -> tuple[str, str]:
    """A SKU's stock in a handful of stores."""
    atp = {f"store-{(n + i) % STORES}": units + i for i in range(4)}
    body = {"sku": f"B{n:07}", "atp": atp, "incoming": {}, "as_of": "2026-11-21T08:00:00Z"}
    return f"B{n:07}", json.dumps(body, separators=(",", ":"))


@contextlib.contextmanager
def workplace() -> Iterator[Path]:
    """A folder on a real disk."""
    (ROOT / "build").mkdir(exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / "build"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def filled_hub(place: Path, skus: int) -> Hub:
    """A hub with so many SKUs and their stock."""
    made = open_hub(HubSettings(folder=place), [])
    made.database.write(lambda conn: rows.put_many(conn, "shop", "product", map(product, range(skus))))
    made.database.write(lambda conn: rows.put_many(conn, "shop", "stock", map(stock, range(skus))))
    return made


def token(made: Hub, folder: Path | None = None) -> str:
    """A new kiosk's credential."""

    def work(conn: Connection) -> tuple[Device, str]:
        code = devices.make_code(conn, "kiosk", "store-1", datetime.now(UTC))
        return devices.enrol(conn, code, "bench", datetime.now(UTC))

    device, secret = made.database.write(work)
    if folder is not None:
        identity = {
            "device_id": device.id,
            "token": secret,
            "role": "kiosk",
            "location_id": "store-1",
            "epoch": "e",
        }
        credential.save(folder, Enrolled.model_validate(identity))
    return secret


@contextlib.contextmanager
def hub_process(place: Path) -> Iterator[tuple[str, int]]:
    """The hub as its own process: address and process id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "bus", "--folder", str(place), "--port", str(port)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("hub ")
        try:
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def memory(pid: int) -> int:
    """Resident bytes of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()


def cpu(pid: int) -> float:
    """CPU seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
