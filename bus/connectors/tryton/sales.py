"""Fulfilments as sales of the warehouse that serves them, and returns as sales of less than nothing."""

from typing import Any, Final

from bus.connectors.contract import LaterError, Work
from bus.connectors.tryton.houses import Houses, TrytonSettings
from bus.connectors.tryton.parties import Parties
from bus.connectors.tryton.rest import Rest, apiece, money
from shared.domain.order import Contact, Fulfilment, Order, Return
from shared.domain.states import FulfilmentState

GONE: Final = frozenset({FulfilmentState.REJECTED, FulfilmentState.CANCELLED, FulfilmentState.EXPIRED})
LEFT: Final = frozenset(
    {FulfilmentState.SHIPPED, FulfilmentState.ARRIVED, FulfilmentState.DELIVERED, FulfilmentState.COLLECTED}
)


class Sales:
    """Sales of one Tryton, each brought to where the desk's fulfilment or return stands."""

    def __init__(self, rest: Rest, settings: TrytonSettings, houses: Houses) -> None:
        self._rest = rest
        self._settings = settings
        self._houses = houses
        self._parties = Parties(rest, settings.walk_in)

    async def bring(self, order: Order, f: Fulfilment, work: Work) -> None:
        """Make the sale what the fulfilment is now."""
        gone = f.state in GONE
        if gone and await work.theirs("sale", f.id) is None and await self._find_sale(f.id) is None:
            return
        sale = await work.once(
            "sale", f.id, lambda: self._find_sale(f.id), lambda: self._sell(order, f, work)
        )
        if gone:
            await self._call_off(sale, *(await self._sale(sale)))
            return
        left = f.state in LEFT and f.location_id not in self._settings.ships_itself
        if await self._ended(sale, f.id, work, leaves=left) and left:
            await self._square(order, f, sale, work)

    async def _ended(self, sale: str, ours: str, work: Work, *, leaves: bool) -> bool:
        """Whether a sale, which is confirmed now, has shipments; they are remembered as ours, and go when it leaves."""
        shipments = await self._confirmed(sale, "shipments")
        for shipment in shipments:
            await work.pair("shipment", ours, str(shipment["id"]))
            if leaves:
                await self._ship(shipment)
        return bool(shipments)

    async def _square(self, order: Order, f: Fulfilment, sale: str, work: Work) -> None:
        """What was found short or taken instead after the sale was confirmed: one more sale over the difference."""
        prices = {line.sku: line.unit_price for line in order.lines}
        more: dict[str, int] = {}
        for part in f.parts:
            more[part.sku] = more.get(part.sku, 0) + part.quantity
        for line in await self._rest.find(
            "sale.line", ("product.code", "quantity"), [["sale", "=", int(sale)]]
        ):
            sku = line["product"]["code"]
            more[sku] = more.get(sku, 0) - round(line["quantity"])
        wrong = {
            sku: n
            for sku, n in sorted(more.items())  # what an older version has put back is no move of a sale
            if n and await work.theirs("internal", f"everyshelf {f.id} {sku}") is None
        }
        if not wrong:
            return
        ours = f"{f.id} changed"

        async def create() -> str:
            lines = [await self._line(sku, n, prices[sku]) for sku, n in wrong.items()]
            values = {"reference": ours, "description": order.code}
            return await self._order(order.contact, f.location_id, lines, values, work)

        other = await work.once("sale", ours, lambda: self._find_sale(ours), create)
        await self._ended(other, ours, work, leaves=True)
        await self._come_back(other, ours, work)

    async def _call_off(self, sale: str, state: str, shipments: list[dict[str, Any]]) -> None:
        if state in {"draft", "quotation"}:
            await self._rest.press("sale.sale", sale, "cancel")
        for shipment in shipments:
            if shipment["state"] not in {"done", "cancelled"}:
                await self._rest.press("stock.shipment.out", shipment["id"], "cancel")

    async def _ship(self, shipment: dict[str, Any]) -> None:
        """The goods have left: walk Tryton's shipment to its end."""
        record, state = shipment["id"], shipment["state"]
        if state in {"draft", "waiting"}:
            if state == "draft":
                await self._rest.press("stock.shipment.out", record, "wait")
            # What was handed over is gone, whatever Tryton believes is on the shelf.
            if not await self._rest.press("stock.shipment.out", record, "assign_try"):
                await self._rest.press("stock.shipment.out", record, "assign_force")
        for done, button in (
            (("picked", "packed", "done"), "pick"),
            (("packed", "done"), "pack"),
            (("done",), "do"),
        ):
            if state not in done:
                await self._rest.press("stock.shipment.out", record, button)

    async def _line(self, sku: str, quantity: int, price: int) -> dict[str, Any]:
        product = await self._houses.product(sku)
        return {
            "type": "line",
            "product": product["id"],
            "quantity": quantity,
            "unit": product["default_uom"]["id"],
            "unit_price": money(price, self._settings.currency),
            "taxes": [["add", list(self._settings.taxes)]],
        }

    async def _find_sale(self, reference: str) -> str | None:
        return await self._rest.first("sale.sale", [["reference", "=", reference]])

    async def _sale(self, sale: str, kind: str = "shipments") -> tuple[str, list[dict[str, Any]]]:
        """A sale's state and its shipments (or ``shipment_returns``)."""
        (record,) = await self._rest.find("sale.sale", ("state", f"{kind}.state"), [["id", "=", int(sale)]])
        return record["state"], list(record.get(kind) or [])

    async def _confirmed(self, sale: str, kind: str) -> list[dict[str, Any]]:
        """The shipments of a sale that is confirmed now, if it was not before."""
        state, shipments = await self._sale(sale, kind)
        for needed, button in (("draft", "quote"), ("quotation", "confirm")):
            if state == needed:
                await self._rest.press("sale.sale", sale, button)
                state, shipments = await self._sale(sale, kind)
        if state == "confirmed":  # processing goes on in the background of a server with workers
            raise LaterError("Tryton has not processed the sale yet", 1.0)
        return shipments

    async def _sell(self, order: Order, f: Fulfilment, work: Work) -> str:
        by_line = {line.id: line for line in order.lines}
        lines = []
        for part in (part for part in f.parts if part.quantity):
            price = by_line[part.line_id].unit_price
            lines.append(await self._line(part.sku, part.quantity, price))
        values = {"reference": f.id, "description": order.code}
        return await self._order(order.contact, f.location_id, lines, values, work)

    async def _order(
        self,
        contact: Contact | None,
        place: str,
        lines: list[dict[str, Any]],
        values: dict[str, Any],
        work: Work,
    ) -> str:
        party, address = await self._parties.of(contact, work)
        whose = {
            "party": party,
            "invoice_party": party,
            "shipment_party": party,
            "invoice_address": address,
            "shipment_address": address,
            "payment_term": self._settings.payment_term,
            "warehouse": (await self._houses.all())[place].id,
            "lines": [["create", lines]],
        }
        return str(await self._rest.create("sale.sale", values | whose))

    async def take_back(self, back: Return, order: Order | None, work: Work) -> None:
        """A return as a sale of less than nothing, and its goods on the shelf of the store that took them."""

        async def create() -> str:
            lines = []
            for line in back.lines:
                for pieces, price in apiece(line.refund, line.quantity):
                    lines.append(await self._line(line.sku, -pieces, price))
            values = {"reference": back.id, "description": order.code if order else ""}
            return await self._order(order.contact if order else None, back.location_id, lines, values, work)

        sale = await work.once("sale", back.id, lambda: self._find_sale(back.id), create)
        await self._come_back(sale, back.id, work)

    async def _come_back(self, sale: str, ours: str, work: Work) -> None:
        """Put what a sale of less than nothing brings back on the shelf."""
        for shipment in await self._confirmed(sale, "shipment_returns"):
            await work.pair("return", ours, str(shipment["id"]))
            for done, button in ((("received", "done"), "receive"), (("done",), "do")):
                if shipment["state"] not in done:
                    await self._rest.press("stock.shipment.out.return", shipment["id"], button)
