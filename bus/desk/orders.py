"""Orders are placed and cancelled: lines become fulfilments of the locations that have the goods."""

from collections.abc import Mapping

from bus.desk.allocation import add_parts, allocate, cancellable, reclaim, reserve, waiting_of, without
from bus.desk.grants import release, use_leases
from bus.desk.payments import refund_surplus
from bus.desk.pricing import honoured
from bus.desk.sourcing import Allotment, Want
from bus.desk.wishes import settle
from bus.desk.work import RefusedError, Work
from shared.crypto import unseal
from shared.domain.codes import pickup_code
from shared.domain.messages import CancelOrder, PlaceOrder, SendReceipt
from shared.domain.order import Channel, Line, Order, Payment
from shared.domain.people import Contact
from shared.domain.states import PaymentState, Way, legal

CHANNEL: Mapping[str, Channel] = {
    "kiosk": "kiosk",
    "staff": "counter",
}  # a device's own; only connectors bring others


def place(work: Work, body: PlaceOrder) -> None:
    """Take an order: price it, reserve its pieces, tell everybody concerned."""
    if work.order(body.order_id) is not None:
        raise RefusedError("exists", "This order exists", "Another order was placed under the same id.")
    if len({line.id for line in body.lines}) < len(body.lines):
        raise RefusedError("malformed", "Two lines have the same id", status=422)
    for line in body.lines:
        if line.way is not Way.SHIP_HOME and not line.location_id:
            raise RefusedError("malformed", "It is not said where to collect", f"line {line.id}", 422)
    order = _read(work, body)
    for hold_id in body.holds:
        release(work, hold_id, "hold taken over")
    missing: list[Want] = []
    for (way, where), lines in _groups(order).items():
        wants = [Want(line.id, line.sku, line.quantity) for line in lines]
        if way is Way.PICKUP:
            here, wants = _reserve_here(work, order.id, wants, where, body.leases)
            order = add_parts(work, order, here, way, where)
        if wants:
            order, nobody = allocate(work, order, wants, way, where)
            missing += nobody
    order = settle(work, order, missing, {} if missing else None)
    work.save(order, new=True)
    work.event("order.placed", order.id, order, first=True)


def _read(work: Work, body: PlaceOrder) -> Order:
    device = work.device
    channel = body.channel if device.role == "hub" else CHANNEL[device.role]
    new = _as_wished(body.lines)
    elsewhere = device.role != "hub" and body.payment in {"web", "invoice"}
    method = "counter" if elsewhere else body.payment
    return Order(
        id=body.order_id,
        code=pickup_code(body.order_id),
        channel=channel,
        placed_in=body.placed_in if device.role == "hub" else device.location_id,
        placed_at=body.placed_at,
        language=body.language,
        currency=body.currency,
        # what a web shop has sold is paid already, at its own price
        lines=new if channel == "web" else honoured(work, new, body.placed_at, body.currency),
        payment=Payment(
            state=PaymentState.NONE if method == "counter" else PaymentState.PENDING,
            method=method,
        ),
        was_provisional=body.provisional,
        contact=_contact(work, body.sealed_contact),
        curbside=body.curbside,
    )


def _as_wished(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines as wished; what became of them is not for a device to say."""
    nothing = {"cancelled": 0, "returned": 0, "credited": 0, "instead_of": ""}
    return tuple(line.model_copy(update=nothing) for line in lines)


def _contact(work: Work, sealed: str) -> Contact | None:
    if not (sealed and work.private_key):
        return None
    return Contact.model_validate_json(unseal(sealed, work.private_key))


def _groups(order: Order) -> dict[tuple[Way, str], list[Line]]:
    groups: dict[tuple[Way, str], list[Line]] = {}
    for line in order.lines:
        groups.setdefault((line.way, line.location_id), []).append(line)
    return groups


def _reserve_here(
    work: Work, order_id: str, wants: list[Want], where: str, leases: Mapping[str, int]
) -> tuple[list[Allotment], list[Want]]:
    """Reserve at the place of collection, from the device's leases first; what could be and what could not."""
    done, missing = [], []
    for want in sorted(wants, key=lambda want: want.sku):  # two orders never wait for each other crosswise
        leased = use_leases(work, order_id, where, want.sku, want.quantity, leases) if leases else 0
        rest = Allotment(want.line_id, want.sku, want.quantity - leased, where)
        if not rest.quantity or reserve(work, rest, order_id):
            done.append(Allotment(want.line_id, want.sku, want.quantity, where))
            continue
        if leased:
            done.append(Allotment(want.line_id, want.sku, leased, where))
        missing.append(Want(want.line_id, want.sku, rest.quantity, frozenset({where})))
    order = [want.line_id for want in wants]
    return sorted(done, key=lambda a: order.index(a.line_id)), missing


def send_receipt(work: Work, body: SendReceipt) -> None:
    """Have the receipt mailed; an address that comes with the wish is kept with the order, for this mail alone."""
    order = work.concerning(body.order_id)
    given = _contact(work, body.sealed_contact)
    if given is not None and given.email:
        contact = (order.contact or Contact()).model_copy(update={"email": given.email})
        order = order.model_copy(update={"contact": contact})
        work.save(order)
    if order.contact is None or not order.contact.email:
        raise RefusedError(
            "nobody-to-write-to", "There is no mail address", "Nobody gave one for this order.", 422
        )
    work.event("receipt.asked", order.id, order)


def cancel(work: Work, body: CancelOrder) -> None:
    """Cancel an order or pieces of its lines, as far as they have not left."""
    order = work.concerning(body.order_id)
    queue = waiting_of(work, order.id)
    wanted = dict(body.quantities) or {line.id: line.quantity - line.cancelled for line in order.lines}
    if unknown := wanted.keys() - {line.id for line in order.lines}:
        raise RefusedError("unknown", "There is no such line", ", ".join(sorted(unknown)), 422)
    for line_id, quantity in wanted.items():
        free = queue.get(line_id, 0) + sum(
            p.quantity for f in order.fulfilments if cancellable(f) for p in f.parts if p.line_id == line_id
        )
        if quantity > free:
            raise RefusedError(
                "too-late-to-cancel",
                "Too late to cancel",
                f"Only {free} of {quantity} pieces have not left yet.",
                left=free,
                wanted=quantity,
                legal=tuple(sorted({a.value for f in order.fulfilments for a in legal(f.way, f.state)})),
            )
    if not any(wanted.values()):
        raise RefusedError("nothing-to-do", "Nothing to cancel", "Every piece is cancelled already.")
    order, _ = reclaim(work, order, wanted)
    order = without(order, wanted)
    order = refund_surplus(work, order)
    work.save(order)
    work.event("order.cancelled", order.id, order)
