"""Routes of the conversation with devices: enrolment, snapshot, changes, pokes and mutations."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sse_starlette import EventSourceResponse, ServerSentEvent

from bus.api.access import Hub, Known, TheHub
from bus.api.problems import ApiProblem
from bus.desk import devices, pins
from bus.desk.desk import Desk
from bus.desk.schema import dedupe
from bus.desk.work import Device, RefusedError
from bus.feed import rows, snapshot
from bus.feed.pages import Ready
from shared.domain.messages import Enrol, Enrolled, Mutation, Push, PushResult, Result
from shared.domain.problem import TYPES, Problem

log = logging.getLogger(__name__)
router = APIRouter(prefix="/v1")
PAGE_LIMIT = 2_000
PACK_FROM = 2_000  # bytes
WAIT_LIMIT = 30.0
POKE_SECONDS = 15.0


@router.post("/devices/enroll")
async def enroll(hub: TheHub, wish: Enrol) -> Enrolled:
    """Trade a one-time code for a credential bound to a role and a store."""

    def work(conn: Connection) -> Enrolled:
        device, token = devices.enrol(conn, wish.code, wish.name, datetime.now(UTC))
        return Enrolled(
            device_id=device.id,
            token=token,
            role=device.role,
            location_id=device.location_id,
            epoch=rows.epoch(conn),
            hub_key=hub.hub_key,
            pin_pepper=pins.pepper(conn),
        )

    try:
        return await hub.database.awrite(work)
    except RefusedError as refused:
        title, detail = refused.problem.title, refused.problem.detail
        raise ApiProblem(403, "enrolment-refused", title, detail) from refused


@router.get("/sync/changes", response_model=None)
async def changes(
    request: Request,
    hub: TheHub,
    device: Known,
    cursor: Annotated[str, Query(max_length=80)],
    limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT)] = PAGE_LIMIT,
    wait: Annotated[float, Query(ge=0, le=WAIT_LIMIT)] = 0,
) -> Response:
    """The rows after a cursor; waits for news when there are none. 409 and 410 mean: new snapshot."""
    clock = asyncio.get_running_loop().time
    end = clock() + wait
    ready = await _page(hub, device, cursor, limit)
    # News for others wakes us too; look again until there is something for this device or the time is up.
    while not ready.page.rows and not hub.bell.closed and (left := end - clock()) > 0:
        if await hub.bell.wait_beyond(ready.page.to, left):
            ready = await _page(hub, device, cursor, limit)
    headers, body = {}, ready.body
    if len(body) > PACK_FROM and "gzip" in request.headers.get("accept-encoding", ""):
        body = await asyncio.to_thread(lambda: ready.packed)
        headers["content-encoding"] = "gzip"
    return Response(body, headers=headers, media_type="application/json")


@router.get("/sync/events")
async def events(hub: TheHub, device: Known, request: Request) -> EventSourceResponse:
    """Server-sent pokes: there is news, nothing more; a pull always follows."""

    async def pokes() -> AsyncIterator[ServerSentEvent]:
        seen = -1
        while not hub.bell.closed and not await request.is_disconnected():
            if await hub.bell.wait_beyond(seen, POKE_SECONDS):
                seen = hub.bell.revision
                yield ServerSentEvent(event="news", data=str(seen))

    return EventSourceResponse(pokes(), headers={"x-device": device.id})


@router.get("/sync/snapshot", response_model=None)
async def snapshot_file(hub: TheHub, device: Known, request: Request) -> Response:
    """A ready-made SQLite file of the device's scopes; resumable by Range, checked by x-sha256."""
    made = await asyncio.to_thread(hub.snapshots.current, snapshot.scopes(device.role, device.location_id))
    headers = {
        "x-epoch": made.epoch,
        "x-cursor": str(made.cursor),
        "x-sha256": made.sha256,
        "etag": f'"{made.sha256}"',
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return FileResponse(made.path, headers=headers, media_type="application/vnd.sqlite3")


@router.get("/sync/digest")
async def digest(hub: TheHub, device: Known) -> dict[str, object]:
    """Count and hash per collection of what the device should hold."""
    scopes = snapshot.scopes(device.role, device.location_id)
    return await hub.database.aread(lambda c: rows.digest(c, scopes))


@router.post("/sync/mutations", response_model=None)
async def mutations(hub: TheHub, device: Known, push: Push) -> Response:
    """Apply a device's intents in their order, one result each; a rejected one is a result, no failure."""

    def work(conn: Connection) -> PushResult:
        epoch = rows.epoch(conn)
        if push.epoch != epoch:
            raise ApiProblem(409, "epoch-changed", "The hub was restored; read a new snapshot")
        results = tuple(_one(hub.desk, conn, device, item) for item in push.items)
        return PushResult(epoch=epoch, results=results)

    clock = asyncio.get_running_loop().time
    came = clock()
    async with hub.turns.turn(device.id, len(push.items)):
        start = clock()
        outcome = await hub.database.awrite(work)
        took = clock() - start
    hub.committed()
    await hub.bell.ring()
    # a device chooses how much to send by the time of the desk; the other one is for people who measure
    headers = {"server-timing": f"desk;dur={took * 1e3:.1f}, total;dur={(clock() - came) * 1e3:.1f}"}
    return Response(outcome.model_dump_json(), headers=headers, media_type="application/json")


@router.get("/sync/mutations/{mutation_id}", response_model=None)
async def outcome_of(hub: TheHub, device: Known, mutation_id: str) -> Response:
    """What became of one mutation."""
    mine = (dedupe.c.device_id == device.id, dedupe.c.mutation_id == mutation_id)
    result = await hub.database.aread(lambda c: c.execute(select(dedupe.c.result).where(*mine)).scalar())
    if result is None:
        raise ApiProblem(404, "unknown-mutation", "The hub has not seen this mutation", "send it again")
    return Response(result, media_type="application/json")


async def _page(hub: Hub, device: Device, cursor: str, limit: int) -> Ready:
    scopes = snapshot.scopes(device.role, device.location_id)
    try:
        return await hub.database.aread(lambda c: hub.pages.pull(c, scopes, cursor, limit))
    except rows.EpochChangedError as changed:
        if isinstance(changed, rows.HistoryLostError):
            await hub.database.awrite(lambda c: hub.witness.contradicted(c, cursor))
        raise ApiProblem(409, "epoch-changed", "The hub was restored; read a new snapshot") from changed
    except rows.CursorExpiredError as expired:
        raise ApiProblem(410, "cursor-expired", "This cursor is too old; read a new snapshot") from expired


def _one(desk: Desk, conn: Connection, device: Device, item: Mutation) -> Result:
    """Apply one item; one that breaks the desk is put off and blocks nobody else."""
    conn.exec_driver_sql("SAVEPOINT item")  # begin_nested takes five times as long
    try:
        result = desk.apply(conn, device, item)
    except (
        OperationalError,
        IntegrityError,
    ):  # a lost race or a full disk: the database tries the push again
        raise
    except Exception:  # a defect met by one item must not take its neighbours along
        conn.exec_driver_sql("ROLLBACK TO SAVEPOINT item")
        log.exception("mutation %s of type %s broke the desk; it is deferred", item.id, item.type)
        problem = Problem(
            type=TYPES + "defect",
            title="The hub could not do this now",
            status=500,
            detail="It is kept and tried again",
        )
        result = Result(id=item.id, status="deferred", problem=problem)
    conn.exec_driver_sql("RELEASE SAVEPOINT item")
    return result
