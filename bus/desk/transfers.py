"""Transfers: goods go from one location's stock to another's, whatever any order needs."""

from sqlalchemy import insert, select, update

from bus.desk import schema
from bus.desk.work import RefusedError, Work
from shared.domain.messages import Collection, CountStock, MakeTransfer, StepTransfer
from shared.domain.states import TRANSFER_STEPS, TransferAction
from shared.domain.stock import Level, Transfer, TransferLine


def make(work: Work, body: MakeTransfer) -> None:
    """Ask goods of another location: reserved there, on their way here."""
    if _find(work, body.transfer_id) is not None:
        raise RefusedError("exists", "This transfer exists")
    if body.from_id == body.to_id or not {body.from_id, body.to_id} <= work.places.keys():
        raise RefusedError(
            "unknown-place", "A transfer needs two known locations", f"{body.from_id} → {body.to_id}", 422
        )
    if work.device.role != "hub" and work.device.location_id not in {body.from_id, body.to_id}:
        raise RefusedError(
            "other-place",
            "These are other locations' goods",
            f"They belong to {body.from_id}.",
            403,
            place=body.from_id,
        )
    levels = work.levels(sorted(body.quantities), lock=True)
    for sku, quantity in body.quantities.items():
        level = levels[sku].get(body.from_id)
        if level is None or level.atp < quantity:
            raise RefusedError(
                "not-available",
                "Not available",
                f"{body.from_id} can spare {level.atp if level else 0} of {sku}.",
                place=body.from_id,
                sku=sku,
            )
    transfer = Transfer(
        id=body.transfer_id,
        from_id=body.from_id,
        to_id=body.to_id,
        lines=tuple(TransferLine(sku=sku, quantity=n) for sku, n in sorted(body.quantities.items())),
        made_at=body.made_at,
        by=body.by,
    )
    for line in transfer.lines:
        work.change(line.sku, transfer.from_id, "transfer", transfer.id, reserved=line.quantity)
        work.change(line.sku, transfer.to_id, "transfer", transfer.id, incoming=line.quantity)
    work.conn.execute(insert(schema.transfer), {"id": transfer.id, "body": transfer.model_dump_json()})
    _tell(work, transfer, "transfer.requested")


def do_step(work: Work, body: StepTransfer) -> None:
    """Ship, receive or cancel a transfer; what got lost on the way is in the ledger."""
    transfer = _find(work, body.transfer_id)
    if transfer is None:
        raise RefusedError("unknown", "There is no such transfer", body.transfer_id, 404)
    after = TRANSFER_STEPS.get((transfer.state, body.action))
    if after is None:
        legal = tuple(action.value for (state, action) in TRANSFER_STEPS if state is transfer.state)
        raise RefusedError(
            "not-legal", "This step is not legal now", f"The transfer is {transfer.state.value}.", legal=legal
        )
    owner = transfer.to_id if body.action is TransferAction.RECEIVE else transfer.from_id
    may = (
        {owner, transfer.to_id} if body.action is TransferAction.CANCEL else {owner}
    )  # who asked may withdraw it
    if work.device.role != "hub" and work.device.location_id not in may:
        raise RefusedError(
            "other-place", "This is another location's work", f"It belongs to {owner}.", 403, place=owner
        )
    lines = tuple(_move(work, transfer, line, body) for line in transfer.lines)
    transfer = transfer.model_copy(update={"state": after, "lines": lines, "by": body.by})
    where = schema.transfer.c.id == transfer.id
    work.conn.execute(update(schema.transfer).where(where).values(body=transfer.model_dump_json()))
    _tell(work, transfer, f"transfer.{after.value}")


def count(work: Work, body: CountStock) -> None:
    """Correct what is on hand by what was counted, as a difference."""
    if body.difference == 0:
        raise RefusedError("nothing-to-do", "Nothing to correct")
    if not work.device.location_id:
        raise RefusedError("not-allowed", "Only a location's own device counts its shelf", status=403)
    cause, place = f"count:{body.reason}" if body.reason else "count", work.device.location_id
    level = work.levels([body.sku], lock=True)[body.sku].get(place, Level())
    # the device may not have known of the last handovers: there are never fewer than none
    difference = max(body.difference, -level.on_hand)
    if difference:
        work.change(body.sku, place, cause, "", on_hand=difference)


def _move(work: Work, transfer: Transfer, line: TransferLine, body: StepTransfer) -> TransferLine:
    n = line.quantity
    cause = f"transfer {body.action.value}"
    if body.action is TransferAction.SHIP:
        work.change(line.sku, transfer.from_id, cause, transfer.id, on_hand=-n, reserved=-n)
        return line
    if body.action is TransferAction.CANCEL:
        work.change(line.sku, transfer.from_id, cause, transfer.id, reserved=-n)
        work.change(line.sku, transfer.to_id, cause, transfer.id, incoming=-n)
        return line
    came = max(0, body.received.get(line.sku, n))
    work.change(line.sku, transfer.to_id, cause, transfer.id, on_hand=came, incoming=-n)
    return line.model_copy(update={"received": came})


def _find(work: Work, transfer_id: str) -> Transfer | None:
    query = select(schema.transfer.c.body).where(schema.transfer.c.id == transfer_id).with_for_update()
    body = work.conn.execute(query).scalar()
    return None if body is None else Transfer.model_validate_json(body)


def _tell(work: Work, transfer: Transfer, what: str) -> None:
    for place in (transfer.from_id, transfer.to_id):
        work.show(f"store:{place}", Collection.TRANSFER, transfer.id, transfer)
    work.event(what, transfer.id, transfer)
