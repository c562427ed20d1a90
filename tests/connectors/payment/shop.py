"""A running hub with a living payment provider: what devices ask for, what shoppers and clerks do, what is left."""

import contextlib
import hashlib
import hmac
import json
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Connection, func, select

from bus.connectors.contract import Connector
from bus.connectors.seen import status
from bus.connectors.tables import errand
from bus.desk import catalogue
from bus.desk.lookup import find_order
from bus.desk.work import Device
from bus.hub import RunningHub, running
from shared.domain.base import Model, new_id
from shared.domain.catalogue import Price, Product, Variant
from shared.domain.location import Location
from shared.domain.messages import Mutation, PlaceOrder, Result, Step
from shared.domain.order import Order
from shared.domain.paying import AskLink
from shared.domain.payment import PayLink
from shared.domain.states import Action, LinkState
from shared.settings import HubSettings
from tests.desk.house import line, staff
from tests.peers.payment import PaymentServer
from tests.waiting import until

SECRETS = {
    "PAY_KEY": "sk_test_canary9182736455",
    "PAY_HOOK": "whsec_canary5546372819",
    "PAY_CLIENT": "client-canary-1029384756",
    "PAY_SECOND": "b6ca15b0d1020e8094d9b5f8d163db54",
}
KIOSK = Device("kiosk-1", "kiosk", "north")
CLERK = staff("north")


