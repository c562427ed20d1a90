"""Webhooks in by the Standard Webhooks specification: a partner's acts at the desk, verified, each once."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import Field, ValidationError, field_validator
from standardwebhooks import Webhook, WebhookVerificationError

from bus.connectors.contract import Connector, ForgedError, Intake, PoisonError, Work
from bus.connectors.settings import secret
from shared.domain.messages import BODIES
from shared.settings import Settings


class InboxSettings(Settings):
    """Who may send what; ``secret`` as env:NAME or file:PATH holds a ``whsec_…`` key."""

    secret: str
    accepts: tuple[str, ...] = Field(
        min_length=1, description="acts of shared.domain.messages: order.place, …"
    )
    place: str = Field("", description="the location that these acts are done at, where they need one")

    @field_validator("accepts")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [kind for kind in value if kind not in BODIES]:
            raise ValueError(f"no such act: {', '.join(unknown)}; there are: {', '.join(sorted(BODIES))}")
        return value


class Inbox(Connector):
    """Takes ``{"type": act, "data": body}`` as the desk's acts; the webhook-id makes a second sight harmless."""

    rehearses = True

    def __init__(self, settings: InboxSettings) -> None:
        self._settings = settings
        self._verifier = Webhook(secret(settings.secret))

    def receive(self, headers: Mapping[str, str], body: bytes) -> tuple[Intake, ...]:
        try:
            self._verifier.verify(body, dict(headers), json_parse=False)
        except WebhookVerificationError as forged:
            raise ForgedError(str(forged)) from forged
        except ValueError as garbled:
            raise ForgedError("its signature cannot be read") from garbled
        told = json.loads(body)
        if not isinstance(told, dict) or not isinstance(told.get("data"), dict):
            raise PoisonError('it should be {"type": …, "data": {…}}')
        data = told["data"]
        subject = next((str(data[key]) for key in ("order_id", "return_id", "sku") if data.get(key)), "")
        item = {"id": subject or headers["webhook-id"], "data": json.dumps(data)}
        return (Intake(str(told.get("type", "")), headers["webhook-id"], item),)

    async def take(self, intake: Intake, work: Work) -> None:
        if intake.kind not in self._settings.accepts:
            raise PoisonError(
                f"{intake.kind!r} is not accepted; there are: {', '.join(self._settings.accepts)}"
            )
        try:
            body = BODIES[intake.kind].model_validate_json(intake.body["data"])
        except ValidationError as problem:
            first = problem.errors(include_url=False, include_input=False)[0]
            raise PoisonError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from problem
        result = await work.act(intake.kind, body, intake.key, self._settings.place)
        if result.problem is not None:
            raise PoisonError(f"the desk refuses it: {result.problem.title}. {result.problem.detail}".strip())


def make(values: dict[str, Any]) -> Inbox:
    """A connector from a settings file."""
    return Inbox(InboxSettings.model_validate(values))
