"""Orders of a shopper, found for staff by code, telephone, mail, member's number or name, over all stores."""

from collections.abc import Iterable

from sqlalchemy import Connection, and_, insert, or_, select

from bus.desk.schema import order, reach
from shared.domain.codes import CODE_LENGTH, read_code
from shared.domain.order import Order
from shared.domain.people import Contact

FOUND = 20  # orders, the newest first
FEWEST_LETTERS = 3
FEWEST_DIGITS = 6


def note(conn: Connection, orders: Iterable[Order]) -> None:
    """Keep by what new orders can be found."""
    rows = [
        {"key": key, "order_id": each.id, "placed_at": each.placed_at}
        for each in orders
        if each.contact
        for key in sorted(_keys(each.contact))
    ]
    if rows:
        conn.execute(insert(reach), rows)


def find(conn: Connection, text: str) -> list[Order]:
    """A shopper's newest orders; none for a text that would fit too many people."""
    asked = _asked(text)
    code = read_code(text)
    if len(code) == CODE_LENGTH:
        query = select(order.c.body).where(order.c.code == code)
        if bodies := conn.execute(query).scalars().all():
            return [Order.model_validate_json(body) for body in bodies]
    if not asked:
        return []
    ids: set[str] | None = None
    for begins in asked:  # every word has to fit
        fits = [and_(reach.c.key >= begin, reach.c.key < begin + "\U0010ffff") for begin in begins]
        query = select(reach.c.order_id).where(or_(*fits))
        known = set(conn.execute(query.order_by(reach.c.placed_at.desc()).limit(FOUND * 50)).scalars())
        ids = known if ids is None else ids & known
    query = (
        select(order.c.body).where(order.c.id.in_(ids or ())).order_by(order.c.placed_at.desc()).limit(FOUND)
    )
    return [Order.model_validate_json(body) for body in conn.execute(query).scalars()]


def _keys(contact: Contact) -> set[str]:
    digits = _digits(contact.phone)
    keys = {f"n:{word}" for word in _words(contact.name)}
    if len(digits) >= FEWEST_DIGITS:
        keys.add(f"p:{digits[::-1]}")  # told from its end: +49 151 … and 0151 … are the same
    if contact.email:
        keys.add(f"e:{contact.email.casefold()}")
    if contact.loyalty:
        keys.add(f"l:{contact.loyalty.casefold()}")
    return keys


def _asked(text: str) -> list[tuple[str, ...]]:
    """For each word of a text the beginnings of keys that it may ask for; empty when it says too little."""
    plain, digits = text.strip().casefold(), _digits(text)
    if "@" in plain:
        return [(f"e:{plain}",)]
    if len(digits) >= FEWEST_DIGITS and not any(ch.isalpha() for ch in plain):
        return [(f"p:{digits.removeprefix('00').lstrip('0')[::-1]}", f"l:{plain}")]
    if any(ch.isdigit() for ch in plain):
        return [(f"l:{plain}",)] if len(plain) >= FEWEST_DIGITS else []
    words = _words(plain)
    return [(f"n:{word}",) for word in words] if any(len(w) >= FEWEST_LETTERS for w in words) else []


def _words(name: str) -> list[str]:
    return [word for word in name.casefold().replace("-", " ").split() if len(word) > 1]


def _digits(text: str) -> str:
    return "".join(ch for ch in text if ch.isdecimal())
