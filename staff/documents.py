"""What the counter prints: receipt, pickup label, pick list, parcel label, manifest, return label, hold slip."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from shared.crypto import order_qr
from shared.domain.location import Address, Location
from shared.domain.messages import MakeReturn
from shared.domain.order import Fulfilment, Order, ReturnLine
from shared.qt.formats import clock, in_pairs, money, tr
from shared.qt.scanner import LABEL_PREFIX
from shared.qt.slip import Item, Slip
from staff import return_words
from staff.picking import Stop

RULE = Item("rule")
SPACE = Item("space")


def receipt(
    order: Order, fulfilment: Fulfilment, store: Location, signed: str, now: datetime, zone: tzinfo
) -> Slip:
    """Proof of what was handed over; its QR brings goods back to any store."""
    lines = {line.id: line for line in order.lines}
    goods: list[Item] = []
    total = 0
    for part in fulfilment.parts:
        if (line := lines.get(part.line_id)) and part.quantity:
            total += line.unit_price * part.quantity
            goods.append(
                Item(
                    "pair",
                    f"{part.quantity} x {line.name}",
                    money(line.unit_price * part.quantity, order.currency),
                )
            )
            if line.options:
                goods.append(Item("text", f"    {line.options}"))
    return Slip(
        "receipt",
        (
            *_head(store),
            Item("pair", tr("Receipt"), _moment(now, zone)),
            Item("pair", tr("Order"), in_pairs(order.code)),
            RULE,
            *goods,
            RULE,
            Item("pair", tr("Total"), money(total, order.currency)),
            Item("pair", tr("Paid"), money(order.payment.paid, order.currency)),
            SPACE,
            Item("qr", signed),
            Item("text", tr("To bring something back, this code is enough.")),
        ),
    )


def pickup_label(order: Order, fulfilment: Fulfilment) -> Slip:
    """Stuck on a bag that waits for its shopper; the name is shortened, and its code does not hand the bag over."""
    pieces = sum(part.quantity for part in fulfilment.parts)
    return Slip(
        "label",
        (
            Item("code", in_pairs(order.code)),
            Item("title", short_name(order)),
            Item("text", tr("%n piece(s)", n=pieces)),
            Item("qr", LABEL_PREFIX + order.code),
        ),
    )


def pick_list(stops: Sequence[Stop], store: Location, now: datetime, zone: tzinfo) -> Slip:
    """The walk on paper, for when the screen stays at the counter."""
    items: list[Item] = [Item("title", tr("Pick list")), Item("pair", store.name, clock(now, zone)), RULE]
    for stop in stops:
        items += [Item("bold", stop.aisle or "-"), Item("pair", stop.line.name, f"{stop.quantity} x")]
        items.append(Item("text", "    " + " ".join(filter(None, (stop.sku, stop.line.options)))))
        items += [
            Item("text", f"    [ ] {piece.quantity} > {piece.tote}: {in_pairs(piece.code)}")
            for piece in stop.pieces
        ]
    return Slip("pick-list", tuple(items))


def parcel_label(
    order: Order, fulfilment: Fulfilment, source: Location, target: Location | None, box: str = ""
) -> Slip:
    """The plain carrier label: from, to, number, box."""
    contact = order.contact
    name = target.name if target else (contact.name if contact else "")
    address = target.address if target else (contact.address if contact and contact.address else Address())
    return Slip(
        "parcel",
        (
            Item("text", tr("From %1", source.name)),
            *_address(source.address),
            RULE,
            Item("bold", tr("To %1", name)),
            *_address(address),
            RULE,
            Item("barcode", fulfilment.tracking),
            Item("pair", tr("Order"), in_pairs(order.code)),
            *([Item("pair", tr("Box"), box)] if box else []),
        ),
    )


def manifest(
    parcels: Sequence[tuple[Order, Fulfilment, str]], store: Location, now: datetime, zone: tzinfo
) -> Slip:
    """What the carrier takes, with a line to sign on."""
    rows = [
        Item("pair", f"{in_pairs(order.code)} {box}".strip(), fulfilment.tracking)
        for order, fulfilment, box in parcels
    ]
    head = Item("pair", store.name, _moment(now, zone))
    foot = (
        RULE,
        Item("pair", tr("Parcels"), str(len(rows))),
        SPACE,
        SPACE,
        RULE,
        Item("text", tr("Taken over by")),
    )
    return Slip("manifest", (Item("title", tr("Manifest")), head, RULE, *rows, *foot))


def return_label(made: MakeReturn, line: ReturnLine, store: Location) -> Slip:
    """Stuck on goods that came back: where they go, and why."""
    return Slip(
        "return",
        (
            Item("title", return_words.goes(line.disposition)),
            Item("pair", line.sku, f"{line.quantity} x"),
            Item("text", f"{return_words.reason(line.reason)} - {return_words.condition(line.condition)}"),
            Item("pair", store.name, made.return_id[-8:]),
        ),
    )


def hold_slip(order: Order, until: datetime | None, store: Location, zone: tzinfo, key: str) -> Slip:
    """Given to a shopper whose goods wait: the code, and until when, where the hub has said so."""
    return Slip(
        "hold",
        (
            *_head(store),
            Item("code", in_pairs(order.code)),
            Item("qr", order_qr(order.code, key)),
            *([Item("pair", tr("Kept until"), _moment(until, zone))] if until else []),
        ),
    )


def test_page(store: Location, now: datetime, zone: tzinfo) -> Slip:
    """Shows that paper, letters and codes come out right."""
    return Slip(
        "test",
        (
            *_head(store),
            Item("pair", tr("Test page"), clock(now, zone)),
            Item("text", "ÄÖÜ äöü ß éèê ąęł ÅØ € 0123456789"),
            Item("text", "مرحبا"),
            Item("qr", "EVERYSHELF:TEST"),
        ),
    )


def short_name(order: Order) -> str:
    """First name and initial: enough to call somebody, too little to know them."""
    words = (order.contact.name if order.contact else "").split()
    return " ".join(words[:1] + [word[0] + "." for word in words[-1:] if len(words) > 1])


def _moment(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d} {clock(moment, zone)}"


def _head(store: Location) -> tuple[Item, ...]:
    return (Item("title", store.name), *_address(store.address), RULE)


def _address(address: Address) -> tuple[Item, ...]:
    lines = (address.street, " ".join(filter(None, (address.postcode, address.city))), address.country)
    return tuple(Item("text", line) for line in lines if line)