class Shop:
    """One order of two lamps at 1,000 each, and what becomes of its money."""

    def __init__(
        self, folder: Path, peer: PaymentServer, *, told: bool = True, timeout: float = 5.0, api: str = ""
    ) -> None:
        """``told``: the provider sends notifications; ``api``: another way to it."""
        self._api = api or peer.url
        self.peer = peer
        self.order_id = new_id()
        self._folder = folder
        self._told = told
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        (folder / "systems").mkdir(exist_ok=True)
        (folder / "systems" / "pay.toml").write_text(self._settings(timeout))
        self.hub: RunningHub | None = None

    def _settings(self, timeout: float) -> str:
        hook = f"http://127.0.0.1:{self.port}/v1/hooks/pay" if self._told else ""
        both = f'use = "{self.peer.which}"\ntimeout_seconds = {timeout}\n'
        if self.peer.which == "stripe":
            return (
                f'{both}api = "{self._api}"\napi_key = "env:PAY_KEY"\npublishable_key = "pk_test_shop"\n'
                f'webhook_secret = "env:PAY_HOOK"\npublic_url = "http://127.0.0.1:{self.port}"\n'
            )
        return (
            f'{both}api = "{self._api}/payu"\npos_id = "300746"\nclient_id = "300746"\n'
            f'client_secret = "env:PAY_CLIENT"\nsecond_key = "env:PAY_SECOND"\nnotify_url = "{hook}"\n'
        )

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator["Shop"]:
        """Run the hub; again over the same folder is a restart."""
        settings = HubSettings(
            folder=self._folder / "hub", port=self.port, connectors=self._folder / "systems"
        )
        async with running(settings) as hub:
            self.hub = hub
            await hub.database.awrite(_fill)
            if self.peer.which == "stripe" and self._told:
                await self.register()
            yield self

    async def register(self) -> None:
        """Tell Stripe where notifications go, as its dashboard would."""
        hook = {"url": f"http://127.0.0.1:{self.port}/v1/hooks/pay", "secret": SECRETS["PAY_HOOK"]}
        with contextlib.suppress(httpx.TransportError):  # it may be away or halted on purpose
            await self.peer.http.post("/_config/webhooks/shop", json=hook, timeout=2)

    # --- what devices do ------------------------------------------------------------------------------------------

    async def do(self, device: Device, kind: str, body: Model | dict[str, Any]) -> Result:
        assert self.hub is not None
        hub = self.hub.hub
        values = body.model_dump(mode="json") if isinstance(body, Model) else body
        made_at = "2026-11-21T12:00:00Z"
        item = Mutation.model_validate(
            {"n": 1, "id": new_id(), "type": kind, "made_at": made_at, "body": values}
        )
        result = await hub.database.awrite(lambda c: hub.desk.apply(c, device, item))
        assert result.status == "applied", result.problem
        hub.committed()
        return result

    async def place(self) -> None:
        body = PlaceOrder.model_validate(
            {"order_id": self.order_id, "placed_at": _now(), "currency": "PLN", "lines": [line(1, "lamp", 2)]}
        )
        await self.do(KIOSK, "order.place", body)

    async def ask(self, amount: int = 0) -> str:
        payment_id = new_id()
        body = {"order_id": self.order_id, "payment_id": payment_id, "amount": amount, "made_at": _now()}
        await self.do(KIOSK, "payment.link", AskLink.model_validate(body))
        return payment_id

    async def opened(self) -> PayLink:
        """Place the order, ask for a link, and wait until it can be paid."""
        await self.place()
        await self.ask()
        await self.until(LinkState.OPEN)
        return self.link

    async def pay_at_the_counter(self, amount: int = 2_000) -> None:
        for action in (Action.PICK, Action.READY, Action.COLLECT):
            step = Step(
                order_id=self.order_id,
                fulfilment_id=f"{self.order_id}:1",
                action=action,
                picked={"l1": 2} if action is Action.PICK else {},
                paid=amount if action is Action.COLLECT else 0,
            )
            await self.do(CLERK, "fulfilment.step", step)

    async def cancel(self, pieces: int) -> None:
        body = {"order_id": self.order_id, "quantities": {"l1": pieces}}
        await self.do(KIOSK, "order.cancel", body)

    # --- what is left ---------------------------------------------------------------------------------------------

    @property
    def connector(self) -> Connector:
        assert self.hub is not None
        return self.hub.hub.connectors["pay"]

    @property
    def order(self) -> Order:
        assert self.hub is not None
        found = self.hub.database.read(lambda c: find_order(c, self.order_id))
        assert found is not None
        return found

    @property
    def link(self) -> PayLink:
        return self.order.payment.links[-1]

    @property
    def money(self) -> tuple[int, int, int, str]:
        payment = self.order.payment
        return payment.paid, payment.refunded, self.order.due, payment.state.value

    async def until(self, state: LinkState, seconds: float = 30.0) -> None:
        await until(lambda: self.link.state is state, f"a link that is {state.value}", seconds)

    async def refunded(self, number: int) -> None:
        """Wait until so many refunds are done."""
        await until(
            lambda: [refund.state for refund in self.link.refunds] == ["done"] * number, f"{number} refunds"
        )

    def errands(self, state: str, direction: str) -> int:
        assert self.hub is not None
        mine = (errand.c.state == state, errand.c.direction == direction)
        counted = select(func.count()).select_from(errand).where(*mine)
        return int(self.hub.database.read(lambda c: c.execute(counted).scalar_one()))

    def health(self) -> dict[str, Any]:
        """The connector's line in the bus status."""
        assert self.hub is not None
        return self.hub.database.read(status)[0]

    # --- notifications, signed as the provider signs ---------------------------------------------------------------

    async def notify(self, body: dict[str, Any], *, age: float = 0, key: str = "") -> httpx.Response:
        text = json.dumps(body).encode()
        if self.peer.which == "stripe":
            made = int(time.time() - age)
            secret = (key or SECRETS["PAY_HOOK"]).encode()
            sign = hmac.new(secret, f"{made}.".encode() + text, hashlib.sha256).hexdigest()
            headers = {"stripe-signature": f"t={made},v1={sign}"}
        else:
            sign = hashlib.sha256(text + (key or SECRETS["PAY_SECOND"]).encode()).hexdigest()
            headers = {"openpayu-signature": f"signature={sign};algorithm=SHA-256;sender=checkout"}
        async with httpx.AsyncClient() as http:
            return await http.post(
                f"http://127.0.0.1:{self.port}/v1/hooks/pay", content=text, headers=headers
            )

    def told(self, state: str, number: str = "1", amount: int = 2_000) -> dict[str, Any]:
        """A notification's body: that the link is ``paid``, ``open`` or ``cancelled``."""
        link = self.link
        if self.peer.which == "stripe":
            word = {"paid": "succeeded", "open": "requires_payment_method", "cancelled": "canceled"}[state]
            intent = {
                "id": link.reference,
                "object": "payment_intent",
                "amount": amount,
                "status": word,
                "metadata": {"payment_id": link.id},
            }
            return {"id": f"evt_{number}", "type": f"payment_intent.{word}", "data": {"object": intent}}
        word = {"paid": "COMPLETED", "open": "PENDING", "cancelled": "CANCELED"}[state]
        order = {
            "orderId": link.reference,
            "extOrderId": link.id,
            "status": word,
            "totalAmount": str(amount),
        }
        return {"order": order, "localReceiptDateTime": number}


def _fill(conn: Connection) -> None:
    lamp = Product(
        id="t:lamp", name="Lamp", variants=(Variant(sku="lamp", price=Price(amount=1_000, currency="PLN")),)
    )
    catalogue.put_products(conn, "test", [lamp])
    catalogue.put_locations(conn, "test", [Location(id="north", name="North")])
    catalogue.set_stock(conn, [("lamp", "north", 9)])


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
