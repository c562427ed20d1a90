"""What came is taken in: a parcel of an order, or a transfer, with what it lacks; and what leaves for another place."""

from shared.domain.messages import StepTransfer
from shared.domain.order import Fulfilment, Order, RejectReason
from shared.domain.states import Action, TransferAction
from shared.domain.stock import Transfer
from shared.qt.formats import tr
from staff.receiving import Count
from staff.ui.session import Session
from staff.ui.shortages import Shortages


def arrive(
    session: Session, shortages: Shortages, order: Order, fulfilment: Fulfilment, count: Count | None
) -> None:
    """The parcel is here; what it lacks or brought damaged is the desk's to source again."""
    short = {
        RejectReason.MISMATCH: count.all_missing if count else {},
        RejectReason.DAMAGED: count.all_damaged if count else {},
    }
    for reason, quantities in short.items():
        if quantities:
            shortages.report(order, fulfilment.id, quantities, reason)
    lost = sum(n for quantities in short.values() for n in quantities.values())
    if lost < sum(part.quantity for part in fulfilment.parts):
        session.step(order, fulfilment, Action.ARRIVE)
    if lost:
        session.say(tr("%n piece(s) reported; the desk looks for another place", n=lost), "soon")


def step_transfer(session: Session, transfer: Transfer, count: Count | None, *, receiving: bool) -> None:
    """A transfer leaves, or comes with what was counted of it."""
    received = {line.sku: count.good(line.sku) for line in transfer.lines} if receiving and count else {}
    body = StepTransfer(
        transfer_id=transfer.id,
        action=TransferAction.RECEIVE if receiving else TransferAction.SHIP,
        received=received,
        by=session.by,
    )
    text = tr("Received; the difference is noted") if receiving else tr("Sent off")
    if receiving and all(received[line.sku] == line.quantity for line in transfer.lines):
        text = tr("Received in full")
    session.act("transfer.step", body, text)


def refuse_transfer(session: Session, transfer: Transfer) -> None:
    """What another location has asked for is not sent: the goods are for everybody again."""
    body = StepTransfer(transfer_id=transfer.id, action=TransferAction.CANCEL, by=session.by)
    session.act("transfer.step", body, tr("It is not sent; nobody waits for it any more"))
