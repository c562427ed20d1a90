"""The pepper of the house: PIN hashes leave the hub sealed with it, and only enrolled devices can open them."""

from sqlalchemy import Connection, select, text

from bus.desk.schema import secret
from shared.crypto import new_pepper, seal_pin
from shared.domain.people import StaffMember

_NAME = "pin_pepper"
_MAKE = text("INSERT INTO secret (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")


def pepper(conn: Connection) -> str:
    """The pepper, made with the first question; devices get it when they enrol."""
    query = select(secret.c.value).where(secret.c.name == _NAME)
    if (found := conn.execute(query).scalar()) is None:
        conn.execute(_MAKE, {"name": _NAME, "value": new_pepper()})
        found = conn.execute(query).scalar_one()
    return str(found)


def sealed(conn: Connection, member: StaffMember) -> StaffMember:
    """Somebody as devices get to know them."""
    if not member.pin_hash:
        return member
    return member.model_copy(update={"pin_hash": seal_pin(member.pin_hash, pepper(conn))})
