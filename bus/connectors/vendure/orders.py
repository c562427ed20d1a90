"""Web orders in, and what became of them out: fulfilments, cancellations, refunds."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from bus.connectors.contract import Intake, PoisonError, Work
from bus.connectors.vendure.graphql import AdminApi
from bus.connectors.vendure.settings import VendureSettings
from shared import crypto
from shared.domain.base import new_id
from shared.domain.location import Address
from shared.domain.messages import CancelOrder, NotePayment, PlaceOrder
from shared.domain.order import Contact, Fulfilment, Line, Order, Way
from shared.domain.states import WAITING_FOR_SHOPPER, FulfilmentState, PaymentAction, PaymentState

OPEN = ("PaymentAuthorized", "PaymentSettled", "PartiallyShipped", "Shipped", "PartiallyDelivered")
PAGE = 100
_SEEN = """query($open:[String!]!,$since:DateTime!,$take:Int!,$skip:Int!){
  orders(options:{sort:{orderPlacedAt:ASC},take:$take,skip:$skip,filter:{_or:[
    {state:{in:$open}},{state:{eq:"Cancelled"},orderPlacedAt:{after:$since}}]}})
  {items{id state orderPlacedAt lines{quantity} payments{state amount}}}}"""
_ORDER = """query($id:ID!){order(id:$id){id code state orderPlacedAt currencyCode totalWithTax
  customer{firstName lastName emailAddress phoneNumber}
  shippingAddress{fullName streetLine1 streetLine2 city province postalCode countryCode phoneNumber}
  lines{id quantity unitPriceWithTax proratedUnitPriceWithTax productVariant{sku name}}
  shippingLines{shippingMethod{code}}
  payments{id state amount refunds{state total lines{orderLineId quantity}}}
  fulfillments{id state method lines{orderLineId quantity}}
  history(options:{take:100,filter:{type:{eq:"ORDER_NOTE"}}}){items{id data}}}}"""
_FULFIL = """mutation($lines:[OrderLineInput!]!,$method:String!,$tracking:String!){
  addFulfillmentToOrder(input:{lines:$lines,handler:{code:"manual-fulfillment",arguments:[
    {name:"method",value:$method},{name:"trackingCode",value:$tracking}]}})
  {...on Fulfillment{id} ...on ErrorResult{errorCode message}}}"""
_MOVE = """mutation($id:ID!,$state:String!){transitionFulfillmentToState(id:$id,state:$state)
  {...on Fulfillment{id} ...on ErrorResult{errorCode message}}}"""
_CANCEL = """mutation($id:ID!,$lines:[OrderLineInput!]){cancelOrder(input:{orderId:$id,lines:$lines,
  reason:"cancelled in the store"}){...on Order{id} ...on ErrorResult{errorCode message}}}"""
_REFUND = """mutation($payment:ID!,$amount:Money!,$lines:[OrderLineInput!]!){refundOrder(input:{paymentId:$payment,
  amount:$amount,lines:$lines,shipping:0,adjustment:0,reason:"given back in the store"})
  {...on Refund{id} ...on ErrorResult{errorCode message}}}"""
_NOTE = "mutation($id:ID!,$note:String!){addNoteToOrder(input:{id:$id,note:$note,isPublic:false}){id}}"
_LEFT = {
    FulfilmentState.SHIPPED: ("Shipped",),
    FulfilmentState.DELIVERED: ("Shipped", "Delivered"),
    FulfilmentState.COLLECTED: ("Shipped", "Delivered"),
}


class Orders:
    """Orders of one shop, each brought to where the other side stands, so that nothing hangs on the order of news."""

    def __init__(self, api: AdminApi, settings: VendureSettings, hub_key: str) -> None:
        self._api = api
        self._settings = settings
        self._hub_key = hub_key

    # --- in -------------------------------------------------------------------------------------------------

    async def look(self, since: str) -> tuple[Intake, ...]:
        """Every open order, and those cancelled of late, as intakes that are new when something about them is.

        Vendure's ``updatedAt`` stays when an order is settled, shipped or cancelled in part: it tells nothing.
        """
        found: list[Intake] = []
        while True:
            said = await self._api.ask(_SEEN, open=OPEN, since=since, take=PAGE, skip=len(found))
            page = said["orders"]["items"]
            for order in page:
                shape = [order["state"] == "Cancelled", order["lines"], order["payments"]]
                mark = hashlib.sha256(json.dumps(shape).encode()).hexdigest()[:16]
                found.append(Intake("order", f"{order['id']}@{mark}", {"id": order["id"]}))
            if len(page) < PAGE:
                return tuple(found)

    async def take(self, theirs: str, work: Work) -> None:
        """Bring the desk's order to where the shop's stands: placed, paid, cancelled in part or whole."""
        seen = await self._order(theirs)
        ours = await work.ours("order", theirs)
        order = await work.order(ours) if ours else None
        if order is None and seen["state"] not in OPEN:
            return  # over before we knew it, or told of before its checkout was committed: polling finds it then
        if ours is None:
            ours = new_id()
            await work.pair("order", ours, theirs)
        if order is None:
            await self._act(work, "order.place", self._as_order(ours, seen), theirs)
            order = await work.order(ours)
        if order is None:  # pragma: no cover - it was placed above
            raise PoisonError(f"the order {seen['code']} is not at the desk")
        await self._pay(order, seen, work)
        await self._cancel(order, seen, work)

    async def _pay(self, order: Order, seen: dict[str, Any], work: Work) -> None:
        """Note what was paid for the goods; what was paid for shipping is the shop's own matter."""
        payments = seen["payments"] or []
        settled = sum(p["amount"] for p in payments if p["state"] == "Settled")
        held = any(p["state"] == "Authorized" for p in payments)
        if settled and not order.payment.paid:
            amount = order.total if settled >= seen["totalWithTax"] else min(settled, order.total)
            note = NotePayment(
                order_id=order.id, action=PaymentAction.TAKE, amount=amount, reference=seen["code"]
            )
            await self._act(work, "payment.note", note, f"{seen['id']}:paid")
        elif held and order.payment.state is PaymentState.PENDING:
            note = NotePayment(order_id=order.id, action=PaymentAction.AUTHORISE, reference=seen["code"])
            await self._act(work, "payment.note", note, f"{seen['id']}:authorised")

    async def _cancel(self, order: Order, seen: dict[str, Any], work: Work) -> None:
        gone = seen["state"] == "Cancelled"
        left = {line["id"]: 0 if gone else line["quantity"] for line in seen["lines"]}
        less = {
            line.id: line.quantity - line.cancelled - left[theirs]
            for line, theirs in _known(order)
            if line.quantity - line.cancelled > left.get(theirs, line.quantity)
        }
        if less:
            body = CancelOrder(order_id=order.id, quantities=less, reason="cancelled in the web shop")
            await self._act(work, "order.cancel", body, f"{seen['id']}:{json.dumps(left, sort_keys=True)}")

    async def _act(self, work: Work, kind: str, body: Any, key: str) -> None:  # noqa: ANN401 - a mutation's body
        result = await work.act(kind, body, key)
        if result.problem is not None:
            raise PoisonError(f"the desk refuses {kind}: {result.problem.title} {result.problem.detail}")

    def _as_order(self, order_id: str, seen: dict[str, Any]) -> PlaceOrder:
        methods = [line["shippingMethod"]["code"] for line in seen["shippingLines"]]
        at = next((self._settings.pickup[code] for code in methods if code in self._settings.pickup), "")
        lines = tuple(
            Line(
                id=f"{order_id}:{line['id']}",
                sku=line["productVariant"]["sku"],
                product_id=f"vendure:{line['productVariant']['sku']}",
                name=line["productVariant"]["name"],
                quantity=line["quantity"],
                unit_price=line["proratedUnitPriceWithTax"],
                list_price=line["unitPriceWithTax"],
                way=Way.PICKUP if at else Way.SHIP_HOME,
                location_id=at,
            )
            for line in seen["lines"]
            if line["quantity"]
        )
        return PlaceOrder(
            order_id=order_id,
            channel="web",
            placed_at=seen["orderPlacedAt"],
            language=self._settings.language,
            currency=seen["currencyCode"],
            lines=lines,
            sealed_contact=crypto.seal(_contact(seen).model_dump_json(), self._hub_key),
            payment="web",
        )

    # --- out ------------------------------------------------------------------------------------------------

    async def bring(self, order: Order, theirs: str, work: Work) -> None:
        """Bring the shop's order to where the desk's stands: cancellations, notes, fulfilments, refunds."""
        seen = await self._order(theirs)
        places = await work.places()
        await self._call_off(order, seen)
        for f in order.fulfilments:
            if f.state in WAITING_FOR_SHOPPER:
                at = f.collect_at or f.location_id
                note = f"Ready for collection: {places.get(at, at)} ({f.id.rpartition(':')[2]})"
                await self._write("ready", f.id, note, seen, work)
            elif f.state in _LEFT and (f.way is Way.SHIP_HOME or f.state is not FulfilmentState.SHIPPED):
                await self._fulfil(order, f, seen, places, work)
        for line, before in _swapped(order):
            goods = f"{line.quantity} × {line.name} ({line.sku})"
            await self._write("swapped", line.id, f"Instead of {before.name}: {goods}", seen, work)
        await self._refund(order, seen)

    async def _call_off(self, order: Order, seen: dict[str, Any]) -> None:
        """Cancel pieces over there; before others leave, or the shop goes on waiting for the cancelled ones."""
        left = {line["id"]: line["quantity"] for line in seen["lines"]}
        less = [
            {"orderLineId": theirs, "quantity": left[theirs] - (line.quantity - line.cancelled)}
            for line, theirs in _known(order)
            if left.get(theirs, 0) > line.quantity - line.cancelled
        ]
        if less and seen["state"] != "Cancelled":
            whole = all(line.quantity == line.cancelled for line in order.lines)
            await self._api.do(_CANCEL, id=seen["id"], lines=None if whole else less)

    async def _fulfil(
        self, order: Order, f: Fulfilment, seen: dict[str, Any], places: dict[str, str], work: Work
    ) -> None:
        method = f"{places.get(f.collect_at or f.location_id, f.location_id)} ({f.id.rpartition(':')[2]})"
        known = {made["id"]: made for made in seen["fulfillments"] or [] if made["state"] != "Cancelled"}

        async def find() -> str | None:
            return next((key for key, made in known.items() if made["method"] == method), None)

        async def create() -> str:
            made = await self._api.do(_FULFIL, lines=lines, method=method, tracking=f.tracking)
            return str(made["id"])

        lines = [
            {"orderLineId": part.line_id.rpartition(":")[2], "quantity": part.quantity}
            for part in f.parts  # what came instead of something is unknown to the shop
            if part.quantity and part.line_id.startswith(f"{order.id}:")
        ]
        if not lines:
            return

        theirs = await work.once("fulfilment", f.id, find, create)
        state = known[theirs]["state"] if theirs in known else "Pending"
        steps = _LEFT[f.state]
        for step in (
            steps[steps.index(state) + 1 :] if state in steps else steps if state == "Pending" else ()
        ):
            await self._api.do(_MOVE, id=theirs, state=step)

    async def _write(self, kind: str, ours: str, note: str, seen: dict[str, Any], work: Work) -> None:
        """Put a note into the order's history there, once, for the shop's people."""

        async def find() -> str | None:
            return next((n["id"] for n in seen["history"]["items"] if n["data"].get("note") == note), None)

        async def create() -> str:
            await self._api.do(_NOTE, id=seen["id"], note=note)
            return f"{seen['id']}:{note}"

        await work.once(kind, ours, find, create)

    async def _refund(self, order: Order, seen: dict[str, Any]) -> None:
        """Give back at the shop what the desk has given back, to the payments it came by."""
        payments = [p for p in seen["payments"] or [] if p["state"] == "Settled"]
        refunds = [r for p in payments for r in p["refunds"] if r["state"] != "Failed"]
        owed = order.payment.refunded - sum(r["total"] for r in refunds)
        told: dict[str, int] = {}
        for line in (line for r in refunds for line in r["lines"]):
            told[line["orderLineId"]] = told.get(line["orderLineId"], 0) + line["quantity"]
        back = [
            {"orderLineId": theirs, "quantity": line.returned - told.get(theirs, 0)}
            for line, theirs in _known(order)
            if line.returned > told.get(theirs, 0)
        ]
        for payment in payments:
            rest = payment["amount"] - sum(r["total"] for r in payment["refunds"] if r["state"] != "Failed")
            amount = min(owed, rest)
            if amount > 0:
                await self._api.do(_REFUND, payment=payment["id"], amount=amount, lines=back)
                owed, back = owed - amount, []
        if owed > 0 and payments:
            raise PoisonError(f"the shop took too little for {seen['code']} to give {owed} back")

    async def _order(self, theirs: str) -> dict[str, Any]:
        order = (await self._api.ask(_ORDER, id=theirs))["order"]
        if order is None:
            raise PoisonError(f"Vendure has no order {theirs} any more")
        return dict(order)


