"""Look at the event stream, or fill it again from the record.

python -m bus.stream status [--folder FOLDER]
python -m bus.stream replay [--folder FOLDER] [--after N]
python -m bus.stream dead [CONNECTOR] [--folder FOLDER]
python -m bus.stream retry CONNECTOR [--letter N] [--folder FOLDER]
python -m bus.stream try CONNECTOR --settings FILE       (a dry run: nothing is kept, nothing is sent)
python -m bus.stream asyncapi          (writes docs/asyncapi.json)
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update

from bus.connectors.rehearsal import rehearse
from bus.connectors.seen import dead_letters, retry_dead
from bus.connectors.seen import status as connectors
from bus.connectors.settings import load_connector
from bus.database import Database
from bus.desk.desk import Desk
from bus.desk.schema import event
from bus.record import open_record
from bus.stream.asyncapi import document
from bus.stream.relay import Relay, connect, declare
from bus.stream.server import StreamServer, running_url
from bus.stream.subjects import EVENTS, STREAMS
from shared import logs
from shared.domain.errors import EveryshelfError, SettingsError
from shared.settings import HubSettings

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "asyncapi.json"


def main(words: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="./run bus", description="The event stream of the hub.")
    parser.add_argument("task", choices=["status", "dead", "retry", "try", "replay", "asyncapi"])
    parser.add_argument("connector", nargs="?", default="", help="dead, retry: whose letters; try: which one")
    parser.add_argument("--letter", type=int, help="retry: this one alone; its number is in `dead`")
    parser.add_argument("--settings", type=Path, help="TOML file with the hub's settings")
    parser.add_argument("--folder", type=Path, help="the hub's folder (default: hub)")
    parser.add_argument(
        "--after", type=int, default=0, help="replay: events after this number (default: all)"
    )
    given = parser.parse_args(words)
    logs.setup("bus")
    if given.task == "asyncapi":
        text = json.dumps(document(), indent=1, ensure_ascii=False) + "\n"
        DOCUMENT.write_text(text, "utf-8")
        print(json.dumps({"document": str(DOCUMENT), "bytes": len(text)}))
        return 0
    try:
        settings = HubSettings.load(given.settings) if given.settings else HubSettings()
        if given.folder:
            settings = settings.model_copy(update={"folder": given.folder})
        result = asyncio.run(_do(given.task, settings, given))
    except EveryshelfError as problem:
        print(f"bus: {problem}", file=sys.stderr)
        return 2
    for name, value in result.items():
        if not isinstance(value, list):
            print(f"{name:>16}  {value}")
    for row in result.get("connectors", []):
        _print_system(row)
    for letter in result.get("dead letters", []):
        about = f"{letter['connector']}: {letter['type']} about {letter['subject']}"
        print(f"{letter['seq']:>16}  {about}, after {letter['tries']} tries: {letter['reason']}")
    print(json.dumps(result, default=str))
    return 0


def _print_system(row: dict[str, Any]) -> None:
    counts = (
        f"{row['waiting']:>5} waiting {row['dead']:>4} dead {row['done']:>7} done, lag {row['lag_s']:.1f} s"
    )
    last = f"; last {row['last_event']} {row['last_event_at']:%d %b %H:%M:%S}" if row["last_event"] else ""
    error = f"; {row['last_error_at']:%d %b %H:%M:%S} {row['last_error']}" if row["last_error"] else ""
    where = "" if row["plugged"] else " (not plugged in any more)"
    print(f"{row['connector']:>16}  {counts}{last}{error}{where}")


async def _do(task: str, settings: HubSettings, given: argparse.Namespace) -> dict[str, Any]:
    """One task on the hub's stream: the running hub's where there is one, else one started for the moment."""
    database = open_record(settings)
    folder = settings.folder / "stream"
    url = settings.nats or running_url(folder)
    server = None if url else StreamServer(folder)
    try:
        if task == "dead":
            return {"dead letters": await database.aread(lambda c: dead_letters(c, given.connector))}
        if task == "retry":
            number = await database.awrite(lambda c: retry_dead(c, given.connector, given.letter))
            return {"put back to work": number}
        if task == "try":
            return await _try(database, settings, given.connector)
        if server is not None:
            await server.start()
            url = server.url
        if task == "replay":
            return await replay(database, url or "", given.after)
        return await _status(database, url or "", settings)
    finally:
        if server is not None:
            await server.stop()
        database.close()


async def _try(database: Database, settings: HubSettings, name: str) -> dict[str, Any]:
    """A dry run of one connector of the settings, told as it goes."""
    if settings.connectors is None:
        raise SettingsError("the hub's settings name no folder of connectors: give them by --settings FILE")
    connector = load_connector(settings.connectors / f"{name}.toml")
    lines = []
    try:
        async for line in rehearse(connector, Desk(database)):
            print(line)
            lines.append(line)
    finally:
        await connector.close()
    return {"nothing was kept or sent": lines}


async def replay(database: Database, url: str, after: int = 0) -> dict[str, Any]:
    """Publish every event after a number again from the record; a stream made anew ends up as it was."""
    client = await connect(url)
    try:
        stream = client.jetstream()
        await declare(stream)
        if after == 0:
            await stream.purge_stream(EVENTS.name)
            await stream.delete_stream(EVENTS.name)  # with it goes the memory of message ids already seen
    finally:
        await client.close()
    again = update(event).where(event.c.seq > after).values(published_at=None)
    total = await database.awrite(lambda c: c.execute(again).rowcount)
    relay = Relay(database, url)
    running = asyncio.create_task(relay.run())
    try:
        while relay.published < total:
            await asyncio.sleep(0.02)
            if running.done():
                running.result()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await relay.close()
    return {"replayed": total}


async def _status(database: Database, url: str, settings: HubSettings) -> dict[str, Any]:
    waiting = select(func.count()).select_from(event).where(event.c.published_at.is_(None))
    result: dict[str, Any] = {
        "events": await database.aread(
            lambda c: c.execute(select(func.count()).select_from(event)).scalar_one()
        ),
        "waiting": await database.aread(lambda c: c.execute(waiting).scalar_one()),
    }
    client = await connect(url)
    try:
        stream = client.jetstream()
        await declare(stream)
        for declared in STREAMS:
            info = await stream.stream_info(declared.name)
            result[f"{declared.name.lower()} stream"] = info.state.messages
        plugged = (
            None if settings.connectors is None else {p.stem for p in settings.connectors.glob("*.toml")}
        )
        rows = await database.aread(connectors)
        for row in rows:
            row["plugged"] = plugged is None or row["connector"] in plugged
        result["connectors"] = rows
    finally:
        await client.close()
    return result


if __name__ == "__main__":
    raise SystemExit(main())
