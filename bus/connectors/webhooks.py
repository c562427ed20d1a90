"""Webhooks out by the Standard Webhooks specification: signed, retried with backoff, replayable."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx
from pydantic import Field
from standardwebhooks import Webhook

from bus.connectors.contract import Connector, Event, LaterError, PoisonError, Work
from bus.connectors.settings import secret
from shared.domain.order import Order
from shared.settings import Settings


class WebhookSettings(Settings):
    """Where events go; ``secret`` as env:NAME or file:PATH holds a ``whsec_…`` key."""

    url: str = Field(pattern=r"^https?://")
    secret: str
    events: tuple[str, ...] = ("order.*", "fulfilment.*", "return.*", "payment.*")
    timeout_seconds: float = Field(15.0, gt=0, le=60)


class Webhooks(Connector):
    """Posts every wanted event; the receiver tells a second sight by ``webhook-id``."""

    def __init__(self, settings: WebhookSettings) -> None:
        self._settings = settings
        self._signer = Webhook(secret(settings.secret))
        self._http = httpx.AsyncClient(timeout=settings.timeout_seconds)
        self.events = settings.events

    async def deliver(self, event: Event, work: Work) -> None:  # noqa: ARG002 - nothing of ours is needed
        stamp = {"type": event.type, "timestamp": event.made_at.isoformat(), "data": event.data}
        body = json.dumps(stamp, separators=(",", ":"))
        now = datetime.now(UTC)
        headers = {
            "webhook-id": event.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(event.id, now, body),
            "content-type": "application/json",
        }
        try:
            answer = await self._http.post(self._settings.url, content=body, headers=headers)
        except httpx.HTTPError as problem:
            raise LaterError(f"the receiver does not answer ({type(problem).__name__})") from problem
        if answer.is_success:
            return
        if answer.status_code == httpx.codes.GONE:
            raise PoisonError("the receiver answers 410: it wants no more webhooks")
        wait = answer.headers.get("retry-after", "")
        raise LaterError(
            f"the receiver answers {answer.status_code}", float(wait) if wait.isdigit() else None
        )

    def preview(self, event: Event, order: Order | None) -> str:  # noqa: ARG002 - the event says it all
        size = len(json.dumps(event.data, separators=(",", ":")))
        return f"POST {self._settings.url}: {event.type} {event.id} about {event.subject}, {size:,} bytes"

    async def close(self) -> None:
        await self._http.aclose()


def make(values: dict[str, Any]) -> Webhooks:
    """A connector from a settings file."""
    return Webhooks(WebhookSettings.model_validate(values))
