"""Look at the event stream, or fill it again from the record.

python -m bus.stream status [--folder FOLDER]
python -m bus.stream replay [--folder FOLDER] [--after N]
python -m bus.stream asyncapi          (writes docs/asyncapi.json)
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update

from bus.database import Database
from bus.desk.schema import event
from bus.stream.asyncapi import document
from bus.stream.relay import Relay, connect, declare
from bus.stream.server import StreamServer
from bus.stream.subjects import EVENTS, STREAMS
from shared import logs
from shared.domain.errors import EveryshelfError
from shared.settings import HubSettings

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "asyncapi.json"


def main(words: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="./run bus", description="The event stream of the hub.")
    parser.add_argument("task", choices=["status", "replay", "asyncapi"])
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
        if not settings.database and not (settings.folder / "hub.db").exists():
            print(
                f"bus: {settings.folder} holds no hub.db: name the hub's folder with --folder",
                file=sys.stderr,
            )
            return 2
        result = asyncio.run(_do(given.task, settings, given.after))
    except EveryshelfError as problem:
        print(f"bus: {problem}", file=sys.stderr)
        return 2
    for name, value in result.items():
        print(f"{name:>12}  {value}")
    print(json.dumps(result))
    return 0


async def _do(task: str, settings: HubSettings, after: int) -> dict[str, Any]:
    database = Database(settings.database or f"sqlite:///{settings.folder / 'hub.db'}")
    server = None if settings.nats else StreamServer(settings.folder / "stream")
    try:
        if server is not None:
            await server.start()
        url = settings.nats or (server.url if server else "")
        if task == "replay":
            return await replay(database, url, after)
        return await _status(database, url)
    finally:
        if server is not None:
            await server.stop()
        database.close()


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


async def _status(database: Database, url: str) -> dict[str, Any]:
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
            result[declared.name.lower()] = info.state.messages
    finally:
        await client.close()
    return result


if __name__ == "__main__":
    raise SystemExit(main())
