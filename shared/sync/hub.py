"""The hub as a device calls it: each request of the protocol over httpx, each failure in the core's words."""

import contextlib
import re
from collections.abc import AsyncGenerator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
from httpx_sse import SSEError, aconnect_sse
from pydantic import BaseModel, ValidationError

from shared.cache.store import Position
from shared.domain.base import Model
from shared.domain.errors import EveryshelfError
from shared.domain.messages import Enrol, Enrolled, Page, PushResult
from shared.sync.core import ANSWER_WITHIN, Failure, Pull, Send

M = TypeVar("M", bound=BaseModel)
SILENCE = 40.0  # seconds; the hub gives a sign of life every 15
_TOOK = re.compile(r"\bdesk;dur=(\d+(?:\.\d+)?)")


class HubFailedError(EveryshelfError):
    """A request that brought no usable answer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail or f"HTTP {failure.status}")
        self.failure = failure


def client(hub: str, token: str = "", transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """A client for a hub's address; over the air only with TLS, except to this machine itself."""
    url = httpx.URL(hub)
    if url.scheme != "https" and url.host not in {"localhost", "127.0.0.1", "::1"} and transport is None:
        raise EveryshelfError(f"{hub}: a hub on another machine is spoken to by https only; correct `hub`")
    headers = {"authorization": f"Bearer {token}"} if token else {}
    timeout = httpx.Timeout(ANSWER_WITHIN, connect=5.0)
    return httpx.AsyncClient(base_url=hub, headers=headers, timeout=timeout, transport=transport)


async def enrol(http: httpx.AsyncClient, code: str, name: str) -> Enrolled:
    """Trade a one-time code for this device's identity."""
    answer = await _send(http, "POST", "/v1/devices/enroll", json=Enrol(code=code, name=name).model_dump())
    return _read(Enrolled, answer)


async def changes(http: httpx.AsyncClient, asked: Pull) -> Page:
    """A page of changes; returns at the latest after ``asked.wait`` seconds and a little."""
    values: dict[str, str | int | float] = {"cursor": asked.cursor, "limit": asked.limit, "wait": asked.wait}
    timeout = httpx.Timeout(ANSWER_WITHIN, connect=5.0, read=asked.wait + ANSWER_WITHIN)
    return _read(Page, await _send(http, "GET", "/v1/sync/changes", params=values, timeout=timeout))


async def pokes(http: httpx.AsyncClient) -> AsyncGenerator[None]:
    """The hub's word that there is news, each time; ends by HubFailedError when nothing is heard for long."""
    timeout = httpx.Timeout(ANSWER_WITHIN, connect=5.0, read=SILENCE)
    try:
        async with aconnect_sse(http, "GET", "/v1/sync/events", timeout=timeout) as source:
            if not source.response.is_success:
                await source.response.aread()
                raise HubFailedError(_failure(source.response))
            async for _ in source.aiter_sse():
                yield
    except httpx.HTTPError as problem:
        raise HubFailedError(Failure(detail=_plain(problem))) from problem
    except SSEError as problem:
        raise HubFailedError(Failure(status=502, detail=str(problem))) from problem


async def mutations(http: httpx.AsyncClient, sent: Send) -> tuple[PushResult, float | None]:
    """What the hub made of some items, and how many seconds it says that took it."""
    headers = {"content-type": "application/json"}
    answer = await _send(http, "POST", "/v1/sync/mutations", content=sent.body(), headers=headers)
    took = _TOOK.search(answer.headers.get("server-timing", ""))
    return _read(PushResult, answer), float(took[1]) / 1000 if took else None


class Digest(Model):
    """What the hub thinks this device should hold: collection → rows, sum of their numbers, sum of their CRC-32."""

    epoch: str
    cursor: int
    collections: dict[str, tuple[int, int, int]]


async def digest(http: httpx.AsyncClient) -> Digest:
    """The hub's digest."""
    return _read(Digest, await _send(http, "GET", "/v1/sync/digest"))


