"""Look after the order desk from the terminal.

python -m bus.desk audit [--settings FILE] [--folder FOLDER]     prove that stock, orders and money agree
python -m bus.desk handovers CODE [--folder FOLDER]              who got an order's goods, and the signature
python -m bus.desk states [--write]                              the state diagrams of docs/states.md
"""

import argparse
import json
import sys
import time
from pathlib import Path

from bus.desk import lookup
from bus.desk.audit import audit
from bus.desk.diagrams import PAGE, page
from bus.record import open_record
from shared.domain.errors import EveryshelfError, SettingsError
from shared.settings import HubSettings

SHOWN = 20


def main(words: list[str] | None = None) -> int:
    """Run the command line; returns the exit code: 1 when the audit found something wrong."""
    parser = argparse.ArgumentParser(prog="./run desk", description="The order desk of the hub.")
    parser.add_argument("task", choices=["audit", "handovers", "states"])
    parser.add_argument("code", nargs="?", default="", help="handovers: the order's pickup code")
    parser.add_argument("--settings", type=Path, help="TOML file with the hub's settings")
    parser.add_argument("--folder", type=Path, help="the hub's folder (default: hub)")
    parser.add_argument("--write", action="store_true", help="states: write docs/states.md anew")
    given = parser.parse_args(words)
    try:
        if given.task == "states":
            return _states(write=given.write)
        settings = HubSettings.load(given.settings) if given.settings else HubSettings()
        if given.folder:
            settings = settings.model_copy(update={"folder": given.folder})
        return _handovers(settings, given.code) if given.task == "handovers" else _audit(settings)
    except EveryshelfError as problem:
        print(f"desk: {problem}", file=sys.stderr)
        return 2


def _audit(settings: HubSettings) -> int:
    database = open_record(settings)
    started = time.perf_counter()
    try:
        found = database.read(audit)
    finally:
        database.close()
    for line in found.wrong[:SHOWN]:
        print(f"  wrong: {line}")
    if len(found.wrong) > SHOWN:
        print(f"  and {len(found.wrong) - SHOWN} more")
    result = {
        "stock_rows": found.stock_rows,
        "ledger_rows": found.ledger_rows,
        "orders": found.orders,
        "wrong": len(found.wrong),
        "seconds": round(time.perf_counter() - started, 2),
    }
    print(json.dumps(result))
    return 1 if found.wrong else 0


def _handovers(settings: HubSettings, code: str) -> int:
    database = open_record(settings)
    try:
        found = database.read(lambda c: lookup.handovers(c, code))
    finally:
        database.close()
    for each in found:
        told = {
            "fulfilment": each.fulfilment_id,
            "place": each.place,
            "at": each.at.isoformat(),
            "by": each.by,
        }
        print(json.dumps(told | each.proof.model_dump(), ensure_ascii=False))
    if not found:
        raise SettingsError(f"nothing of an order {code!r} was handed over with a proof")
    return 0


def _states(*, write: bool) -> int:
    if write:
        PAGE.write_text(page(), "utf-8")
        print(f"wrote {PAGE}")
    else:
        print(page(), end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
