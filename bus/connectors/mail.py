"""Mail to shoppers in their language: from the confirmation over what is late or found to receipt and return."""

import tomllib
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import aiosmtplib
from pydantic import Field

from bus.connectors.contract import Connector, Event, LaterError, PoisonError, Work
from bus.connectors.settings import secret
from bus.connectors.wording import money
from shared.domain.order import Order
from shared.domain.states import FulfilmentState, OrderState, Way
from shared.settings import Settings

NEVER = 500  # replies of SMTP from here on are for good
TEMPLATES = Path(__file__).resolve().parents[2] / "assets" / "mail"
KINDS = {
    "order.placed": "confirmed",
    "order.held": "late",
    "order.settled": "resolved",
    "order.cancelled": "cancelled",
    "fulfilment.ready": "ready",
    "fulfilment.arrived": "ready",
    "fulfilment.shipped": "shipped",
    "fulfilment.short": "incomplete",
    "fulfilment.collected": "collected",
    "return.completed": "returned",
    "receipt.asked": "receipt",
    "payment.link": "paylink",
}


class MailSettings(Settings):
    """The SMTP server; ``password`` as env:NAME or file:PATH, empty for none."""

    host: str
    port: int = Field(587, ge=1, le=65535)
    sender: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    shop: str = "Everyshelf"
    public_url: str = Field(
        "", description="this hub as shoppers' phones reach it, for curbside; empty: no link"
    )
    user: str = ""
    password: str = ""
    tls: bool = Field(True, description="STARTTLS; only a server on this machine may do without")


class Mail(Connector):
    """Writes to whoever left a mail address and wants news; the Message-ID is the event's id."""

    name = "mail"
    events = tuple(KINDS)

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._password = secret(settings.password) if settings.password else None

    async def deliver(self, event: Event, work: Work) -> None:
        order_id = str(event.data.get("order_id") or event.subject)
        order = await work.order(order_id)
        if order is None or order.contact is None or not order.contact.email:
            return
        if order.contact.notify == "none" and event.type != "receipt.asked":
            return
        kind = _kind(event, order)
        part_id = event.data.get("fulfilment", {}).get("id", "")
        # A link may be open, unknown and open again; of a parcel some may be missing and some damaged
        once = {"paylink": event.data.get("link", {}).get("id", ""), "incomplete": part_id}.get(kind, "")
        if not kind or (once and await work.theirs(kind, once) is not None):
            return
        places = await work.places()
        fulfilment = next((f for f in order.fulfilments if f.id == part_id), None)
        at = (fulfilment.collect_at or fulfilment.location_id) if fulfilment else ""
        outside = (
            f"{self._settings.public_url.rstrip('/')}/here/{order.id}" if self._settings.public_url else ""
        )
        message = compose(kind, order, self._settings.shop, places, places.get(at, at), outside)
        message["From"] = self._settings.sender
        message["Message-ID"] = f"<{event.id}@{self._settings.sender.partition('@')[2]}>"
        await self._send(message)
        if once:
            await work.pair(kind, once, event.id)

    async def check(self) -> str:
        s = self._settings
        server = aiosmtplib.SMTP(hostname=s.host, port=s.port, start_tls=s.tls, timeout=20)
        try:
            async with server:
                if self._password is not None:
                    await server.login(s.user, self._password)
        except (aiosmtplib.SMTPException, OSError) as problem:
            raise LaterError(f"the mail server does not let us in ({type(problem).__name__})") from problem
        return "the mail server lets us in"

    async def _send(self, message: EmailMessage) -> None:
        s = self._settings
        try:
            await aiosmtplib.send(
                message,
                hostname=s.host,
                port=s.port,
                username=s.user or None,
                password=self._password,
                start_tls=s.tls,
                timeout=20,
            )
        except (aiosmtplib.SMTPException, OSError) as problem:
            if _for_good(problem):
                what = "message" if isinstance(problem, aiosmtplib.SMTPDataError) else "address"
                raise PoisonError(f"the mail server refuses the {what}") from problem
            raise LaterError(f"the mail server does not take it ({type(problem).__name__})") from problem


