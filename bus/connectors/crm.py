"""Tryton's party and opportunity as the CRM: customers, their orders as history, baskets left with consent as leads.

Only who left a mail address or a phone number is a customer. An order is one sale without products or stock: a draft
while it goes on, confirmed once the goods are with the shopper, cancelled if it comes to nothing; a return is a sale of
less than nothing. A basket becomes a lead, and the next order of that customer answers it.
"""

from decimal import Decimal
from typing import Any

from pydantic import Field

from bus.connectors.contract import Connector, Event, Work
from bus.connectors.tryton.parties import Parties
from bus.connectors.tryton.rest import Access, Rest, apiece, money
from shared.domain.baskets import KeptBasket
from shared.domain.order import Contact, Order, OrderState, Return


class CrmSettings(Access):
    """The CRM's database."""

    leads: bool = Field(True, description="whether baskets left with consent become leads")


class Crm(Connector):
    """Orders, returns and kept baskets out; nothing comes in."""

    events = ("order.*", "fulfilment.*", "return.completed", "basket.kept")

    def __init__(self, settings: CrmSettings) -> None:
        self._settings = settings
        self._rest = Rest(settings)
        self._parties = Parties(self._rest)

    async def close(self) -> None:
        await self._rest.close()

    async def check(self) -> str:
        await self._rest.first("party.party", [["id", "=", 1]])
        return "Tryton, with its parties"

    async def deliver(self, event: Event, work: Work) -> None:
        if event.type == "basket.kept":
            if self._settings.leads:
                await self._lead(KeptBasket.model_validate(event.data), work)
            return
        back = Return.model_validate(event.data) if event.type == "return.completed" else None
        order = await work.order(back.order_id if back else str(event.data.get("order_id") or event.subject))
        if order is None or not _reachable(order.contact):
            return
        if back is not None:
            await self._back(back, order, work)
        else:
            await self._bring(order, work)

    async def _bring(self, order: Order, work: Work) -> None:
        """Make the sale what the order is now."""
        sale = await work.once(
            "sale", order.id, lambda: self._find("sale.sale", order.id), lambda: self._record(order, work)
        )
        (seen,) = await self._rest.find(
            "sale.sale", ("state", "lines.quantity", "lines.unit_price"), [["id", "=", int(sale)]]
        )
        if seen["state"] != "draft":
            return
        if order.state is OrderState.CANCELLED:
            await self._rest.press("sale.sale", sale, "cancel")
            return
        wanted = _lines(order)
        if [(line["quantity"], line["unit_price"]) for line in seen["lines"]] != _figures(order):
            old = [line["id"] for line in seen["lines"]]
            changed = {"lines": [["delete", old], ["create", wanted]]}
            await self._rest.change("sale.sale", sale, changed)
        if order.state is OrderState.COMPLETED:
            for button in ("quote", "confirm"):
                await self._rest.press("sale.sale", sale, button)

    async def _record(self, order: Order, work: Work) -> str:
        party, address = await self._parties.of(order.contact, work)
        values = _whose(party, address) | {
            "reference": order.id,
            "description": f"{order.code} ({order.channel})",
            "lines": [["create", _lines(order)]],
        }
        leads = [["party", "=", party], ["state", "=", "lead"], ["reference", "like", "basket %"]]
        lead = await self._rest.first("sale.opportunity", leads)
        if lead is not None:
            values["origin"] = f"sale.opportunity,{lead}"
        sale = await self._rest.create("sale.sale", values)
        if lead is not None:
            await self._rest.press("sale.opportunity", lead, "cancel")  # nobody need write any more
        return str(sale)

    async def _back(self, back: Return, order: Order, work: Work) -> None:
        async def create() -> str:
            party, address = await self._parties.of(order.contact, work)
            names = {line.id: line.name for line in order.lines}
            lines = [
                _line(names.get(line.order_line_id, line.sku), -pieces, price, order.currency)
                for line in back.lines
                for pieces, price in apiece(line.refund, line.quantity)
            ]
            values = {"reference": back.id, "description": order.code, "lines": [["create", lines]]}
            return str(await self._rest.create("sale.sale", _whose(party, address) | values))

        sale = await work.once("sale", back.id, lambda: self._find("sale.sale", back.id), create)
        (seen,) = await self._rest.find("sale.sale", ("state",), [["id", "=", int(sale)]])
        for state, button in (("draft", "quote"), ("quotation", "confirm")):
            if seen["state"] in {"draft", state}:
                await self._rest.press("sale.sale", sale, button)

    async def _lead(self, basket: KeptBasket, work: Work) -> None:
        reference = f"basket {basket.id}"

        async def create() -> str:
            party, address = await self._parties.of(basket.contact, work)
            lines = [{"quantity": line.quantity, "description": line.name} for line in basket.lines]
            places = await work.places()
            values = {
                "party": party,
                "address": address,
                "reference": reference,
                "description": f"Basket left at {places.get(basket.location_id, basket.location_id)}",
                "amount": money(basket.total, basket.currency),
                "lines": [["create", lines]],
            }
            return str(await self._rest.create("sale.opportunity", values))

        await work.once("lead", basket.id, lambda: self._find("sale.opportunity", reference), create)

    async def _find(self, model: str, reference: str) -> str | None:
        return await self._rest.first(model, [["reference", "=", reference]])


def _reachable(contact: Contact | None) -> bool:
    return contact is not None and bool(contact.email or contact.phone)


def _whose(party: int, address: int) -> dict[str, Any]:
    """A sale of a customer that moves no goods and writes no invoice: the ERP does."""
    whose = {"party": party, "invoice_party": party, "shipment_party": party}
    at = {"invoice_address": address, "shipment_address": address}
    return whose | at | {"invoice_method": "manual", "shipment_method": "manual"}


def _lines(order: Order) -> list[dict[str, Any]]:
    return [
        _line(
            f"{line.name} {line.options}".strip(),
            line.quantity - line.cancelled,
            line.unit_price,
            order.currency,
        )
        for line in order.lines
        if line.quantity > line.cancelled
    ]


def _figures(order: Order) -> list[tuple[float, Any]]:
    """What the lines of the sale should say, as Tryton reads it back."""
    return [(float(line["quantity"]), Decimal(line["unit_price"]["decimal"])) for line in _lines(order)]


def _line(name: str, quantity: int, price: int, currency: str) -> dict[str, Any]:
    said = {"type": "line", "description": name}
    return said | {"quantity": quantity, "unit_price": money(price, currency)}


def make(values: dict[str, Any]) -> Crm:
    """A connector from a settings file."""
    return Crm(CrmSettings.model_validate(values))
