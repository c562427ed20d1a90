"""The counter's words: states, tasks, reasons, times and money as a clerk reads them."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QDate, QLocale

from shared.domain.order import Oddity, Order, RejectReason
from shared.domain.states import Action, FulfilmentState, PaymentState, Way
from shared.qt.formats import clock, money, tr
from staff.work import Job, Task, minutes


def day_and_time(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """When: only the time for today, "tomorrow 10:00", else the date and the time."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    if days == 0:
        return clock(moment, zone)
    if days == 1:
        return tr("tomorrow %1", clock(moment, zone))
    if days == -1:
        return tr("yesterday %1", clock(moment, zone))
    return (
        QLocale().toString(QDate(local.year, local.month, local.day), tr("d MMM")) + " " + clock(moment, zone)
    )


def span(total: int) -> str:
    """A number of minutes in short words."""
    if total < 60:
        return tr("%1 min", total)
    hours, rest = divmod(total, 60)
    if hours < 24:
        return tr("%1 h %2", hours, f"{rest:02}")
    return tr("%n day(s)", n=hours // 24)


def promise(job: Job, now: datetime, zone: tzinfo) -> str:
    """How a job stands to its promise."""
    promised = job.fulfilment.promised_at
    changed = job.fulfilment.changed_at or job.order.placed_at
    if job.customer_here:
        waits = span(minutes(changed, now))
        outside = job.fulfilment.outside
        return (
            tr("Waits outside in the car, %1", waits)
            if outside
            else tr("Customer is here, waiting %1", waits)
        )
    if job.task is Task.HAND_OVER:
        return tr("Waits for its shopper since %1", day_and_time(changed, now, zone))
    if promised is None:
        return tr("No time promised")
    when = day_and_time(promised, now, zone)
    if job.task is Task.RECEIVE:
        return tr("Expected %1", when)
    if promised <= now:
        late = span(minutes(promised, now))
        return tr("Late by %1, promised %2", late, when)
    return tr("Promised for %1", when)


def state(value: FulfilmentState) -> tuple[str, str, str]:
    """Word, tone and icon of a fulfilment's state."""
    words = {
        FulfilmentState.OPEN: (tr("To pick"), "none", "pick"),
        FulfilmentState.PICKING: (tr("Picking"), "elsewhere", "route"),
        FulfilmentState.READY: (tr("Ready"), "here", "check-circle"),
        FulfilmentState.PACKED: (tr("Packed"), "elsewhere", "box"),
        FulfilmentState.SHIPPED: (tr("On its way"), "home", "truck"),
        FulfilmentState.ARRIVED: (tr("Arrived"), "here", "store"),
        FulfilmentState.DELIVERED: (tr("Delivered"), "none", "check"),
        FulfilmentState.COLLECTED: (tr("Handed over"), "none", "handover"),
        FulfilmentState.REJECTED: (tr("Sourced elsewhere"), "soon", "swap"),
        FulfilmentState.EXPIRED: (tr("Not collected"), "soon", "hourglass"),
        FulfilmentState.CANCELLED: (tr("Cancelled"), "danger", "close"),
    }
    return words[value]


def task(value: Task) -> tuple[str, str]:
    """Word and icon of a task."""
    words = {
        Task.CALL: (tr("Call"), "bell"),
        Task.PICK: (tr("Pick"), "pick"),
        Task.SHIP: (tr("Ship"), "truck"),
        Task.RECEIVE: (tr("Incoming"), "transfer"),
        Task.SEND: (tr("Transfer"), "transfer"),
        Task.RETURN: (tr("Return"), "return"),
        Task.HAND_OVER: (tr("Hand over"), "handover"),
        Task.DECIDE: (tr("Decide"), "flag"),
    }
    return words[value]


def way(value: Way) -> str:
    """How the shopper gets it."""
    return {
        Way.PICKUP: tr("Pickup"),
        Way.SHIP_TO_STORE: tr("Ship to store"),
        Way.SHIP_HOME: tr("Ship home"),
    }[value]


def action(value: Action) -> str:
    """What the button of an action says."""
    words = {
        Action.PICK: tr("Start picking"),
        Action.READY: tr("Go on picking"),
        Action.PACK: tr("Go on picking"),
        Action.SHIP: tr("Hand to carrier"),
        Action.ARRIVE: tr("It has arrived"),
        Action.COLLECT: tr("Hand over"),
    }
    return words.get(value, "")


def done(value: Action, code: str) -> str:
    """What has just been done, for the note with Undo."""
    words = {
        Action.PICK: tr("%1 is yours to pick"),
        Action.READY: tr("%1 is ready; the shopper is told"),
        Action.PACK: tr("%1 is packed"),
        Action.UNPACK: tr("%1 is unpacked"),
        Action.SHIP: tr("%1 is on its way"),
        Action.ARRIVE: tr("%1 has arrived; the shopper is told"),
        Action.COLLECT: tr("%1 is handed over"),
        Action.UNDO_READY: tr("%1 is back in picking"),
        Action.UNDO_ARRIVE: tr("%1 is on its way again"),
        Action.UNDO_COLLECT: tr("%1 is back at the counter"),
    }
    return words.get(value, value.value).replace("%1", code)


def reject_reason(value: RejectReason) -> tuple[str, str]:
    """A short pick's reason and what it means for the stock figure."""
    return {
        RejectReason.NOT_IN_STOCK: (tr("Not here"), tr("Stock here becomes 0")),
        RejectReason.MISMATCH: (tr("Fewer than counted"), tr("Stock falls by these")),
        RejectReason.DAMAGED: (tr("Damaged"), tr("No longer for sale")),
        RejectReason.WORN_DISPLAY: (
            tr("Worn display piece"),
            tr("No longer for sale"),
        ),
        RejectReason.NO_VARIANCE: (tr("No time"), tr("Stock stays as it is")),
    }[value]


def slip(kind: str) -> str:
    """What a slip of paper is."""
    return {
        "receipt": tr("Receipt"),
        "label": tr("Pickup label"),
        "pick-list": tr("Pick list"),
        "parcel": tr("Parcel label"),
        "manifest": tr("Manifest"),
        "return": tr("Return label"),
        "hold": tr("Hold slip"),
        "test": tr("Test page"),
    }.get(kind, kind)


def short_reason(value: str) -> str:
    """Why pieces of a fulfilment were short, as the order says it; empty when none were."""
    return reject_reason(RejectReason(value))[0] if value in set(RejectReason) else ""


def note(order: Order) -> str:
    """What people should look at about an order; what this version has no words for stays as the hub says it."""
    said = [_oddity(each) for each in order.oddities]
    return " ".join(said) if said and all(said) else order.note


def _oddity(oddity: Oddity) -> str:
    if oddity.what == "taken_back":
        return tr("A handover was taken back.")
    if oddity.what == "handed_over" and oddity.state in set(FulfilmentState):
        return tr("Handed over although it stood as: %1.", state(FulfilmentState(oddity.state))[0])
    return ""


def payment(order: Order) -> tuple[str, str]:
    """What is known of the money, and its tone."""
    refused = sum(r.amount for link in order.payment.links for r in link.refunds if r.state == "failed")
    if refused:
        return tr("Refund refused: %1", money(refused, order.currency)), "danger"
    if order.payment.state is PaymentState.UNKNOWN:
        return tr("Payment unknown"), "danger"
    if order.due > 0:
        if order.payment.state is PaymentState.AUTHORISED or order.payment.method == "invoice":
            invoice = order.payment.method == "invoice"
            return tr("On invoice") if invoice else tr("Reserved on a card"), "here"
        return tr("%1 to pay", money(order.due, order.currency)), "soon"
    if order.due < 0:
        return tr("%1 to give back", money(-order.due, order.currency)), "soon"
    return tr("Paid"), "here"


def offline(
    since: datetime | None, waiting: int, oldest: datetime | None, now: datetime, zone: tzinfo
) -> str:
    """The three facts of the offline banner."""
    away = tr("Offline for %1", span(minutes(since or now, now)))
    kept = tr("%n action(s) wait, all kept", n=waiting)
    if not waiting or oldest is None:
        return f"{away} · {kept}"
    first = tr("oldest from %1", clock(oldest, zone))
    return f"{away} · {kept} · {first}"


def channel(value: str) -> str:
    """Where an order came from."""
    return {
        "kiosk": tr("Kiosk"),
        "counter": tr("Counter"),
        "web": tr("Web shop"),
        "b2b": tr("B2B"),
        "erp": tr("Office"),
    }.get(value, value)


def back(value: Action) -> str:
    """What the button of a way back says."""
    return {
        Action.UNDO_READY: tr("Back to picking"),
        Action.UNDO_ARRIVE: tr("Not arrived after all"),
        Action.UNDO_COLLECT: tr("Not handed over after all"),
        Action.UNPACK: tr("Unpack"),
    }.get(value, "")


def role(value: str) -> str:
    """What somebody is in the store."""
    return {
        "clerk": tr("Clerk"),
        "picker": tr("Picker"),
        "manager": tr("Manager"),
    }.get(value, value)


def command(id: str) -> str:
    """A command's title."""
    return {
        "keys": tr("Keys and help"),
        "queue": tr("Queue"),
        "pick": tr("Pick"),
        "returns": tr("Returns"),
        "ship": tr("Shipping"),
        "lookup": tr("Look up"),
        "outbox": tr("Outbox"),
        "numbers": tr("Numbers"),
        "devices": tr("Devices"),
        "palette": tr("Find a command"),
        "undo": tr("Undo the last step"),
        "reprint": tr("Print the last slip again"),
        "scan": tr("Scan or type a code"),
        "contrast": tr("High contrast on or off"),
        "larger": tr("Larger text"),
        "smaller": tr("Smaller text"),
        "unlock": tr("Unlock a badge"),
        "switch": tr("Switch user"),
        "lock": tr("Lock"),
    }[id]


def print_state(value: str) -> str:
    """How a slip stands."""
    return {"waiting": tr("Waits"), "printing": tr("Printing"), "printed": tr("Printed")}.get(value, value)


def capital(text: str) -> str:
    """A text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
