"""Words for the outbox: what an act was, and how it stands."""

from shared.domain.states import Action
from shared.qt.formats import tr


def state(value: str, tries: int) -> tuple[str, str, str]:
    """Word, tone and icon of an act in the outbox."""
    if value == "rejected":
        return tr("Refused"), "danger", "warning"
    if value == "deferred":
        return tr("The hub will look again"), "soon", "hourglass"
    if tries:
        return tr("Tried %n time(s), kept", n=tries), "soon", "clock"
    return tr("Waits"), "none", "clock"


def act(kind: str, step: str) -> str:
    """What an act in the outbox was, in words."""
    steps = {
        Action.PICK: tr("Picking begun"),
        Action.READY: tr("Made ready"),
        Action.PACK: tr("Packed"),
        Action.UNPACK: tr("Unpacked"),
        Action.SHIP: tr("Given to the carrier"),
        Action.ARRIVE: tr("Arrived here"),
        Action.COLLECT: tr("Handed over"),
        Action.UNDO_READY: tr("Ready taken back"),
        Action.UNDO_ARRIVE: tr("Arrival taken back"),
        Action.UNDO_COLLECT: tr("Handover taken back"),
    }
    if kind == "fulfilment.step":
        return next((text for action, text in steps.items() if action.value == step), step)
    return {
        "order.place": tr("Order placed"),
        "order.cancel": tr("Order cancelled"),
        "fulfilment.short": tr("Short pick"),
        "fulfilment.substitute": tr("Something else taken"),
        "fulfilment.claim": tr("Claim"),
        "payment.link": tr("Pay link asked for"),
        "payment.unlink": tr("Pay link taken back"),
        "payment.note": tr("Payment found out"),
        "return.make": tr("Return taken"),
        "return.step": tr("Return decided"),
        "order.settle": tr("Decided what nobody has"),
        "transfer.make": tr("Goods asked of another place"),
        "transfer.step": tr("Transfer sent or received"),
        "call.answer": tr("Call answered"),
        "customer.here": tr("Customer is here"),
    }.get(kind, kind)
