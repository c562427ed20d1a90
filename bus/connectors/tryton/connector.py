"""The connector of an ERP in Tryton: what news there is on either side, and whose it is."""

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bus.connectors.contract import Connector, Event, Intake, Polled, Work
from bus.connectors.tryton.houses import Houses, TrytonSettings
from bus.connectors.tryton.moves import Moves
from bus.connectors.tryton.news import SHIPMENT_STEPS, News
from bus.connectors.tryton.rest import Rest
from bus.connectors.tryton.sales import Sales
from bus.desk import catalogue
from shared.domain.catalogue import Price, Product, Variant
from shared.domain.codes import gtin14
from shared.domain.currency import decimals
from shared.domain.messages import CountStock, Step
from shared.domain.order import Return

OURS = {  # Tryton's shipments that we made, by the kind of pair that remembers them
    "stock.shipment.out": "shipment",
    "stock.shipment.out.return": "return",
    "stock.shipment.internal": "internal",
}


class Tryton(Connector):
    """Sales, returns and stock moves out; products, prices, stock moves and shipment states in."""

    rehearses = True
    events = ("order.*", "fulfilment.*", "return.completed", "stock.changed")

    def __init__(self, settings: TrytonSettings) -> None:
        self._settings = settings
        self._rest = Rest(settings)
        self._houses = Houses(self._rest, settings)
        self._moves = Moves(self._rest, self._houses)
        self._sales = Sales(self._rest, settings, self._houses)
        self._news = News(self._rest, settings, self._houses)
        self.poll_seconds = settings.poll_seconds

    async def close(self) -> None:
        await self._rest.close()

    async def check(self) -> str:
        return f"Tryton, with the warehouses of {', '.join(sorted(await self._houses.all()))}"

    async def deliver(self, event: Event, work: Work) -> None:
        if event.type == "stock.changed":
            place = event.data["location_id"]
            if place in self._settings.places:
                await self._moves.tell(event.data["sku"], place, self.name, work)
        elif event.type == "return.completed":
            back = Return.model_validate(event.data)
            if back.location_id in self._settings.places:
                order = await work.order(back.order_id) if back.order_id else None
                await self._sales.take_back(back, order, work)
        else:
            order = await work.order(str(event.data.get("order_id") or event.subject))
            for fulfilment in order.fulfilments if order else ():
                if order is not None and fulfilment.location_id in self._settings.places:
                    await self._sales.bring(order, fulfilment, work)

    async def poll(self, cursor: str) -> Polled:
        since: dict[str, str] = json.loads(cursor) if cursor else {}
        intakes: list[Intake] = []
        if self._settings.catalogue:
            intakes += await self._news.changed_products(since)
        intakes += await self._news.new_moves(since)
        if self._settings.ships_itself:
            intakes += await self._news.changed_shipments(since)
        return Polled(json.dumps(since, sort_keys=True), tuple(intakes))

    async def take(self, intake: Intake, work: Work) -> None:
        if intake.kind == "product":
            product = self._as_product(intake.body)
            await work.write(lambda c: catalogue.put_products(c, self.name, [product], whole=False))
        elif intake.kind == "move":
            model, _, record = str(intake.body["shipment"]).partition(",")
            if model in OURS and await work.ours(OURS[model], record) is not None:
                return
            for place, difference in intake.body["changes"].items():
                count = CountStock(sku=intake.body["id"], difference=difference, reason="erp", by=self.name)
                await work.act("stock.count", count, f"{intake.key}:{place}", place)
        elif intake.kind == "shipment":
            await self._follow(intake, work)

    async def _follow(self, intake: Intake, work: Work) -> None:
        """Take the steps at the desk that Tryton's people took with the goods."""
        fulfilment_id = await work.ours("shipment", intake.body["id"])
        if fulfilment_id is None:
            return
        order_id = await work.order_of(fulfilment_id)
        if order_id is None:
            return
        for action in SHIPMENT_STEPS[intake.body["state"]]:
            step = Step(order_id=order_id, fulfilment_id=fulfilment_id, action=action, by=self.name)
            await work.act("fulfilment.step", step, f"{fulfilment_id}:{action.value}")

    def _as_product(self, body: dict[str, Any]) -> Product:
        exact = Decimal(body["price"]).scaleb(decimals(self._settings.currency))
        amount = int(exact.to_integral_value(ROUND_HALF_UP))
        gtin = next((code for code in map(gtin14, body["codes"]) if code), None)
        variant = Variant(
            sku=body["id"], gtin=gtin, price=Price(amount=amount, currency=self._settings.currency)
        )
        return Product(id=f"{self.name}:{body['id']}", name=body["name"], variants=(variant,))


def make(values: dict[str, Any]) -> Tryton:
    """A connector from a settings file."""
    return Tryton(TrytonSettings.model_validate(values))
