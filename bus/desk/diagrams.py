"""The page of state diagrams, drawn from the very tables that the desk and the screens obey."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from shared.domain.states import (
    LINK_STEPS,
    PAYMENT_STEPS,
    RETURN_STEPS,
    STEPS,
    TRANSFER_STEPS,
    FulfilmentState,
    LinkState,
    PaymentState,
    ReturnState,
    TransferState,
)

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "states.md"
_TITLES = {
    "pickup": "Pickup, also curbside: the goods are where they are collected",
    "ship_to_store": "Ship to store: the goods come from elsewhere and are collected at a store",
    "ship_home": "Ship from store or warehouse: the goods go to an address",
}
_HEAD = """# States

Made by `./run desk states --write` from the tables in `shared/domain/states.py`; do not edit by hand.

The state of an order is never stored as a decision of its own: it is computed from its fulfilments (`order_state`).
Curbside: `customer.here` notes that the shopper stands outside; bringing the goods out is handing them over.
Rejected parts were sourced again elsewhere and do not count; an order of which pieces wait for stock is on hold.
An illegal step is a rejected item that names the legal ones. A handover with a proof is always accepted: the goods
are gone, and the order carries a note for staff.

| order | when |
|---|---|
| provisional | taken offline beyond the lease, not yet confirmed by the hub |
| on hold | pieces wait for stock, or every part was rejected and another is looked for |
| placed | nobody has begun |
| in progress | somebody has |
| ready | everything that is not ended waits for its shopper |
| completed | everything ended, something was handed over or delivered |
| cancelled | everything ended, nothing was |

| line | when |
|---|---|
| waiting | pieces of it wait for stock |
| open | somewhere it is reserved, and nobody has handed it over |
| handed over | the shopper has every piece that was not cancelled |
| returned | every piece that was handed over came back |
| cancelled | every piece was cancelled |
"""


def page() -> str:
    """The whole page, Markdown with Mermaid diagrams."""
    parts = [_HEAD]
    for way, steps in STEPS.items():
        parts.append(_section(_TITLES[way.value], FulfilmentState.OPEN, steps))
    parts.append(_section("Payment; unknown is never taken for unpaid", PaymentState.NONE, PAYMENT_STEPS))
    parts.append(_section("Pay link, by what its provider says", LinkState.ASKED, LINK_STEPS))
    parts.append(
        _section(
            "Return; what does not fit is flagged and decided by staff", ReturnState.REQUESTED, RETURN_STEPS
        )
    )
    parts.append(_section("Transfer between locations", TransferState.REQUESTED, TRANSFER_STEPS))
    return "\n".join(parts)


def _section(title: str, start: S, steps: Mapping[tuple[S, A], S]) -> str:
    arrows = [
        f"    {source.value} --> {after.value}: {action.value}" for (source, action), after in steps.items()
    ]
    goes_on = {source for source, action in steps if not action.value.startswith("undo")}
    ends = [f"    {state.value} --> [*]" for state in dict.fromkeys(steps.values()) if state not in goes_on]
    lines = ["stateDiagram-v2", f"    [*] --> {start.value}", *arrows, *ends]
    return "\n".join((f"## {title}\n", "```mermaid", *lines, "```", ""))
