"""State machines of fulfilments, orders, payments and returns, as tables that code, screens and docs share."""

from enum import StrEnum
from typing import Final


class Way(StrEnum):
    """How a shopper gets the goods."""

    PICKUP = "pickup"  # stock is at the place of collection
    SHIP_TO_STORE = "ship_to_store"  # comes from elsewhere, collected at a store
    SHIP_HOME = "ship_home"  # from a store or warehouse to an address


class FulfilmentState(StrEnum):
    """Where one location's part of an order stands."""

    OPEN = "open"
    PICKING = "picking"
    READY = "ready"
    PACKED = "packed"
    SHIPPED = "shipped"
    ARRIVED = "arrived"
    DELIVERED = "delivered"
    COLLECTED = "collected"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What somebody does to a fulfilment."""

    PICK = "pick"
    READY = "ready"
    PACK = "pack"
    UNPACK = "unpack"
    SHIP = "ship"
    ARRIVE = "arrive"
    DELIVER = "deliver"
    COLLECT = "collect"
    REJECT = "reject"
    EXPIRE = "expire"
    CANCEL = "cancel"
    UNDO_READY = "undo_ready"
    UNDO_ARRIVE = "undo_arrive"
    UNDO_COLLECT = "undo_collect"


S, A = FulfilmentState, Action

_LEAVE: Final = {
    (S.OPEN, A.REJECT): S.REJECTED,
    (S.OPEN, A.CANCEL): S.CANCELLED,
    (S.PICKING, A.REJECT): S.REJECTED,
    (S.PICKING, A.CANCEL): S.CANCELLED,
}
_PACKING: Final = {
    (S.OPEN, A.PICK): S.PICKING,
    (S.PICKING, A.PACK): S.PACKED,
    (S.PACKED, A.UNPACK): S.PICKING,
    (S.PACKED, A.SHIP): S.SHIPPED,
    (S.PACKED, A.CANCEL): S.CANCELLED,
}
STEPS: Final[dict[Way, dict[tuple[FulfilmentState, Action], FulfilmentState]]] = {
    Way.PICKUP: {
        (S.OPEN, A.PICK): S.PICKING,
        (S.PICKING, A.READY): S.READY,
        (S.READY, A.COLLECT): S.COLLECTED,
        (S.READY, A.EXPIRE): S.EXPIRED,
        (S.READY, A.CANCEL): S.CANCELLED,
        (S.READY, A.UNDO_READY): S.PICKING,
        (S.COLLECTED, A.UNDO_COLLECT): S.READY,
        **_LEAVE,
    },
    Way.SHIP_TO_STORE: {
        (S.SHIPPED, A.ARRIVE): S.ARRIVED,
        (S.SHIPPED, A.REJECT): S.REJECTED,  # nothing of it came, or nothing that can be sold
        (S.ARRIVED, A.UNDO_ARRIVE): S.SHIPPED,
        (S.ARRIVED, A.COLLECT): S.COLLECTED,
        (S.ARRIVED, A.EXPIRE): S.EXPIRED,
        (S.ARRIVED, A.CANCEL): S.CANCELLED,
        (S.COLLECTED, A.UNDO_COLLECT): S.ARRIVED,
        **_PACKING,
        **_LEAVE,
    },
    Way.SHIP_HOME: {(S.SHIPPED, A.DELIVER): S.DELIVERED, **_PACKING, **_LEAVE},
}
AT_THE_SHELF: Final = frozenset({S.OPEN, S.PICKING})
WAITING_FOR_SHOPPER: Final = frozenset({S.READY, S.ARRIVED})
DONE: Final = frozenset({S.COLLECTED, S.DELIVERED})
ENDED: Final = DONE | {S.REJECTED, S.EXPIRED, S.CANCELLED}


def step(way: Way, state: FulfilmentState, action: Action) -> FulfilmentState | None:
    """The state an action leads to, None when it is not legal now."""
    return STEPS[way].get((state, action))


def legal(way: Way, state: FulfilmentState) -> list[Action]:
    """The actions that are legal in a state, in the order of the table."""
    return [action for (source, action) in STEPS[way] if source == state]


class OrderState(StrEnum):
    """The order as a whole, always computed from its parts."""

    PROVISIONAL = "provisional"  # taken offline beyond the lease, not yet confirmed by the hub
    PLACED = "placed"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    ON_HOLD = "on_hold"  # nobody has it: the fallback wish or staff decides
    COMPLETED = "completed"
    CANCELLED = "cancelled"


OVER: Final = frozenset({OrderState.COMPLETED, OrderState.CANCELLED})


def order_state(
    states: list[FulfilmentState], *, held: bool = False, provisional: bool = False, wanted: bool = True
) -> OrderState:
    """The state of an order from those of its fulfilments; replaced (rejected) parts do not count.

    ``wanted``: not every piece of it was cancelled.
    """
    if provisional:
        return OrderState.PROVISIONAL
    live = [s for s in states if s is not S.REJECTED]
    if held or (states and not live and wanted):
        return OrderState.ON_HOLD
    going = [s for s in live if s not in ENDED]
    if not going:
        return OrderState.COMPLETED if any(s in DONE for s in live) else OrderState.CANCELLED
    if all(s in WAITING_FOR_SHOPPER or s in DONE for s in going):
        return OrderState.READY
    return OrderState.PLACED if all(s is S.OPEN for s in live) else OrderState.IN_PROGRESS


class LineState(StrEnum):
    """Where a line of an order stands, computed from its pieces."""

    WAITING = "waiting"
    OPEN = "open"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    CANCELLED = "cancelled"


def line_state(wanted: int, reserved: int, handed_over: int, returned: int) -> LineState:
    """The state of a line of which so many pieces are wanted, in open parts, with the shopper and back again."""
    if not wanted:
        return LineState.CANCELLED
    if reserved + handed_over < wanted:
        return LineState.WAITING
    if handed_over < wanted:
        return LineState.OPEN
    return LineState.RETURNED if returned >= handed_over else LineState.HANDED_OVER


class PaymentState(StrEnum):
    """What is known of the money; unknown is never taken for unpaid."""

    NONE = "none"
    PENDING = "pending"
    AUTHORISED = "authorised"
    PAID = "paid"
    UNKNOWN = "unknown"
    PART_REFUNDED = "part_refunded"
    REFUNDED = "refunded"


class PaymentAction(StrEnum):
    """What happens to the money of an order."""

    ASK = "ask"
    AUTHORISE = "authorise"
    TAKE = "take"
    DECLINE = "decline"
    LOSE = "lose"  # no answer came: nobody knows whether money moved
    REFUND_PART = "refund_part"
    REFUND_ALL = "refund_all"
    OWE = "owe"  # dearer goods than those that were paid


P, M = PaymentState, PaymentAction
_UNDECIDED: Final = (P.NONE, P.PENDING, P.AUTHORISED, P.UNKNOWN)
PAYMENT_STEPS: Final[dict[tuple[PaymentState, PaymentAction], PaymentState]] = {
    (P.NONE, M.ASK): P.PENDING,
    **{(state, M.AUTHORISE): P.AUTHORISED for state in (P.NONE, P.PENDING, P.UNKNOWN)},
    **{(state, M.TAKE): P.PAID for state in _UNDECIDED},
    (P.PART_REFUNDED, M.TAKE): P.PART_REFUNDED,  # an exchange or an added piece is paid later
    (P.REFUNDED, M.TAKE): P.PART_REFUNDED,
    (P.PAID, M.TAKE): P.PAID,
    (P.PAID, M.OWE): P.PENDING,
    **{(state, M.DECLINE): P.NONE for state in _UNDECIDED},
    **{(state, M.LOSE): P.UNKNOWN for state in (P.NONE, P.PENDING, P.AUTHORISED)},
    **{(state, M.REFUND_PART): P.PART_REFUNDED for state in (P.PENDING, P.PAID, P.PART_REFUNDED)},
    **{(state, M.REFUND_ALL): P.REFUNDED for state in (P.PENDING, P.PAID, P.PART_REFUNDED)},
}


class LinkState(StrEnum):
    """Where a pay link stands at its provider; unknown: the provider does not answer."""

    ASKED = "asked"
    OPEN = "open"
    UNKNOWN = "unknown"
    PAID = "paid"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


K = LinkState
LIVE_LINK: Final = frozenset({K.ASKED, K.OPEN, K.UNKNOWN})
LINK_STEPS: Final[dict[tuple[LinkState, LinkState], LinkState]] = {  # what is heard of it → what it is then
    **{(state, K.OPEN): K.OPEN for state in (K.ASKED, K.OPEN, K.UNKNOWN)},
    **{(state, K.UNKNOWN): K.UNKNOWN for state in (K.ASKED, K.OPEN)},
    **{
        (state, end): end
        for state in (K.ASKED, K.OPEN, K.UNKNOWN)
        for end in (K.DECLINED, K.EXPIRED, K.CANCELLED)
    },
    # Money that came is money, however the link had ended before
    **{(state, K.PAID): K.PAID for state in LinkState if state is not K.PAID},
}


class ReturnState(StrEnum):
    """Where a return stands."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    RECEIVED = "received"
    FLAGGED = "flagged"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ReturnAction(StrEnum):
    """What somebody does to a return."""

    FLAG = "flag"
    ACCEPT = "accept"
    RECEIVE = "receive"
    COMPLETE = "complete"
    CANCEL = "cancel"


