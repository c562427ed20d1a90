"""The hub's HTTP interface as one ASGI application."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, FastAPI, Header, Query, Request, Response
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bus.api import desk, here, hooks, pay, problems, status, sync
from bus.api.access import Hub, Known, TheHub
from bus.api.problems import ApiProblem
from bus.feed import rows

BODY_LIMIT = 1_048_576
PICTURE_LIMIT = 600_000
TOO_LARGE = "The request is larger than 1 MiB"
router = APIRouter(prefix="/v1")


def make_app(hub: Hub) -> FastAPI:
    """The ASGI application over one hub."""
    app = FastAPI(title="Everyshelf hub", version="1", docs_url=None, redoc_url=None)
    app.state.hub = hub
    problems.install(app)
    app.add_middleware(_BodyLimit)
    app.include_router(router)
    app.include_router(sync.router)
    app.include_router(desk.router)
    app.include_router(hooks.router)
    app.include_router(pay.router)
    app.include_router(here.router)
    app.include_router(status.router)
    return app


@router.get("/health")
async def health(hub: TheHub) -> dict[str, object]:
    """That the hub answers, its epoch, newest revision and clock."""
    revision, epoch = await hub.database.aread(lambda c: (rows.head(c), rows.epoch(c)))
    return {"status": "ok", "epoch": epoch, "revision": revision, "time": datetime.now(UTC).isoformat()}


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


@router.put("/media/{sha256}", status_code=204)
async def take_picture(hub: TheHub, device: Known, request: Request, sha256: str) -> None:
    """A photograph that a counter took, by the hash of its bytes: JPEG, without personal data in its head."""
    if device.role != "staff":
        raise ApiProblem(403, "not-yours", "Only a counter gives pictures to the hub")
    content = await request.body()
    if len(content) > PICTURE_LIMIT:
        raise ApiProblem(413, "too-large", "The picture is too large", f"at most {PICTURE_LIMIT} bytes")
    try:
        await asyncio.to_thread(hub.media.put, sha256, content)
    except ValueError as problem:
        raise ApiProblem(422, "no-picture", "This is not a picture the hub takes", str(problem)) from problem


class _BodyLimit:
    """Refuses a request that says, or turns out, to be larger than any of ours."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = dict(scope.get("headers", ())).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > BODY_LIMIT:
            raised = ApiProblem(413, "too-large", TOO_LARGE, "send fewer items at once")
            await problems.answer(raised.problem)(scope, receive, send)
            return
        got = 0

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > BODY_LIMIT:  # a body in chunks does not say its length
                raise HTTPException(413, TOO_LARGE)  # the only exception that reading a body lets through
            return message

        await self._app(scope, counted, send)
