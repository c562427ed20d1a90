"""Webhooks out, received by a real HTTP server that verifies every signature."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvicorn
from standardwebhooks import Webhook
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bus.connectors.settings import load_connector
from bus.hub import listen
from shared.domain.errors import SettingsError
from tests.connectors.kit import (
    bears_a_slow_peer,
    goes_on_past_poison,
    loses_and_doubles_nothing,
    trial,
    waits_for_a_dead_peer,
)
from tests.waiting import until

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class Receiver:
    """Keeps what it was sent once per webhook id, as the specification asks of receivers."""

    def __init__(self) -> None:
        self.url = ""
        self.got: dict[str, dict[str, object]] = {}
        self.attempts = 0
        self.answers: list[int] = []
        self.pause = 0.0
        self._port = 0
        self._server: uvicorn.Server | None = None
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen, on the same port every time."""
        listener = listen("127.0.0.1", self._port)
        self._port = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}/hook"
        app = Starlette(routes=[Route("/hook", self.take, methods=["POST"])])
        server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
        )
        server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
        self._server, self._serving = server, asyncio.create_task(server.serve([listener]))
        await until(lambda: server.started, "the receiver")

    async def stop(self) -> None:
        if self._server is not None and self._serving is not None:
            self._server.should_exit = True
            await self._serving

    def slow(self, seconds: float) -> None:
        """Answer so long after taking."""
        self.pause = seconds

    async def take(self, request: Request) -> PlainTextResponse:
        self.attempts += 1
        Webhook(SECRET).verify((await request.body()).decode(), dict(request.headers))
        if self.answers and (status := self.answers.pop(0)) != 200:
            return PlainTextResponse("not now", status)
        told = json.loads(await request.body())
        if told["data"].get("poison"):
            return PlainTextResponse("never", 410)
        self.got.setdefault(request.headers["webhook-id"], told)
        await asyncio.sleep(self.pause)
        return PlainTextResponse("thanks")

    def by_subject(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for event_id, body in self.got.items():
            data = body["data"]
            assert isinstance(data, dict)
            found.setdefault(data["id"], []).append(event_id)
        return found


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    await receiver.start()
    yield receiver
    await receiver.stop()


@pytest.fixture
def settings(tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOP_HOOK", SECRET)
    path = tmp_path / "partner.toml"
    path.write_text(f'use = "webhooks"\nurl = "{receiver.url}"\nsecret = "env:SHOP_HOOK"\n')
    return path


async def test_every_event_arrives_once_and_signed(
    tmp_path: Path, receiver: Receiver, settings: Path
) -> None:
    async with trial(lambda: load_connector(settings), tmp_path) as tried:
        await loses_and_doubles_nothing(tried, "order.placed", receiver.by_subject, {})


async def test_a_receiver_that_dies_gets_everything_when_it_is_back(
    tmp_path: Path, receiver: Receiver, settings: Path
) -> None:
    async with trial(lambda: load_connector(settings), tmp_path) as tried:
        await waits_for_a_dead_peer(
            tried, "order.placed", receiver.by_subject, {}, receiver.stop, receiver.start
        )


@pytest.fixture
def hasty(settings: Path) -> Path:
    """Settings that wait a fifth of a second for an answer."""
    settings.write_text(settings.read_text() + "timeout_seconds = 0.2\n")
    return settings


async def test_a_slow_receiver_is_told_again_by_the_same_id(
    tmp_path: Path, receiver: Receiver, hasty: Path
) -> None:
    async with trial(lambda: load_connector(hasty), tmp_path) as tried:
        await bears_a_slow_peer(tried, "order.placed", receiver.by_subject, {}, receiver.slow)
    assert receiver.attempts > 2


async def test_what_the_receiver_never_takes_holds_nothing_up(
    tmp_path: Path, receiver: Receiver, settings: Path
) -> None:
    async with trial(lambda: load_connector(settings), tmp_path) as tried:
        await goes_on_past_poison(tried, "order.placed", receiver.by_subject, {}, {"poison": True})


async def test_a_busy_receiver_is_asked_again_later(
    tmp_path: Path, receiver: Receiver, settings: Path
) -> None:
    receiver.answers = [503, 429]
    async with trial(lambda: load_connector(settings), tmp_path) as tried:
        await tried.start()
        sent = await tried.send("order.placed", "A", {"id": "A"})
        await tried.settled()
        assert (list(receiver.got), receiver.attempts) == ([sent], 3)


async def test_a_receiver_that_is_gone_gets_a_dead_letter_that_can_be_replayed(
    tmp_path: Path, receiver: Receiver, settings: Path
) -> None:
    receiver.answers = [410]
    async with trial(lambda: load_connector(settings), tmp_path) as tried:
        await tried.start()
        sent = await tried.send("order.placed", "A", {"id": "A"})
        await tried.settled(dead=1)
        assert "410" in tried.health()["last_error"]
        assert tried.retry() == 1
        await tried.settled()
        assert list(receiver.got) == [sent]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("use = 'fax'", "there are: "),
        ("use = 'webhooks'\nurl = 'ftp://x'\nsecret = 'env:SHOP_HOOK'", "url"),
        ("use = 'webhooks'\nurl = 'http://x'\nsecret = 'whsec_plain'", "never written into the settings"),
        ("use = 'webhooks'\nurl = 'http://x'\nsecret = 'env:NOT_SET'", "NOT_SET is not set"),
        ("use = ", "not readable as TOML"),
    ],
)
def test_wrong_settings_say_what_is_wrong(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=word):
        load_connector(path)
