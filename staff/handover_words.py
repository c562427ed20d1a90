"""Words for handing over: what is still to be settled, what was shown, and how it went."""

from shared.domain.order import Fulfilment
from shared.qt.formats import tr
from staff.handover import Check


def check(value: Check) -> str:
    """What is still to be settled, as a sentence."""
    return {
        Check.READY: tr("The goods are not ready yet"),
        Check.PROOF: tr("Scan or type the pickup code, or look at an ID"),
        Check.NAME: tr("Type the name of the person who collects"),
        Check.AGE: tr("Check the age"),
        Check.UNKNOWN_PAYMENT: tr(
            "Nobody knows yet whether this was paid: ask for the receipt, do not charge again."
        ),
        Check.DUE: tr("Take the payment"),
    }[value]


def proof(how: str) -> str:
    """How the shopper has shown that the goods are theirs."""
    return {
        "code": tr("Code typed and right"),
        "qr": tr("Code scanned and right"),
        "id_seen": tr("ID seen, nothing noted"),
    }.get(how, "")


def handed(fulfilment: Fulfilment, by: str, when: str) -> str:
    """How goods were handed over, for whoever asks later; empty while they were not, or without a proof."""
    known = fulfilment.handed
    if known is None:
        return ""
    said = (
        tr("Handed over %1 by %2", when, by),
        proof(known.how),
        tr("collected by %1", known.name) if known.proxy else "",
        tr("Signed") if known.signed else "",
    )
    return " · ".join(filter(None, said))
