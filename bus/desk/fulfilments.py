"""Fulfilments at work: claimed, picked, packed, shipped, handed over, undone."""

from datetime import timedelta
from typing import Final

from sqlalchemy import insert

from bus.desk import schema
from bus.desk.allocation import reclaim, stands_at, without
from bus.desk.payments import refund_surplus, take
from bus.desk.returns import returned
from bus.desk.wishes import source_again
from bus.desk.work import HUB, RefusedError, Work
from shared.domain.events import FulfilmentChanged
from shared.domain.messages import Arrived, Claim, Step
from shared.domain.order import Fulfilment, Oddity, Order, Part
from shared.domain.states import DONE, ENDED, WAITING_FOR_SHOPPER, Action, FulfilmentState, legal, step

A = Action
WHOLE: Final = frozenset({A.READY, A.PACK})  # every piece must be picked
RELEASE: Final = frozenset({A.REJECT, A.EXPIRE, A.CANCEL})
UNDO: Final = frozenset({A.UNDO_READY, A.UNDO_ARRIVE, A.UNDO_COLLECT, A.UNPACK})
AT_COLLECTION: Final = frozenset({A.ARRIVE, A.COLLECT, A.EXPIRE, A.UNDO_ARRIVE, A.UNDO_COLLECT})


def claim(work: Work, body: Claim) -> None:
    """Somebody works on a fulfilment; another's claim is respected."""
    order, f = find(work, body.order_id, body.fulfilment_id)
    if body.by and f.claimed_by not in {"", body.by}:
        raise RefusedError(
            "claimed", "Somebody else works on it", f"Claimed by {f.claimed_by}.", by=f.claimed_by
        )
    replace(work, order, f.model_copy(update={"claimed_by": body.by}), "claimed")


def here(work: Work, body: Arrived) -> None:
    """The customer has come: at the counter, or outside for curbside; since when stays when it is said again."""
    order = work.existing(body.order_id)
    ready = [
        f
        for f in order.fulfilments
        if f.state in WAITING_FOR_SHOPPER and work.device.location_id in {f.collect_at, HUB.location_id}
    ]
    if not ready:
        raise RefusedError("nothing-waits", "Nothing waits here", f"The order is {order.state.value}.")
    known = {f.id for f in ready if f.waiting_here and f.outside == body.curbside}
    came = {f.id for f in ready} - known
    if not came:
        return
    now_here = {"waiting_here": True, "outside": body.curbside, "changed_at": work.now}
    fulfilments = tuple(f.model_copy(update=now_here) if f.id in came else f for f in order.fulfilments)
    order = order.model_copy(update={"fulfilments": fulfilments})
    work.save(order)
    work.event("customer.here", order.id, body)


def do_step(work: Work, body: Step) -> None:
    """Take one step of a fulfilment's state machine, with its effect on stock and money."""
    order, f = find(work, body.order_id, body.fulfilment_id, body.action)
    after = step(f.way, f.state, body.action)
    if after is None and body.action is A.COLLECT and body.proof is not None and f.state not in DONE:
        _handed_over(work, order, f, body)
        return
    if after is None:
        raise illegal(f, f"{body.action.value!r} is not possible while {f.state.value!r}.")
    if body.action in UNDO and not _undoable(work, f):
        minutes = work.rules.terms.undo_minutes
        detail = f"Too late: undo is possible for {minutes} minutes."
        raise illegal(f, detail, "too-late-to-undo", minutes=minutes)
    if body.action is A.UNDO_COLLECT and returned(work, order.id).keys() & pieces(f).keys():
        raise illegal(
            f,
            "Pieces of it have come back: take a return, or cancel the one that is not finished.",
            "came-back",
        )
    kept = f.without(pieces(f)) if body.action is A.REJECT else f
    parts = tuple(_picked(part, body) for part in kept.parts)
    if body.action in WHOLE and any(part.picked < part.quantity for part in parts):
        raise illegal(f, "Some pieces are not picked: pick them or report them short.", "not-picked")
    _move(work, order.id, f, body.action)
    order = _paid(work, order, body)
    if body.action in RELEASE and body.action is not A.REJECT:
        order = without(order, pieces(f))
    order = replace(work, refund_surplus(work, order), _stepped(work, f, after, parts, body), after.value)
    _keep_proof(work, f, body)
    if body.action is A.REJECT:
        work.save(source_again(work, order, f, pieces(f)))
    if body.action is A.UNDO_COLLECT:  # systems that have heard of the handover may hold it for final
        _exception(work, order, f, "taken_back", f"The handover of {f.id} was taken back.")


def _handed_over(work: Work, order: Order, f: Fulfilment, body: Step) -> None:
    """The goods are gone with a proof, whatever the hub thought: take it as it is, and staff looks at it."""
    ended = f.state in ENDED
    for part in f.parts:
        reserved = 0 if ended else -part.quantity
        if part.quantity and f.state is not FulfilmentState.SHIPPED:  # those never were on hand here
            work.change(
                part.sku, stands_at(f), "collect", order.id, on_hand=-part.quantity, reserved=reserved
            )
    if (
        f.state is FulfilmentState.REJECTED
    ):  # its pieces are on their way from elsewhere: stop those that can be
        order, extra = reclaim(work, order, pieces(f))
        order = _enlarged(order, extra)
    elif ended:  # what was taken is owed again
        order = _owed_again(order, pieces(f))
    order = refund_surplus(work, _paid(work, order, body))
    new = _stepped(work, f, FulfilmentState.COLLECTED, f.parts, body)
    order = replace(work, order, new, "collected")
    _keep_proof(work, f, body)
    _exception(work, order, f, "handed_over", f"{f.id} was handed over while {f.state.value}.")


