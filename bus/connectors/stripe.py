"""Stripe: payment intents, paid on a page of the hub that holds Stripe's own card fields; signed notifications."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

import httpx
from pydantic import Field

from bus.connectors import pay_page
from bus.connectors.contract import ForgedError, Intake, LaterError, PoisonError
from bus.connectors.http import call, content, same
from bus.connectors.paying import Paying, PaySettings, Seen, Wish
from bus.connectors.settings import secret
from shared.domain.order import Order
from shared.domain.payment import LinkRefund, PayLink
from shared.domain.states import LinkState

STATES: Final = {"succeeded": LinkState.PAID, "canceled": LinkState.CANCELLED}
TOLERANCE, PAGES = 300, 20  # seconds a notification may be old; hundreds of objects looked through
EARLIER: Final = timedelta(minutes=10)  # clocks differ


class StripeSettings(PaySettings):
    """An account at Stripe; secrets as env:NAME or file:PATH."""

    api: str = Field("https://api.stripe.com", pattern=r"^https?://")
    api_key: str = Field(description="sk_…")
    publishable_key: str = Field(description="pk_…, is no secret")
    webhook_secret: str = Field(description="whsec_… of the endpoint /v1/hooks/NAME")
    public_url: str = Field(pattern=r"^https?://", description="this hub as shoppers' phones reach it")
    methods: tuple[str, ...] = ("card",)
    script: str = Field("https://js.stripe.com/v3/", pattern=r"^https?://")


class Stripe(Paying):
    """A payment intent is a pay link; its metadata names the link. A declined card leaves it open for another one."""

    def __init__(self, settings: StripeSettings) -> None:
        super().__init__(settings)
        self.settings = settings
        self._key = secret(settings.webhook_secret).encode()
        self._http = httpx.AsyncClient(
            base_url=settings.api, timeout=settings.timeout_seconds, auth=(secret(settings.api_key), "")
        )

    async def create(self, wish: Wish) -> Seen:
        link, order = wish.link, wish.order
        form: dict[str, Any] = {
            "amount": link.amount,
            "currency": order.currency.lower(),
            "metadata[payment_id]": link.id,
            "metadata[order]": order.code,
            "payment_method_types[]": list(self.settings.methods),
        }
        return self._seen(await self._once("payment_intents", form, link.id))

    async def find(self, link: PayLink) -> Seen | None:
        since = (link.asked_at - EARLIER).timestamp()
        params: dict[str, Any] = {"limit": 100}
        for _ in range(PAGES):
            page = await self._get("payment_intents", params=params)
            found = _named(page["data"], "payment_id", link.id)
            if found is not None:
                return self._seen(found)
            if not page["has_more"] or all(each["created"] < since for each in page["data"]):
                break
            params["starting_after"] = page["data"][-1]["id"]
        return None

    async def look(self, link: PayLink) -> Seen:
        return self._seen(await self._get(f"payment_intents/{link.reference}"))

    async def cancel(self, link: PayLink) -> Seen:
        await call(self._http, "POST", f"/v1/payment_intents/{link.reference}/cancel")
        seen = await self.look(link)
        if seen.state is LinkState.OPEN:
            raise LaterError("Stripe cannot cancel the payment at the moment", 5)
        return seen

    async def refund(self, link: PayLink, refund: LinkRefund, currency: str) -> None:  # noqa: ARG002 - Stripe knows it
        known = await self._get("refunds", params={"payment_intent": link.reference, "limit": 100})
        made = _named(known["data"], "refund_id", refund.id)
        if made is None:
            form = {
                "payment_intent": link.reference,
                "amount": refund.amount,
                "metadata[refund_id]": refund.id,
            }
            made = await self._once("refunds", form, refund.id)
        if made["status"] == "pending":
            raise LaterError("Stripe has the refund under way", 30)
        if made["status"] != "succeeded":
            raise PoisonError(f"Stripe gave the refund up: {made['status']}")

    def receive(self, headers: Mapping[str, str], body: bytes) -> tuple[Intake, ...]:
        parts = [part.partition("=")[::2] for part in headers.get("stripe-signature", "").split(",")]
        made = next((value for name, value in parts if name == "t" and value.isdigit()), "")
        if not made:
            raise ForgedError("it carries no signature")
        expected = hmac.new(self._key, f"{made}.".encode() + body, hashlib.sha256).hexdigest()
        if not any(name == "v1" and same(expected, value) for name, value in parts):
            raise ForgedError("its signature is wrong")
        if abs(time.time() - int(made)) > TOLERANCE:
            raise ForgedError("it is older than five minutes")
        event = json.loads(body)
        intent = event["data"]["object"]
        payment_id = (intent.get("metadata") or {}).get("payment_id")
        if intent.get("object") != "payment_intent" or not payment_id:
            return ()
        return (Intake(event["type"], event["id"], {**intent, "intent": intent["id"], "id": payment_id}),)

    def heard(self, body: dict[str, Any]) -> tuple[str, Seen] | None:
        return body["id"], self._seen(body | {"id": body["intent"]})

    async def page(self, order: Order, link: PayLink) -> tuple[str, dict[str, str]] | None:
        intent = await self._get(f"payment_intents/{link.reference}") if link.payable else {}
        secret_of_one = str(intent.get("client_secret", ""))
        return pay_page.page(order, link, self.settings.publishable_key, self.settings.script, secret_of_one)

    async def check(self) -> str:
        await self._get("payment_intents", params={"limit": 1})
        return "Stripe accepts the key"

    async def close(self) -> None:
        await self._http.aclose()

    def _seen(self, intent: dict[str, Any]) -> Seen:
        payment_id = (intent.get("metadata") or {}).get("payment_id", "")
        error = intent.get("last_payment_error") or {}
        return Seen(
            state=STATES.get(intent["status"], LinkState.OPEN),
            reference=intent["id"],
            url=f"{self.settings.public_url.rstrip('/')}/pay/{self.name}/{payment_id}",
            amount=int(intent["amount"]),
            reason=str(error.get("code") or "") if intent["status"] == "requires_payment_method" else "",
        )

    async def _get(self, path: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - httpx's own
        return _accepted(await call(self._http, "GET", f"/v1/{path}", **more))

    async def _once(self, path: str, form: dict[str, Any], key: str) -> dict[str, Any]:
        headers = {"idempotency-key": key}
        return _accepted(await call(self._http, "POST", f"/v1/{path}", data=form, headers=headers))


def _accepted(answer: httpx.Response) -> dict[str, Any]:
    """The object in an answer; PoisonError with Stripe's own code when it refuses."""
    if answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.CONFLICT}:
        raise LaterError(f"Stripe answers {answer.status_code}", 30)
    told = content(answer)
    if not answer.is_success:
        error = told.get("error", {})
        raise PoisonError(
            f"Stripe refuses it: {error.get('code') or error.get('type') or answer.status_code}"
        )
    return told


def _named(objects: Iterable[dict[str, Any]], key: str, value: str) -> dict[str, Any] | None:
    """The object whose metadata says so."""
    return next((each for each in objects if (each.get("metadata") or {}).get(key) == value), None)


def make(values: dict[str, Any]) -> Stripe:
    """A connector from a settings file."""
    return Stripe(StripeSettings.model_validate(values))
