"""The hub's HTTP interface as one ASGI application."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, FastAPI, Header, Query, Request, Response
from fastapi.responses import FileResponse

from bus.api import problems, sync
from bus.api.access import Hub, Known, TheHub
from bus.api.problems import ApiProblem
from bus.feed import rows
from shared.domain.promise import Promise

BODY_LIMIT = 1_048_576
router = APIRouter(prefix="/v1")


def make_app(hub: Hub) -> FastAPI:
    """The ASGI application over one hub."""
    app = FastAPI(title="Everyshelf hub", version="1", docs_url=None, redoc_url=None)
    app.state.hub = hub
    problems.install(app)
    app.middleware("http")(_limit)
    app.include_router(router)
    app.include_router(sync.router)
    return app


@router.get("/health")
async def health(hub: TheHub) -> dict[str, object]:
    """That the hub answers, its epoch, newest revision and clock."""
    revision, epoch = await hub.database.aread(lambda c: (rows.head(c), rows.epoch(c)))
    return {"status": "ok", "epoch": epoch, "revision": revision, "time": datetime.now(UTC).isoformat()}


@router.get("/promises")
async def promises(
    hub: TheHub, device: Known, sku: str, quantity: Annotated[int, Query(ge=1, le=9_999)] = 1
) -> list[Promise]:
    """Where a quantity of a SKU can be had and when, seen from the device's store, best first."""
    return await hub.database.aread(lambda c: hub.desk.promises(c, sku, quantity, device.location_id))


@router.get("/media/{sha256}", response_model=None)
async def media(
    hub: TheHub,
    sha256: str,
    w: Annotated[int | None, Query(ge=16, le=4_000)] = None,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """A picture by the hash of its bytes; ``w`` scales it down. It never changes: keep it for ever."""
    path = await asyncio.to_thread(hub.media.find, sha256, w)
    if path is None:
        raise ApiProblem(404, "no-such-picture", "There is no such picture")
    headers = {"etag": f'"{sha256}-{w or 0}"', "cache-control": "public, max-age=31536000, immutable"}
    if if_none_match == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return FileResponse(path, headers=headers)


async def _limit(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > BODY_LIMIT:
        raised = ApiProblem(413, "too-large", "The request is larger than 1 MiB", "send fewer items at once")
        return problems.answer(raised.problem)
    return await go_on(request)