def _exception(work: Work, order: Order, f: Fulfilment, what: str, note: str) -> None:
    """Note on the order what people should look at, here and in the systems of others."""
    oddity = Oddity(fulfilment_id=f.id, what=what, state=f.state.value)
    noted = {"note": f"{order.note} {note}".strip(), "oddities": (*order.oddities, oddity)}
    order = order.model_copy(update=noted)
    work.save(order)
    work.event("order.exception", order.id, order)


def _owed_again(order: Order, taken: dict[str, int]) -> Order:
    """The order with cancelled pieces uncancelled, and enlarged by those that had come from elsewhere meanwhile."""
    back = {line.id: min(line.cancelled, taken.get(line.id, 0)) for line in order.lines}
    order = without(order, {line_id: -n for line_id, n in back.items()})
    return _enlarged(order, {line_id: n - back[line_id] for line_id, n in taken.items()})


def _enlarged(order: Order, extra: dict[str, int]) -> Order:
    """The order with more pieces of some lines: the shopper has them on top of what is on its way."""
    lines = tuple(
        line.model_copy(update={"quantity": line.quantity + extra.get(line.id, 0)}) for line in order.lines
    )
    return order.model_copy(update={"lines": lines})


def _stepped(
    work: Work, f: Fulfilment, after: FulfilmentState, parts: tuple[Part, ...], body: Step
) -> Fulfilment:
    return f.model_copy(
        update={
            "state": after,
            "parts": parts,
            "changed_at": work.now,
            "by": body.by,
            "tracking": body.tracking or f.tracking,
            "waiting_here": f.waiting_here and after in WAITING_FOR_SHOPPER,
            "outside": f.outside and after in WAITING_FOR_SHOPPER,
            "handed": body.proof.handed() if body.proof and body.action is A.COLLECT else None,
        }
    )


def _keep_proof(work: Work, f: Fulfilment, body: Step) -> None:
    """Keep how goods were handed over, with the signature: the order that devices hold only says that there is one."""
    if body.action is A.COLLECT and body.proof is not None:
        ids = {"order_id": body.order_id, "fulfilment_id": f.id, "location_id": f.collect_at or f.location_id}
        row = ids | {"at": work.now, "actor": work.by, "body": body.proof.model_dump_json()}
        work.conn.execute(insert(schema.handover), row)


def _paid(work: Work, order: Order, body: Step) -> Order:
    return take(work, order, body.paid) if body.paid else order


def pieces(f: Fulfilment) -> dict[str, int]:
    """Line id → pieces in a fulfilment."""
    return {part.line_id: part.quantity for part in f.parts if part.quantity}


def find(
    work: Work, order_id: str, fulfilment_id: str, action: Action | None = None
) -> tuple[Order, Fulfilment]:
    """An order and its fulfilment, which must be this device's work; RefusedError when it is not."""
    order = work.existing(order_id)
    f = next((f for f in order.fulfilments if f.id == fulfilment_id), None)
    if f is None:
        raise RefusedError("unknown", "There is no such fulfilment", fulfilment_id, 404)
    there = action in AT_COLLECTION or (action is A.REJECT and f.state is FulfilmentState.SHIPPED)
    allowed = {f.collect_at} if there and f.collect_at else {f.location_id}
    if work.device.role != "hub" and work.device.location_id not in allowed:
        raise RefusedError(
            "other-place",
            "This is another location's work",
            f"It belongs to {', '.join(sorted(allowed))}.",
            403,
            place=min(allowed),
        )
    return order, f


def replace(work: Work, order: Order, new: Fulfilment, what: str) -> Order:
    """Save the order with the new shape of a fulfilment, and tell of it."""
    fulfilments = tuple(new if f.id == new.id else f for f in order.fulfilments)
    order = order.model_copy(update={"fulfilments": fulfilments})
    work.save(order)
    work.event(f"fulfilment.{what}", order.id, FulfilmentChanged(order_id=order.id, fulfilment=new))
    return order


def illegal(f: Fulfilment, detail: str, code: str = "not-legal", **facts: object) -> RefusedError:
    """A refusal that names the steps which are legal now."""
    steps = tuple(a.value for a in legal(f.way, f.state))
    return RefusedError(code, "This step is not legal now", detail, 409, steps, **facts)


def _undoable(work: Work, f: Fulfilment) -> bool:
    return f.changed_at is None or work.now - f.changed_at <= timedelta(minutes=work.rules.terms.undo_minutes)


def _picked(part: Part, body: Step) -> Part:
    everything = part.quantity if body.action in WHOLE and not body.picked else part.picked
    picked = body.picked.get(part.line_id, everything)
    return part.model_copy(update={"picked": max(0, min(part.quantity, picked))})


def _move(work: Work, order_id: str, f: Fulfilment, action: Action) -> None:
    """The step's effect on stock: goods leave, come, or are set free."""
    leaves = action is A.SHIP or action is A.COLLECT
    comes = action is A.ARRIVE or action is A.UNDO_COLLECT
    for part in sorted(f.parts, key=lambda part: part.sku):
        n = part.quantity
        if not n:
            continue
        if leaves:
            work.change(part.sku, stands_at(f), action.value, order_id, on_hand=-n, reserved=-n)
        elif comes:
            where = f.collect_at or f.location_id
            work.change(part.sku, where, action.value, order_id, on_hand=n, reserved=n)
        elif action is A.UNDO_ARRIVE:
            work.change(part.sku, f.collect_at, action.value, order_id, on_hand=-n, reserved=-n)
        elif action in RELEASE and f.state is not FulfilmentState.SHIPPED:
            work.change(part.sku, stands_at(f), action.value, order_id, reserved=-n)