async def snapshot(http: httpx.AsyncClient, part: Path) -> tuple[str, Position]:
    """Download a snapshot into a file, going on where an earlier try of the same one ended; its hash and position."""
    mark = part.with_name(part.name + "-etag")
    headers = _resume(part, mark)
    timeout = httpx.Timeout(120.0, connect=5.0)  # the hub may have to build it first
    try:
        async with http.stream("GET", "/v1/sync/snapshot", headers=headers, timeout=timeout) as answer:
            if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:  # all of it is here already
                mark.unlink(missing_ok=True)
            if answer.status_code not in {200, 206}:
                await answer.aread()
                raise HubFailedError(_failure(answer))
            if answer.status_code == httpx.codes.OK:
                mark.write_text(answer.headers["etag"], "utf-8")
            with part.open("ab" if answer.status_code == httpx.codes.PARTIAL_CONTENT else "wb") as file:
                async for block in answer.aiter_bytes(1 << 20):
                    file.write(block)
            mark.unlink(missing_ok=True)
            position = Position(answer.headers["x-epoch"], int(answer.headers["x-cursor"]))
            return answer.headers["x-sha256"], position
    except httpx.HTTPError as problem:
        raise HubFailedError(Failure(detail=_plain(problem))) from problem
    except (KeyError, ValueError) as problem:
        raise HubFailedError(Failure(status=502, detail="the hub's snapshot lacks its headers")) from problem


def _resume(part: Path, mark: Path) -> dict[str, str]:
    """Headers that ask for the rest of a half-downloaded file, if it is still the same one."""
    if part.exists() and mark.exists():
        return {"range": f"bytes={part.stat().st_size}-", "if-range": mark.read_text("utf-8")}
    return {}


async def picture(http: httpx.AsyncClient, sha256: str, width: int) -> bytes | None:
    """A picture's bytes; None when the hub has none of this name."""
    values = {"w": width} if width else {}
    try:
        return (await _send(http, "GET", f"/v1/media/{sha256}", params=values)).content
    except HubFailedError as problem:
        if problem.failure.status == httpx.codes.NOT_FOUND:
            return None
        raise


async def find_orders(http: httpx.AsyncClient, text: str) -> list[dict[str, Any]]:
    """A shopper's newest orders over all stores, as they came."""
    timeout = httpx.Timeout(8.0, connect=3.0)  # somebody waits at the counter
    answer = await _send(http, "POST", "/v1/orders/find", json={"text": text}, timeout=timeout)
    found: list[dict[str, Any]] = answer.json()
    return found


async def clock(http: httpx.AsyncClient) -> str:
    """The hub's time of day, as it tells it."""
    timeout = httpx.Timeout(5.0, connect=3.0)  # somebody waits at the counter
    return str((await _send(http, "GET", "/v1/health", timeout=timeout)).json()["time"])


async def upload(http: httpx.AsyncClient, sha256: str, content: bytes) -> None:
    """Give the hub a picture; twice is fine."""
    headers = {"content-type": "image/jpeg"}
    await _send(http, "PUT", f"/v1/media/{sha256}", content=content, headers=headers)


async def _send(http: httpx.AsyncClient, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401
    try:
        answer = await http.request(method, path, **more)
    except httpx.HTTPError as problem:
        raise HubFailedError(Failure(detail=_plain(problem))) from problem
    if answer.is_success:
        return answer
    raise HubFailedError(_failure(answer))


def _read(model: type[M], answer: httpx.Response) -> M:
    try:
        return model.model_validate_json(answer.content)
    except ValidationError as problem:
        detail = f"what answers at {answer.url.host} is not this product's hub; check `hub` in the settings"
        raise HubFailedError(Failure(status=502, detail=detail)) from problem


def _failure(answer: httpx.Response) -> Failure:
    detail = ""
    with contextlib.suppress(ValueError, AttributeError):
        problem = answer.json()
        detail = ". ".join(str(words) for name in ("title", "detail") if (words := problem.get(name)))
    return Failure(answer.status_code, _seconds(answer), detail)


def _seconds(answer: httpx.Response) -> float | None:
    """Retry-After in seconds, whether it names a number or a date."""
    text = answer.headers.get("retry-after", "")
    if text.isdecimal():
        return float(text)
    with contextlib.suppress(ValueError, TypeError, KeyError):
        until = parsedate_to_datetime(text)
        sent = parsedate_to_datetime(answer.headers["date"])
        return max(0.0, (until - sent).total_seconds())
    return None


def _plain(problem: httpx.HTTPError) -> str:
    return f"the hub does not answer ({type(problem).__name__})"