def _known(order: Order) -> Iterator[tuple[Line, str]]:
    """The order's lines that the shop knows too, with their id there."""
    for line in order.lines:
        ours, _, theirs = line.id.rpartition(":")
        if ours == order.id:
            yield line, theirs


def _swapped(order: Order) -> Iterator[tuple[Line, Line]]:
    """Lines that the shopper took instead, each with the one that it replaces."""
    by_id = {line.id: line for line in order.lines}
    for line in order.lines:
        if line.instead_of in by_id and line.quantity > line.cancelled:
            yield line, by_id[line.instead_of]


def _contact(seen: dict[str, Any]) -> Contact:
    customer, at = seen["customer"] or {}, seen["shippingAddress"] or {}
    name = (
        f"{customer.get('firstName', '')} {customer.get('lastName', '')}".strip() or at.get("fullName") or ""
    )
    mail = customer.get("emailAddress") or ""
    streets = [at.get("streetLine1"), at.get("streetLine2")]
    address = Address(
        street=", ".join(part for part in streets if part),
        city=at.get("city") or "",
        region=at.get("province") or "",
        postcode=at.get("postalCode") or "",
        country=at.get("countryCode") or "",
    )
    return Contact(
        name=name[:120],
        phone=(at.get("phoneNumber") or customer.get("phoneNumber") or "")[:40],
        email=mail[:200],
        address=address if at.get("city") else None,
        notify="email" if mail else "none",
    )