R, B = ReturnState, ReturnAction
RETURN_STEPS: Final[dict[tuple[ReturnState, ReturnAction], ReturnState]] = {
    (R.REQUESTED, B.FLAG): R.FLAGGED,
    (R.REQUESTED, B.ACCEPT): R.ACCEPTED,
    (R.REQUESTED, B.CANCEL): R.CANCELLED,
    (R.FLAGGED, B.ACCEPT): R.ACCEPTED,
    (R.FLAGGED, B.CANCEL): R.CANCELLED,
    (R.ACCEPTED, B.RECEIVE): R.RECEIVED,
    (R.ACCEPTED, B.CANCEL): R.CANCELLED,
    (R.RECEIVED, B.COMPLETE): R.COMPLETED,
}


class TransferState(StrEnum):
    """Where a transfer between two locations stands."""

    REQUESTED = "requested"
    SHIPPED = "shipped"
    RECEIVED = "received"
    CANCELLED = "cancelled"


class TransferAction(StrEnum):
    """What somebody does to a transfer."""

    SHIP = "ship"
    RECEIVE = "receive"
    CANCEL = "cancel"


TRANSFER_STEPS: Final[dict[tuple[TransferState, TransferAction], TransferState]] = {
    (TransferState.REQUESTED, TransferAction.SHIP): TransferState.SHIPPED,
    (TransferState.REQUESTED, TransferAction.CANCEL): TransferState.CANCELLED,
    (TransferState.SHIPPED, TransferAction.RECEIVE): TransferState.RECEIVED,
}
