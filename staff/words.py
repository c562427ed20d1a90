"""The counter's words: states, tasks, reasons, times and money as a clerk reads them."""

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QCoreApplication, QLocale

from shared.domain.order import Order, RejectReason
from shared.domain.states import Action, FulfilmentState, PaymentState, Way
from staff.handover import Check
from staff.work import Job, Task, minutes

_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "KWD": 3, "BHD": 3, "TND": 3}
translate = QCoreApplication.translate


def money(amount: int, currency: str) -> str:
    """Minor units as the locale writes an amount of money."""
    digits = _DIGITS.get(currency, 2)
    locale = QLocale()
    symbol = (
        locale.currencySymbol() if _own_currency(locale) == currency else _SYMBOLS.get(currency, currency)
    )
    text = locale.toCurrencyString(abs(amount) / 10**digits, symbol, digits)
    return f"−{text}" if amount < 0 else text


_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "PLN": "zł", "JPY": "¥", "CHF": "CHF"}


def _own_currency(locale: QLocale) -> str:
    return locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)


def clock(moment: datetime, zone: tzinfo) -> str:
    """The time of day, hours and minutes."""
    return moment.astimezone(zone).strftime("%H:%M")


def day_and_time(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """When: only the time for today, "tomorrow 10:00", else the date and the time."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    if days == 0:
        return clock(moment, zone)
    if days == 1:
        return translate("staff", "tomorrow %1").replace("%1", clock(moment, zone))
    if days == -1:
        return translate("staff", "yesterday %1").replace("%1", clock(moment, zone))
    return QLocale().toString(local.date(), "d MMM") + " " + clock(moment, zone)


def span(total: int) -> str:
    """A number of minutes in short words."""
    if total < 60:
        return translate("staff", "%1 min").replace("%1", str(total))
    hours, rest = divmod(total, 60)
    if hours < 24:
        return translate("staff", "%1 h %2").replace("%1", str(hours)).replace("%2", f"{rest:02}")
    return translate("staff", "%n day(s)", "", hours // 24)


def promise(job: Job, now: datetime, zone: tzinfo) -> str:
    """How a job stands to its promise."""
    promised = job.fulfilment.promised_at
    changed = job.fulfilment.changed_at or job.order.placed_at
    if job.customer_here:
        waits = span(minutes(changed, now))
        return translate("staff", "Customer is here, waiting %1").replace("%1", waits)
    if job.task is Task.HAND_OVER:
        return translate("staff", "Waits for its shopper since %1").replace(
            "%1", day_and_time(changed, now, zone)
        )
    if promised is None:
        return translate("staff", "No time promised")
    when = day_and_time(promised, now, zone)
    if job.task is Task.RECEIVE:
        return translate("staff", "Expected %1").replace("%1", when)
    if promised <= now:
        late = span(minutes(promised, now))
        return translate("staff", "Late by %1, promised %2").replace("%1", late).replace("%2", when)
    return translate("staff", "Promised for %1").replace("%1", when)


def state(value: FulfilmentState) -> tuple[str, str, str]:
    """Word, tone and icon of a fulfilment's state."""
    words = {
        FulfilmentState.OPEN: (translate("staff", "To pick"), "none", "pick"),
        FulfilmentState.PICKING: (translate("staff", "Picking"), "elsewhere", "route"),
        FulfilmentState.READY: (translate("staff", "Ready"), "here", "check-circle"),
        FulfilmentState.PACKED: (translate("staff", "Packed"), "elsewhere", "box"),
        FulfilmentState.SHIPPED: (translate("staff", "On its way"), "home", "truck"),
        FulfilmentState.ARRIVED: (translate("staff", "Arrived"), "here", "store"),
        FulfilmentState.DELIVERED: (translate("staff", "Delivered"), "none", "check"),
        FulfilmentState.COLLECTED: (translate("staff", "Handed over"), "none", "handover"),
        FulfilmentState.REJECTED: (translate("staff", "Sourced elsewhere"), "soon", "swap"),
        FulfilmentState.EXPIRED: (translate("staff", "Not collected"), "soon", "hourglass"),
        FulfilmentState.CANCELLED: (translate("staff", "Cancelled"), "danger", "close"),
    }
    return words[value]


def task(value: Task) -> tuple[str, str]:
    """Word and icon of a task."""
    words = {
        Task.CALL: (translate("staff", "Call"), "bell"),
        Task.PICK: (translate("staff", "Pick"), "pick"),
        Task.SHIP: (translate("staff", "Ship"), "truck"),
        Task.RECEIVE: (translate("staff", "Incoming"), "transfer"),
        Task.HAND_OVER: (translate("staff", "Hand over"), "handover"),
        Task.DECIDE: (translate("staff", "Decide"), "flag"),
    }
    return words[value]


def way(value: Way) -> str:
    """How the shopper gets it."""
    return {
        Way.PICKUP: translate("staff", "Pickup"),
        Way.SHIP_TO_STORE: translate("staff", "Ship to store"),
        Way.SHIP_HOME: translate("staff", "Ship home"),
    }[value]


def action(value: Action) -> str:
    """What the button of an action says."""
    words = {
        Action.PICK: translate("staff", "Start picking"),
        Action.READY: translate("staff", "Go on picking"),
        Action.PACK: translate("staff", "Go on picking"),
        Action.SHIP: translate("staff", "Hand to carrier"),
        Action.ARRIVE: translate("staff", "It has arrived"),
        Action.COLLECT: translate("staff", "Hand over"),
    }
    return words.get(value, "")


def done(value: Action, code: str) -> str:
    """What has just been done, for the note with Undo."""
    words = {
        Action.PICK: translate("staff", "%1 is yours to pick"),
        Action.READY: translate("staff", "%1 is ready; the shopper is told"),
        Action.PACK: translate("staff", "%1 is packed"),
        Action.UNPACK: translate("staff", "%1 is unpacked"),
        Action.SHIP: translate("staff", "%1 is on its way"),
        Action.ARRIVE: translate("staff", "%1 has arrived; the shopper is told"),
        Action.COLLECT: translate("staff", "%1 is handed over"),
        Action.UNDO_READY: translate("staff", "%1 is back in picking"),
        Action.UNDO_ARRIVE: translate("staff", "%1 is on its way again"),
        Action.UNDO_COLLECT: translate("staff", "%1 is back at the counter"),
    }
    return words.get(value, value.value).replace("%1", code)


def reject_reason(value: RejectReason) -> tuple[str, str]:
    """A short pick's reason and what it means for the stock figure."""
    return {
        RejectReason.NOT_IN_STOCK: (
            translate("staff", "Not here"),
            translate("staff", "Stock here becomes 0"),
        ),
        RejectReason.MISMATCH: (
            translate("staff", "Fewer than counted"),
            translate("staff", "Stock falls by these"),
        ),
        RejectReason.DAMAGED: (translate("staff", "Damaged"), translate("staff", "No longer for sale")),
        RejectReason.WORN_DISPLAY: (
            translate("staff", "Worn display piece"),
            translate("staff", "No longer for sale"),
        ),
        RejectReason.NO_VARIANCE: (translate("staff", "No time"), translate("staff", "Stock stays as it is")),
    }[value]


def check(value: Check) -> str:
    """What is still to be settled, as a sentence."""
    return {
        Check.READY: translate("staff", "The goods are not ready yet"),
        Check.PROOF: translate("staff", "Scan or type the pickup code, or look at an ID"),
        Check.NAME: translate("staff", "Type the name of the person who collects"),
        Check.AGE: translate("staff", "Check the age"),
        Check.UNKNOWN_PAYMENT: translate(
            "staff",
            "Nobody knows yet whether this was paid. Ask the shopper for the "
            "receipt, or call the office; do not charge again.",
        ),
        Check.DUE: translate("staff", "Take the payment"),
    }[value]


def payment(order: Order) -> tuple[str, str]:
    """What is known of the money, and its tone."""
    if order.payment.state is PaymentState.UNKNOWN:
        return translate("staff", "Payment unknown"), "danger"
    if order.due > 0:
        if order.payment.state is PaymentState.AUTHORISED:
            return translate("staff", "Reserved on a card"), "here"
        if order.payment.method == "invoice":
            return translate("staff", "On invoice"), "here"
        return translate("staff", "%1 to pay").replace("%1", money(order.due, order.currency)), "soon"
    if order.due < 0:
        return translate("staff", "%1 to give back").replace("%1", money(-order.due, order.currency)), "soon"
    return translate("staff", "Paid"), "here"


def paired(code: str) -> str:
    """A pickup code in pairs, as it is read aloud."""
    return " ".join(code[n : n + 2] for n in range(0, len(code), 2))


def offline(
    since: datetime | None, waiting: int, oldest: datetime | None, now: datetime, zone: tzinfo
) -> str:
    """The three facts of the offline banner."""
    away = translate("staff", "Offline for %1").replace("%1", span(minutes(since or now, now)))
    kept = translate("staff", "%n action(s) wait, all kept", "", waiting)
    if not waiting or oldest is None:
        return f"{away} · {kept}"
    first = translate("staff", "oldest from %1").replace("%1", clock(oldest, zone))
    return f"{away} · {kept} · {first}"


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def channel(value: str) -> str:
    """Where an order came from."""
    return {
        "kiosk": translate("staff", "Kiosk"),
        "counter": translate("staff", "Counter"),
        "web": translate("staff", "Web shop"),
        "b2b": translate("staff", "B2B"),
        "erp": translate("staff", "Office"),
    }.get(value, value)


def back(value: Action) -> str:
    """What the button of a way back says."""
    return {
        Action.UNDO_READY: translate("staff", "Back to picking"),
        Action.UNDO_ARRIVE: translate("staff", "Not arrived after all"),
        Action.UNDO_COLLECT: translate("staff", "Not handed over after all"),
        Action.UNPACK: translate("staff", "Unpack"),
    }.get(value, "")


def proof(how: str) -> str:
    """How the shopper has shown that the goods are theirs."""
    return {
        "code": translate("staff", "Code typed and right"),
        "qr": translate("staff", "Code scanned and right"),
        "id_seen": translate("staff", "ID seen, nothing noted"),
    }.get(how, how)


def read_money(text: str, currency: str) -> int:
    """An amount as typed, with comma or point, in minor units; 0 when it is none."""
    digits = _DIGITS.get(currency, 2)
    plain = "".join(ch for ch in text if ch.isdigit() or ch in ",.").replace(",", ".")
    whole, _, rest = plain.partition(".")
    if not (whole or rest) or "." in rest or len(rest) > max(digits, 0) or len(whole) > 9:
        return 0
    return int(whole or "0") * 10**digits + int(rest.ljust(digits, "0") or "0")


def outbox_state(value: str, tries: int) -> tuple[str, str, str]:
    """Word, tone and icon of an act in the outbox."""
    if value == "rejected":
        return translate("staff", "Refused"), "danger", "warning"
    if value == "deferred":
        return translate("staff", "The hub will look again"), "soon", "hourglass"
    if tries:
        return translate("staff", "Tried %n time(s), kept", "", tries), "soon", "clock"
    return translate("staff", "Waits"), "none", "clock"


def act(kind: str, step: str) -> str:
    """What an act in the outbox was, in words."""
    steps = {
        Action.PICK: translate("staff", "Picking begun"),
        Action.READY: translate("staff", "Made ready"),
        Action.PACK: translate("staff", "Packed"),
        Action.UNPACK: translate("staff", "Unpacked"),
        Action.SHIP: translate("staff", "Given to the carrier"),
        Action.ARRIVE: translate("staff", "Arrived here"),
        Action.COLLECT: translate("staff", "Handed over"),
        Action.UNDO_READY: translate("staff", "Ready taken back"),
        Action.UNDO_ARRIVE: translate("staff", "Arrival taken back"),
        Action.UNDO_COLLECT: translate("staff", "Handover taken back"),
    }
    if kind == "fulfilment.step":
        return next((text for action, text in steps.items() if action.value == step), step)
    return {
        "order.place": translate("staff", "Order placed"),
        "order.cancel": translate("staff", "Order cancelled"),
        "fulfilment.short": translate("staff", "Short pick"),
        "fulfilment.claim": translate("staff", "Claim"),
        "return.make": translate("staff", "Return taken"),
        "call.answer": translate("staff", "Call answered"),
        "customer.here": translate("staff", "Customer is here"),
    }.get(kind, kind)