def _for_good(problem: Exception) -> bool:
    """Whether this message can never be sent: codes from 400 on, as of greylisting, ask to come again.

    A sender or a password that is refused is no fault of the message: it waits until the settings are put right.
    """
    if isinstance(problem, aiosmtplib.SMTPRecipientsRefused):
        return all(refused.code >= NEVER for refused in problem.recipients)
    return isinstance(problem, aiosmtplib.SMTPDataError) and problem.code >= NEVER


def _kind(event: Event, order: Order) -> str:
    """Which message an event calls for, as the order stands now; empty: none."""
    if event.type == "payment.link":
        link = order.payment.link
        wanted = link is not None and link.payable and link.id == event.data["link"]["id"]
        return KINDS[event.type] if wanted else ""
    if event.type == "order.settled":
        return "" if order.held or order.state is OrderState.CANCELLED else KINDS[event.type]
    if event.type == "fulfilment.short":
        return _of_parcel(event.data["fulfilment"], order)
    bought = event.data.get("lines", [])
    if bought and event.type == "order.placed" and all(x["cancelled"] == x["quantity"] for x in bought):
        return "cancelled"  # nobody has any of it, and the shopper wished to be refunded then
    if event.type == "order.placed" and order.was_provisional:
        return "" if order.held else "resolved"  # that it takes longer is said by another message
    return KINDS[event.type]


def _of_parcel(part: dict[str, Any], order: Order) -> str:
    """Pieces were missing: while picking nobody need know, but a parcel on its way was written of."""
    came = part["state"] == FulfilmentState.SHIPPED or not any(piece["quantity"] for piece in part["parts"])
    if order.state is OrderState.CANCELLED:
        return "cancelled" if came else ""
    return "" if order.held or not came else "incomplete"  # held: another message says that it takes longer


def compose(
    kind: str, order: Order, shop: str, places: dict[str, str], place: str, outside: str = ""
) -> EmailMessage:
    """A message about an order in the shopper's language; ``places`` maps location ids to names."""
    words = _templates(order.language)
    contact = order.contact
    if contact is None:
        raise PoisonError("an order without a contact has nobody to write to")
    lines = "\n".join(
        f"{line.quantity - line.cancelled} × {line.name}{f' ({line.options})' if line.options else ''}"
        for line in order.lines
        if line.quantity > line.cancelled
    )
    home = any(line.way is Way.SHIP_HOME for line in order.lines)
    collect = sorted({places.get(line.location_id, "") for line in order.lines if line.location_id})
    ways = [words["collect"].format(place=where) for where in collect if where]
    link = order.payment.link
    url = link.url if link is not None and link.payable else ""
    values = {
        "url": url,
        "pay": f"\n\n{words['pay'].format(url=url)}" if url else "",
        "name": f" {contact.name}" if contact.name else "",
        "code": f"{order.code[:4]} {order.code[4:]}",
        "shop": shop,
        "place": place,
        "lines": lines,
        "ways": "\n".join(ways + ([words["home"]] if home else [])),
        "total": money(order.total, order),
        "due": money(max(0, order.due), order),
    }
    message = EmailMessage()
    message["To"] = contact.email
    message["Subject"] = words[kind]["subject"].format(**values)
    message["Content-Language"] = order.language
    message["Auto-Submitted"] = "auto-generated"
    here = (
        f"\n{words['outside'].format(url=outside)}\n"
        if outside and order.curbside and kind == "ready"
        else ""
    )
    message.set_content(words[kind]["body"].format(**values) + here)
    return message


@cache
def _templates(language: str) -> dict[str, Any]:
    path = TEMPLATES / f"{language}.toml"
    return tomllib.loads((path if path.exists() else TEMPLATES / "en.toml").read_text("utf-8"))


def make(values: dict[str, Any]) -> Mail:
    """A connector from a settings file."""
    return Mail(MailSettings.model_validate(values))
