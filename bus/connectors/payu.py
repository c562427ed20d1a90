"""PayU: pay links by its REST API 2.1, with signed notifications."""

import hashlib
import json
import time
from collections.abc import Mapping
from typing import Any, Final

import httpx
from pydantic import Field

from bus.connectors.contract import ForgedError, Intake, LaterError, PoisonError
from bus.connectors.http import call, content, same
from bus.connectors.paying import Paying, PaySettings, Seen, Wish
from bus.connectors.settings import secret
from shared.domain.payment import LinkRefund, PayLink
from shared.domain.states import LinkState

STATES: Final = {"COMPLETED": LinkState.PAID, "CANCELED": LinkState.CANCELLED, "REJECTED": LinkState.DECLINED}
HASHES: Final = {
    "MD5": "md5",
    "SHA-256": "sha256",
    "SHA256": "sha256",
}  # PayU signs by MD5 unless asked otherwise
TAKEN, ATTEMPTS = "ERROR_ORDER_NOT_UNIQUE", 9


class PayuSettings(PaySettings):
    """A point of sale at PayU; secrets as env:NAME or file:PATH."""

    api: str = Field("https://secure.payu.com", pattern=r"^https?://")
    pos_id: str
    client_id: str
    client_secret: str
    second_key: str = Field(description="what PayU signs notifications with")
    notify_url: str = Field(
        "", description="this hub's /v1/hooks/NAME as PayU reaches it; empty: it is only asked"
    )
    continue_url: str = Field("", description="where PayU sends the shopper's phone after paying")


class Payu(Paying):
    """An order at PayU is a pay link here; its extOrderId is the link's id.

    PayU cannot be asked for an order by that id. An order whose answer was lost is made again under a further number:
    nobody ever saw the page of the first, so nobody can pay it.
    """

    def __init__(self, settings: PayuSettings) -> None:
        super().__init__(settings)
        self._settings = settings
        self._secret = secret(settings.client_secret)
        self._key = secret(settings.second_key).encode()
        self._http = httpx.AsyncClient(base_url=settings.api, timeout=settings.timeout_seconds)
        self._token, self._until = "", 0.0

    async def create(self, wish: Wish) -> Seen:
        link, order = wish.link, wish.order
        body = {
            "merchantPosId": self._settings.pos_id,
            "customerIp": "127.0.0.1",  # the shopper's phone is not known before it opens the page
            "description": f"{order.code[:4]} {order.code[4:]}",
            "currencyCode": order.currency,
            "totalAmount": str(link.amount),
            "validityTime": str(int(self._lasts.total_seconds())),
            "products": [{"name": order.code, "unitPrice": str(link.amount), "quantity": "1"}],
            "notifyUrl": self._settings.notify_url,
            "continueUrl": self._settings.continue_url,
        }
        body = {key: value for key, value in body.items() if value}
        for attempt in range(1, ATTEMPTS + 1):
            name = link.id if attempt == 1 else f"{link.id}~{attempt}"
            answer = content(await self._call("POST", "orders", json=body | {"extOrderId": name}))
            code = _code(answer)
            if code == "SUCCESS":
                reference, url = str(answer["orderId"]), str(answer["redirectUri"])
                return Seen(state=LinkState.OPEN, reference=reference, url=url)
            if code != TAKEN:
                break
        raise PoisonError(f"PayU refuses the order: {code}")

    async def look(self, link: PayLink) -> Seen:
        answer = content(await self._call("GET", f"orders/{link.reference}"))
        if not answer.get("orders"):
            raise PoisonError(f"PayU does not know the order: {_code(answer)}")
        return _seen(answer["orders"][0])

    async def cancel(self, link: PayLink) -> Seen:
        await self._call("DELETE", f"orders/{link.reference}")
        seen = await self.look(link)
        if seen.state is LinkState.OPEN:
            raise LaterError("PayU cannot cancel the order at the moment", 5)
        return seen

    async def refund(self, link: PayLink, refund: LinkRefund, currency: str) -> None:
        path = f"orders/{link.reference}/refunds"
        listed = await self._call("GET", path)
        known = content(listed).get("refunds", []) if listed.is_success else []
        made = next((each for each in known if each.get("extRefundId") == refund.id), None)
        if made is None:
            wanted = {
                "description": f"Refund {refund.id}",
                "amount": str(refund.amount),
                "currencyCode": currency,
                "extRefundId": refund.id,
            }
            answer = content(await self._call("POST", path, json={"refund": wanted}))
            if _code(answer) != "SUCCESS":
                raise PoisonError(f"PayU refuses the refund: {_code(answer)}")
            made = answer["refund"]
        if made["status"] == "PENDING":
            raise LaterError("PayU has the refund under way", 30)
        if made["status"] != "FINALIZED":
            raise PoisonError(f"PayU gave the refund up: {made['status']}")

    def receive(self, headers: Mapping[str, str], body: bytes) -> tuple[Intake, ...]:
        parts = dict(part.partition("=")[::2] for part in headers.get("openpayu-signature", "").split(";"))
        method = HASHES.get(parts.get("algorithm", ""))
        if method is None:
            raise ForgedError("it carries no signature of a known kind")
        expected = hashlib.new(method, body + self._key, usedforsecurity=False).hexdigest()
        if not same(expected, parts.get("signature", "")):
            raise ForgedError("its signature is wrong")
        told = json.loads(body)
        order = told.get("order")
        if not order:
            return ()  # of refunds PayU is asked
        payment_id = str(order.get("extOrderId")).partition("~")[0]
        fingerprint = hashlib.sha256(body).hexdigest()[:16]
        return (Intake("notification", f"{order['orderId']}:{fingerprint}", {"id": payment_id, **order}),)

    def heard(self, body: dict[str, Any]) -> tuple[str, Seen] | None:
        return body["id"], _seen(body)

    async def check(self) -> str:
        await self._sign_in()
        return "PayU knows this point of sale"

    async def close(self) -> None:
        await self._http.aclose()

    async def _call(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        for _ in range(2):
            if time.monotonic() >= self._until:
                await self._sign_in()
            headers = {"authorization": f"Bearer {self._token}"}
            answer = await call(self._http, method, f"/api/v2_1/{path}", headers=headers, **more)
            if answer.status_code != httpx.codes.UNAUTHORIZED:
                return answer
            self._until = 0.0
        raise LaterError("PayU does not accept the client's credentials", 60)

    async def _sign_in(self) -> None:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._settings.client_id,
            "client_secret": self._secret,
        }
        try:
            answer = await call(self._http, "POST", "/pl/standard/user/oauth/authorize", data=form)
        except LaterError as later:  # whatever was asked afterwards has not been asked
            raise LaterError(str(later), later.after) from None
        if not answer.is_success:
            raise LaterError("PayU does not accept the client's credentials", 60)
        told = content(answer)
        self._token = str(told["access_token"])
        self._until = time.monotonic() + int(told["expires_in"]) - 60


def _code(answer: dict[str, Any]) -> str:
    return str(answer.get("status", {}).get("statusCode", "no status"))


def _seen(order: dict[str, Any]) -> Seen:
    return Seen(
        state=STATES.get(str(order["status"]), LinkState.OPEN),
        reference=str(order["orderId"]),
        amount=int(order["totalAmount"]),
    )


def make(values: dict[str, Any]) -> Payu:
    """A connector from a settings file."""
    return Payu(PayuSettings.model_validate(values))
