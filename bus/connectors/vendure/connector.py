"""The connector of a Vendure shop: what news there is on either side, and whose it is."""

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bus.connectors.contract import (
    Connector,
    Difference,
    Event,
    ForgedError,
    Intake,
    LaterError,
    PoisonError,
    Polled,
    Work,
)
from bus.connectors.http import same
from bus.connectors.settings import secret
from bus.connectors.vendure.goods import AT_ONCE, Goods
from bus.connectors.vendure.graphql import AdminApi
from bus.connectors.vendure.orders import Orders
from bus.connectors.vendure.settings import VendureSettings
from bus.desk import lookup
from shared import crypto
from shared.domain.catalogue import Product
from shared.domain.errors import SettingsError
from shared.domain.order import Order

ORDERS_FIRST = 10.0  # seconds after a restart, when orders may be waiting, before everything is compared


class Vendure(Connector):
    """Orders in and their fate out; catalogue, prices and stock out, every now and then all of them anew."""

    events = (
        "order.*",
        "fulfilment.*",
        "return.completed",
        "payment.refunded",
        "stock.changed",
        "catalogue.*",
    )

    def __init__(self, settings: VendureSettings) -> None:
        try:
            private = json.loads(settings.hub_key.read_text())["private_key"]
        except (OSError, ValueError, KeyError) as problem:
            raise SettingsError(
                f"{settings.hub_key}: this is no hub's key file; start the hub once"
            ) from problem
        self._settings = settings
        self._api = AdminApi(settings.url, settings.user, secret(settings.password))
        self._orders = Orders(self._api, settings, crypto.public_key(private))
        self._goods = Goods(self._api, settings)
        self._hook = secret(settings.hook) if settings.hook else ""
        self._turn = asyncio.Lock()  # stock is read and written in one go, never across an order
        self._walk: str | None = ""  # the product after which the comparing of everything goes on
        self._walked_at = 0.0
        self._started_at = 0.0
        self.poll_seconds = settings.poll_seconds
        self.attend_seconds = 1.0

    async def deliver(self, event: Event, work: Work) -> None:
        async with self._turn:
            if event.type == "stock.changed":
                await self._goods.put_stock([event.data["sku"]], work)
            elif event.type == "catalogue.changed":
                await self._put(event.data["product_ids"], work)
            else:
                await self._tell(str(event.data.get("order_id") or event.subject), work)

    async def poll(self, cursor: str) -> Polled:  # noqa: ARG002 - the shop has nothing a cursor could rest on
        since = datetime.now(UTC) - timedelta(days=self._settings.look_back_days)
        return Polled("", await self._orders.look(since.isoformat()))

    async def attend(self, work: Work) -> None:
        """Compare some of the shop's shelves with the hub's and put them right, then the next ones."""
        now = asyncio.get_running_loop().time()
        self._started_at = self._started_at or now
        if self._walk is None and now - self._walked_at >= self._settings.compare_minutes * 60:
            self._walk = ""
        if self._walk is None:
            return
        known = await work.ours("compared", "once") is not None
        if known and now - self._started_at < ORDERS_FIRST:
            return
        async with self._turn:
            ended = await self._compare(self._walk, work)
        if ended and not known:
            await work.pair("compared", "all", "once")

    def receive(self, headers: Mapping[str, str], body: bytes) -> tuple[Intake, ...]:
        """What the shop's event plugin posts: which order there is news of; what the news is, the shop is asked."""
        if not (self._hook and same(headers.get("authorization", ""), f"Bearer {self._hook}")):
            raise ForgedError("the shop's `hook` secret is missing or another one")
        news = json.loads(body)
        if not isinstance(news, dict) or not news.get("order"):
            return ()
        mark = hashlib.sha256(body).hexdigest()[:16]
        return (Intake("order", f"{news['order']}@{mark}", {"id": str(news["order"])}),)

    async def take(self, intake: Intake, work: Work) -> None:
        async with self._turn:
            await self._orders.take(str(intake.body["id"]), work)

    async def check(self) -> str:
        said = await self._api.ask("{activeChannel{code currencyCode}}")
        return f"Vendure, channel {said['activeChannel']['code']} in {said['activeChannel']['currencyCode']}"

    async def differences(self, work: Work) -> AsyncIterator[Difference]:
        after, ours = "", set[str]()
        while products := await work.read(partial(lookup.products, after=after, limit=AT_ONCE)):
            for difference in await self._goods.differences(products, work):
                yield difference
            ours |= {variant.sku for product in products for variant in product.variants}
            after = products[-1].id
        for difference in await self._goods.unknown(ours):
            yield difference

    async def close(self) -> None:
        await self._api.close()

    async def _compare(self, after: str, work: Work) -> bool:
        """Put right some products after one, whether they were the last; what the shop refuses is told."""
        products = await work.read(partial(lookup.products, after=after, limit=AT_ONCE))
        try:
            await self._goods.put_products(products, work)
        except PoisonError as refused:
            self._go_on(products)
            raise LaterError(str(refused)) from refused
        self._go_on(products)
        return self._walk is None

    def _go_on(self, products: list[Product]) -> None:
        self._walk = products[-1].id if len(products) == AT_ONCE else None
        self._walked_at = asyncio.get_running_loop().time()

    async def _put(self, product_ids: list[str], work: Work) -> None:
        found = {p.id: p for p in await work.read(partial(lookup.products_of, ids=product_ids))}
        await self._goods.put_products(found.values(), work)
        for gone in product_ids:
            if gone not in found:
                await self._goods.withdraw(gone, work)

    async def _tell(self, order_id: str, work: Work) -> None:
        theirs = await work.theirs("order", order_id)
        order = await work.order(order_id) if theirs else None
        if order is None or theirs is None:
            return
        await self._orders.bring(order, theirs, work)
        with contextlib.suppress(LaterError):  # then the order under way brings it right
            await self._goods.put_stock(_skus(order), work)


def _skus(order: Order) -> list[str]:
    return sorted({line.sku for line in order.lines})


def make(values: dict[str, Any]) -> Vendure:
    """A connector from a settings file."""
    return Vendure(VendureSettings.model_validate(values))
