"""Devices of the house: one-time enrolment codes, credentials and who may still come in."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, bindparam, insert, select, update

from bus.desk import schema
from bus.desk.work import Device, RefusedError
from shared.domain.base import new_id
from shared.domain.codes import ALPHABET, read_code

CODE_MINUTES = 15
CODE_LENGTH = 10
_HOLDER = select(schema.device.c.id, schema.device.c.role, schema.device.c.location_id).where(
    schema.device.c.token_hash == bindparam("token_hash"), schema.device.c.revoked.is_(False)
)


def make_code(
    conn: Connection,
    role: Literal["kiosk", "staff"],
    location_id: str,
    now: datetime,
    minutes: int = CODE_MINUTES,
) -> str:
    """A code that one device may enrol with, once, within ``minutes`` (at most 15)."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    ends = now + timedelta(minutes=min(minutes, CODE_MINUTES))
    row = {"code_hash": _hash(code), "role": role, "location_id": location_id, "expires_at": ends}
    conn.execute(insert(schema.enrolment).values(**row))
    return code


def enrol(conn: Connection, code: str, name: str, now: datetime) -> tuple[Device, str]:
    """Spend a code: the new device and its secret token, which is not kept; RefusedError when it is void."""
    table = schema.enrolment
    spent = conn.execute(
        update(table)
        .where(table.c.code_hash == _hash(read_code(code)), table.c.used.is_(False), table.c.expires_at > now)
        .values(used=True)
        .returning(table.c.role, table.c.location_id)
    ).first()
    if spent is None:
        raise RefusedError(
            "code-not-valid",
            "This code is not valid",
            "It was used, has expired or was mistyped: make a new one.",
            403,
        )
    device = Device(new_id(int(now.timestamp() * 1000)), spent.role, spent.location_id)
    token = secrets.token_urlsafe(32)
    row = {"name": name, "role": device.role, "location_id": device.location_id, "made_at": now}
    conn.execute(insert(schema.device).values(id=device.id, token_hash=_hash(token), **row))
    return device, token


def authenticate(conn: Connection, token: str) -> Device | None:
    """The device that holds a token, None when nobody does or it was revoked."""
    row = conn.execute(_HOLDER, {"token_hash": _hash(token)}).first()
    return None if row is None else Device(row.id, row.role, row.location_id)


def revoke(conn: Connection, device_id: str) -> bool:
    """Shut a device out; whether there was one to shut out."""
    table = schema.device
    where = (table.c.id == device_id, table.c.revoked.is_(False))
    return conn.execute(update(table).where(*where).values(revoked=True)).rowcount == 1


def _hash(secret: str) -> str:
    """Codes and tokens are random and long, so a plain hash hides them."""
    return hashlib.sha256(secret.encode()).hexdigest()
