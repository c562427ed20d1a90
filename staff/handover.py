"""Handing goods over: what must be settled before they leave, and what cash is given back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from shared.domain.codes import read_code
from shared.domain.messages import Proof
from shared.domain.order import Fulfilment, Order, Payment
from shared.domain.states import WAITING_FOR_SHOPPER, PaymentState


class Check(StrEnum):
    """What has to be settled, in the order it is asked."""

    READY = "ready"  # the goods are not at the counter yet
    PROOF = "proof"  # nobody has shown that the goods are theirs
    NAME = "name"  # somebody else collects: who
    AGE = "age"  # goods with a minimum age
    UNKNOWN_PAYMENT = "unknown_payment"  # nobody knows whether it was paid: ask, never charge again
    DUE = "due"  # money is still to be paid


@dataclass(frozen=True)
class Handover:
    """What the clerk has noted so far; a document's number is never part of it."""

    how: str = ""  # "code", "qr", "id_seen"; empty: nothing shown yet
    proxy: bool = False
    proxy_name: str = ""
    age_checked: bool = False
    paid: int = 0  # minor units taken now
    signature: str = ""  # SVG path data

    def shown(self, order: Order, typed: str, *, scanned: bool) -> "Handover | None":
        """Note the pickup code, None when it is not this order's."""
        if read_code(typed) != order.code:
            return None
        return replace(self, how="qr" if scanned else "code")

    def proof(self) -> Proof:
        """The proof of collection as it travels."""
        how = self.how if self.how in {"code", "qr", "id_seen"} else "staff"
        return Proof.model_validate(
            {"how": how, "name": self.proxy_name, "proxy": self.proxy, "signature": self.signature}
        )


def open_checks(order: Order, fulfilment: Fulfilment, noted: Handover, minimum_age: int) -> list[Check]:
    """What is still to be settled before the goods may leave; empty: hand them over."""
    due = order.due - noted.paid
    unknown = order.payment.state is PaymentState.UNKNOWN
    wanted = {
        Check.READY: fulfilment.state not in WAITING_FOR_SHOPPER,
        Check.PROOF: not noted.how,
        Check.NAME: noted.proxy and not noted.proxy_name.strip(),
        Check.AGE: minimum_age > 0 and not noted.age_checked,
        Check.UNKNOWN_PAYMENT: unknown,
        Check.DUE: due > 0 and not unknown and not on_account(order.payment),
    }
    return [check for check, missing in wanted.items() if missing]


def without(order: Order, fulfilment: Fulfilment, left: Mapping[str, int]) -> tuple[Order, Fulfilment]:
    """Order and fulfilment as they are when so many pieces by line id stay here."""
    lines = tuple(
        line.model_copy(update={"cancelled": line.cancelled + left.get(line.id, 0)}) for line in order.lines
    )
    parts = tuple(
        part.model_copy(update={"quantity": part.quantity - left.get(part.line_id, 0)})
        for part in fulfilment.parts
    )
    return order.model_copy(update={"lines": lines}), fulfilment.model_copy(update={"parts": parts})


def on_account(payment: Payment) -> bool:
    """Money that comes another way: an invoice, or a payment that is already reserved."""
    return payment.method == "invoice" or payment.state is PaymentState.AUTHORISED


def change(given: int, due: int) -> int:
    """Cash to give back, negative when what was given is too little; minor units."""
    return given - due
