"""Every page and sheet, and the states in which they look otherwise, each brought onto the stage by its name."""

from collections.abc import Awaitable, Callable

from kiosk.ui.idle import WARNING_SECONDS
from shared.domain.states import LinkState
from shared.sync.core import Status
from tests.kiosk.stage import Stage

PAGES = [
    *("attract", "home", "search", "typed", "category", "product", "basket", "how", "address", "curbside"),
    *("contact", "review", "pay", "unpaid", "done", "kept", "collect", "status", "idle", "keeper"),
]
SHEETS = ["access", "language", "staff", "scan", "filter", "stores", "compare", "phone", "receipt", "zoom 0"]
STATES = ["nothing", "gone", "toast", "mail", "remind", "declined", "paid", "by mail", "called", "voice"]
PLACES = [*PAGES, *STATES, *(f"sheet-{name}" for name in SHEETS)]


async def show(on: Stage, place: str) -> None:
    """Bring a page or sheet onto the stage, with something to see on it, whatever was shown before."""
    kiosk = on.screen.kiosk
    kiosk.idle.extend()
    kiosk.access.turn("voice", False)
    if not on.device.now.online:
        _line(on, online=True)
    if place.startswith("sheet-"):
        await _show_sheet(on, place.removeprefix("sheet-"))
    elif place in _SCENES:
        await _SCENES[place](on)
    else:
        await on.go(place)
    await on.rest()
    await on.still()


def _line(on: Stage, *, online: bool) -> None:
    on.device.now = Status(online=online, since=on.device.now.since)
    on.device.status.emit(on.device.now)


async def _show_sheet(on: Stage, sheet: str) -> None:
    await on.go({"filter": "category", "phone": "basket", "receipt": "done"}.get(sheet, "product"))
    if sheet == "receipt":
        await on.rest()
        on.screen.kiosk.receipt.choose("qr")
    if sheet == "compare":
        on.screen.kiosk.compare.reset()
        on.screen.kiosk.compare.toggle(on.cast.product)
        on.screen.kiosk.compare.toggle(on.cast.elsewhere)
    on.sheet(sheet)


async def _typed(on: Stage) -> None:
    await on.go("search")
    on.screen.kiosk.search.type(on.cast.words.lower())


async def _nothing(on: Stage) -> None:
    await on.go("search")
    on.screen.kiosk.search.type("qqqqqq")


async def _gone(on: Stage) -> None:
    on.screen.kiosk.show(on.cast.gone)


async def _toast(on: Stage) -> None:
    await on.go("product")
    on.screen.kiosk.product.add()


async def _address(on: Stage) -> None:
    checkout = on.screen.kiosk.checkout
    await on.go("how")
    home = [i for i, option in enumerate(checkout.options) if option["tone"] == "home"]
    checkout.choose(home[0] if home else 0)
    for field, text in (("name", "Ada Byrne"), ("street", "7 Weir Walk"), ("city", "Carrickvane")):
        checkout.fill(field, text)
    checkout.checkAddress()


async def _contact(on: Stage) -> None:
    await on.go("contact")
    on.screen.kiosk.checkout.fill("phone", "087 123 4567")
    on.screen.kiosk.checkout.tell("sms")


async def _mail(on: Stage) -> None:
    await on.go("contact")
    on.screen.kiosk.checkout.tell("email")
    on.screen.kiosk.checkout.checkContact()
    await on.rest()
    on.find("field-email-input").forceActiveFocus()


async def _remind(on: Stage) -> None:
    await on.go("basket")
    on.screen.kiosk.reminder.ask()
    await on.rest()
    on.find("field-remind-input").forceActiveFocus()


async def _kept(on: Stage) -> None:
    _line(on, online=False)
    await on.go("done")


async def _status(on: Stage) -> None:
    await on.go("done")
    on.screen.kiosk.collect.type(on.screen.kiosk.checkout.code)
    await on.rest()
    await on.go("collect")


async def _unpaid(on: Stage) -> None:
    await on.go("pay")
    await on.hear_link(state=LinkState.UNKNOWN)
    assert (on.screen.kiosk.page, on.screen.kiosk.paying.stage) == ("pay", "unknown")


async def _declined(on: Stage) -> None:
    await on.go("pay")
    await on.hear_link(state=LinkState.DECLINED)
    assert (on.screen.kiosk.page, on.screen.kiosk.paying.stage) == ("pay", "refused")


async def _paid(on: Stage) -> None:
    await on.go("pay")
    await on.hear_link(state=LinkState.PAID)
    assert (on.screen.kiosk.page, on.screen.kiosk.paying.stage) == ("pay", "paid")


async def _by_mail(on: Stage) -> None:
    await on.go("done")
    on.screen.kiosk.receipt.choose("mail")


async def _called(on: Stage) -> None:
    _line(on, online=False)
    await on.go("product")
    on.screen.kiosk.call()
    on.sheet("staff")


async def _voice(on: Stage) -> None:
    await on.go("product")
    on.screen.kiosk.access.turn("voice", True)


async def _curbside(on: Stage) -> None:
    await on.go("how")
    checkout = on.screen.kiosk.checkout
    checkout.choose(next(i for i, option in enumerate(checkout.options) if option["icon"] == "car"))


async def _idle(on: Stage) -> None:
    idle = on.screen.kiosk.idle
    on.screen.kiosk.paying.reset()  # nobody is warned while a link may be paid
    await on.go("basket")
    for _ in range(on.device.settings.idle_seconds + 12):  # its own clock may have ticked, too
        if idle.phase != "warning" or idle.secondsLeft > WARNING_SECONDS - 12:
            idle.tick()
    assert idle.phase == "warning"


_SCENES: dict[str, Callable[[Stage], Awaitable[None]]] = {
    "typed": _typed,
    "nothing": _nothing,
    "gone": _gone,
    "toast": _toast,
    "address": _address,
    "contact": _contact,
    "mail": _mail,
    "remind": _remind,
    "kept": _kept,
    "unpaid": _unpaid,
    "declined": _declined,
    "paid": _paid,
    "by mail": _by_mail,
    "called": _called,
    "voice": _voice,
    "curbside": _curbside,
    "status": _status,
    "idle": _idle,
}
