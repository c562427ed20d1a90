"""How acts that the hub has not yet shown change what the screens see: pure functions over orders, calls and stock.

The fold is a forecast, never a decision. An act that the forecast finds illegal changes nothing here; the hub says why.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch
from typing import Literal, NamedTuple

from shared.domain.base import Model
from shared.domain.codes import pickup_code
from shared.domain.messages import (
    BODIES,
    AnswerCall,
    Arrived,
    Call,
    CancelOrder,
    Claim,
    PlaceOrder,
    RaiseCall,
    Short,
    Step,
    Substitute,
)
from shared.domain.order import Fulfilment, Line, Order, Part
from shared.domain.paying import AskLink, WithdrawLink
from shared.domain.payment import PayLink
from shared.domain.problem import Problem, read_problem
from shared.domain.states import AT_THE_SHELF, Action, FulfilmentState, PaymentState, Way, step

UNSOURCED = "unsourced"  # where goods come from is the hub's decision, so a forecast does not know it

State = Literal["waiting", "deferred", "rejected", "acked", "dismissed"]


class Entry(NamedTuple):
    """An act in the outbox; ``body`` is JSON text, ``epoch`` and ``visible_at`` say where its effect shows.

    ``settled`` is when it was done with; an item that waits all the same was made before the hub was restored.
    """

    n: int
    id: str
    kind: str
    v: int
    made_at: datetime
    order_id: str
    body: str
    state: State
    reason: str = ""
    tries: int = 0
    epoch: str = ""
    visible_at: int = 0
    settled: str = ""

    @property
    def problem(self) -> Problem | None:
        """Why the hub refuses it or puts it off, where it said so."""
        return read_problem(self.reason)

    def parsed(self) -> Model | None:
        """The body as its model; None for a kind this version does not know."""
        model = BODIES.get(self.kind)
        return None if model is None else model.model_validate_json(self.body)


def subject(kind: str, body: Model) -> str:
    """What acts are kept in order about: an order, or else a call, return, transfer, lease, article or search."""
    names = ("order_id", "call_id", "return_id", "transfer_id", "lease_id", "sku", "search_id")
    return next((str(value) for name in names if (value := getattr(body, name, None))), kind)


def fold_order(order: Order | None, entry: Entry) -> Order | None:
    """The order after an act of this device."""
    act = entry.parsed()
    if isinstance(act, PlaceOrder):
        return order or placed(act)
    if order is None or act is None:
        return order
    return _act(act, order, entry)


def placed(act: PlaceOrder) -> Order:
    """The order a shopper sees before the hub has."""
    groups: dict[tuple[Way, str], list[Line]] = {}
    for line in act.lines:
        groups.setdefault((line.way, line.location_id), []).append(line)
    fulfilments = tuple(
        Fulfilment(
            id=f"{act.order_id}:{number}",
            way=way,
            location_id=place if way is Way.PICKUP and place else UNSOURCED,
            collect_at=place,
            parts=tuple(Part(line_id=line.id, sku=line.sku, quantity=line.quantity) for line in lines),
            changed_at=act.placed_at,
        )
        for number, ((way, place), lines) in enumerate(groups.items(), 1)
    )
    return Order(
        id=act.order_id,
        code=pickup_code(act.order_id),
        channel=act.channel,
        placed_in=act.placed_in,
        placed_at=act.placed_at,
        language=act.language,
        currency=act.currency,
        lines=act.lines,
        fulfilments=fulfilments,
        provisional=act.provisional,
        curbside=act.curbside,
    )


@singledispatch
def _act(act: Model, order: Order, entry: Entry) -> Order:  # noqa: ARG001 - the other kinds need both
    return order


@_act.register
def _(act: Step, order: Order, entry: Entry) -> Order:
    part = _part(order, act.fulfilment_id)
    after = step(part.way, part.state, act.action) if part else None
    if part is None or after is None:
        return order
    kept = part.without({p.line_id: p.quantity for p in part.parts}) if act.action is Action.REJECT else part
    picked = tuple(p.model_copy(update={"picked": act.picked.get(p.line_id, p.picked)}) for p in kept.parts)
    new = part.model_copy(
        update={
            "state": after,
            "parts": picked,
            "changed_at": entry.made_at,
            "by": act.by,
            "tracking": act.tracking or part.tracking,
            "waiting_here": part.waiting_here and act.action is not Action.COLLECT,
            "handed": act.proof.handed() if act.proof and act.action is Action.COLLECT else None,
        }
    )
    order = _with(order, new)
    if act.paid:
        paid = order.payment.paid + act.paid
        state = PaymentState.PAID if paid >= order.total else PaymentState.PENDING
        payment = order.payment.model_copy(update={"paid": paid, "state": state})
        order = order.model_copy(update={"payment": payment})
    return order


@_act.register
def _(act: Short, order: Order, entry: Entry) -> Order:
    part = _part(order, act.fulfilment_id)
    if part is None or step(part.way, part.state, Action.REJECT) is None:
        return order
    changes = {"reason": act.reason, "changed_at": entry.made_at, "by": act.by}
    return _with(order, part.without(act.quantities).model_copy(update=changes))


@_act.register
def _(act: Substitute, order: Order, entry: Entry) -> Order:
    f = _part(order, act.fulfilment_id)
    part = next((p for p in f.parts if p.line_id == act.line_id), None) if f else None
    if f is None or part is None or f.state not in AT_THE_SHELF:
        return order
    if part.quantity < act.line.quantity or any(line.id == act.line.id for line in order.lines):
        return order
    order = order.substituted(f.id, act.line_id, act.line)
    changed = {"reason": act.reason, "changed_at": entry.made_at, "by": act.by}
    return _with(order, next(g for g in order.fulfilments if g.id == f.id).model_copy(update=changed))


@_act.register
def _(act: Claim, order: Order, entry: Entry) -> Order:  # noqa: ARG001
    part = _part(order, act.fulfilment_id)
    return _with(order, part.model_copy(update={"claimed_by": act.by})) if part else order


@_act.register
def _(act: CancelOrder, order: Order, entry: Entry) -> Order:
    whole = not act.quantities
    lines = tuple(
        line.model_copy(
            update={
                "cancelled": line.quantity
                if whole
                else min(line.quantity, line.cancelled + act.quantities.get(line.id, 0))
            }
        )
        for line in order.lines
    )
    left = {line.id: line.quantity - line.cancelled for line in lines}
    fulfilments = tuple(_cancelled(part, left, entry.made_at) for part in order.fulfilments)
    return order.model_copy(update={"lines": lines, "fulfilments": fulfilments})


@_act.register
def _(act: AskLink, order: Order, entry: Entry) -> Order:  # noqa: ARG001
    amount = act.amount or order.askable
    if not 0 < amount <= order.askable or any(link.id == act.payment_id for link in order.payment.links):
        return order
    link = PayLink(id=act.payment_id, provider=act.provider or UNSOURCED, amount=amount, asked_at=act.made_at)
    payment = order.payment.with_link(link).known(order.payment)
    return order.model_copy(update={"payment": payment})


@_act.register
def _(act: WithdrawLink, order: Order, entry: Entry) -> Order:  # noqa: ARG001
    link = next((link for link in order.payment.links if link.id == act.payment_id and link.live), None)
    if link is None:
        return order
    payment = order.payment.with_link(link.model_copy(update={"withdrawn": True})).known(order.payment)
    return order.model_copy(update={"payment": payment})


@_act.register
def _(act: Arrived, order: Order, entry: Entry) -> Order:  # noqa: ARG001
    waiting = {FulfilmentState.READY, FulfilmentState.ARRIVED}
    fulfilments = tuple(
        f.model_copy(update={"waiting_here": True, "outside": act.curbside}) if f.state in waiting else f
        for f in order.fulfilments
    )
    return order.model_copy(update={"fulfilments": fulfilments})


def _cancelled(part: Fulfilment, left: dict[str, int], when: datetime) -> Fulfilment:
    after = step(part.way, part.state, Action.CANCEL)
    if after is None:
        return part
    parts = tuple(
        p.model_copy(update={"quantity": min(p.quantity, left.get(p.line_id, p.quantity))})
        for p in part.parts
    )
    change = {"parts": parts} if any(p.quantity for p in parts) else {"state": after}
    return part.model_copy(update={**change, "changed_at": when})


def _part(order: Order, fulfilment_id: str) -> Fulfilment | None:
    return next((f for f in order.fulfilments if f.id == fulfilment_id), None)


def _with(order: Order, new: Fulfilment) -> Order:
    fulfilments = tuple(new if f.id == new.id else f for f in order.fulfilments)
    return order.model_copy(update={"fulfilments": fulfilments})


def fold_calls(calls: dict[str, Call], entries: Iterable[Entry], location_id: str) -> dict[str, Call]:
    """Calls for help by id after the acts of this device."""
    after = dict(calls)
    for entry in entries:
        act = entry.parsed()
        if isinstance(act, RaiseCall):
            made = Call(
                id=act.call_id,
                location_id=location_id,
                device_id="here",
                where=act.where,
                made_at=act.made_at,
            )
            after.setdefault(act.call_id, made)
        elif isinstance(act, AnswerCall) and act.call_id in after:
            after[act.call_id] = after[act.call_id].model_copy(update={"answered_by": act.by})
    return after


def stock_deltas(entries: Iterable[Entry]) -> dict[str, dict[str, int]]:
    """Units by SKU and location that orders not yet seen in the cache take (negative).

    Only goods collected where they stand count: where the others come from is the hub's decision.
    """
    deltas: dict[str, dict[str, int]] = {}
    for entry in entries:
        if entry.kind != "order.place":
            continue
        for line in json.loads(entry.body)["lines"]:
            if line["way"] == Way.PICKUP and line["location_id"]:
                here = deltas.setdefault(line["sku"], {})
                here[line["location_id"]] = here.get(line["location_id"], 0) - int(line["quantity"])
    return deltas
