"""Stock set aside for a time: holds while a shopper pays, leases that a device may sell while it is offline."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, true, update

from bus.desk import schema
from bus.desk.work import Device, RefusedError, Work
from shared.domain.messages import Collection, GiveBackLease
from shared.domain.stock import Lease

SWEEP = 200  # of them taken back, or granted to a device, at once


def hold(work: Work, hold_id: str, sku: str, place: str, quantity: int) -> datetime:
    """Reserve pieces for the rules' minutes; until when. RefusedError when they are not available."""
    if not work.change(sku, place, "hold", hold_id, need=quantity, reserved=quantity):
        raise RefusedError(
            "not-available",
            "Not available",
            f"{place} does not have {quantity} of {sku} any more.",
            place=place,
            sku=sku,
        )
    ends = work.now + timedelta(minutes=work.rules.terms.hold_minutes)
    row = {"id": hold_id, "sku": sku, "location_id": place, "quantity": quantity, "device_id": work.device.id}
    work.conn.execute(insert(schema.hold), {**row, "expires_at": ends})
    return ends


def release(work: Work, hold_id: str, cause: str = "hold over") -> bool:
    """End a hold of this device; whether there was one."""
    table = schema.hold
    mine = true() if work.device.role == "hub" else table.c.device_id == work.device.id
    row = work.conn.execute(delete(table).where(table.c.id == hold_id, mine).returning(table)).first()
    if row is not None:
        work.change(row.sku, row.location_id, cause, hold_id, reserved=-row.quantity)
    return row is not None


def held_by(conn: Connection, device_id: str) -> int:
    """How many holds a device has."""
    table = schema.hold
    return conn.execute(
        select(func.count()).select_from(table).where(table.c.device_id == device_id)
    ).scalar_one()


def grant(work: Work, lease_id: str, device: Device, sku: str, units: int, until: datetime) -> Lease:
    """Grant units of a device's own store to that device; RefusedError when they are not available."""
    place = device.location_id
    if not work.change(sku, place, "lease", lease_id, need=units, leased=units):
        raise RefusedError(
            "not-available",
            "Not available",
            f"{place} does not have {units} of {sku} to lease.",
            place=place,
            sku=sku,
        )
    lease = Lease(
        id=lease_id,
        sku=sku,
        location_id=place,
        units=units,
        left=units,
        expires_at=until,
        device_id=device.id,
    )
    work.conn.execute(insert(schema.lease), lease.model_dump())
    _show(work, lease)
    return lease


def give_back(work: Work, body: GiveBackLease) -> None:
    """A device sells no more against a lease: what is left is for everybody again."""
    row = _locked(work, body.lease_id)
    if row is None or row.closed or row.device_id != work.device.id:
        raise RefusedError("unknown", "There is no such lease", body.lease_id, 404)
    _close(work, row, "lease returned")


def use_leases(
    work: Work, order_id: str, place: str, sku: str, quantity: int, named: Mapping[str, int]
) -> int:
    """Reserve pieces against leases that an order names, as far as they go; how many were."""
    got = 0
    for lease_id, units in sorted(named.items()):
        row = _locked(work, lease_id) if got < quantity else None
        if row is None or row.closed or (row.sku, row.location_id) != (sku, place):
            continue
        if row.device_id != work.device.id:
            continue
        used = min(units, row.left, quantity - got)
        if used <= 0:
            continue
        table = schema.lease
        work.conn.execute(update(table).where(table.c.id == lease_id).values(left=row.left - used))
        work.change(sku, place, "lease sold", order_id, leased=-used, reserved=used)
        _show(work, _lease(row, row.left - used))
        got += used
    return got


def renew_all(work: Work) -> None:
    """Lease each kiosk its share of what its store can promise, if the rules grant one."""
    terms, table = work.rules.terms, schema.device
    if not terms.lease_share:
        return
    columns = (table.c.id, table.c.role, table.c.location_id)
    kiosks = select(*columns).where(table.c.role == "kiosk", table.c.revoked.is_(False)).order_by(table.c.id)
    for row in work.conn.execute(kiosks).all():
        renew(work, Device(row.id, "kiosk", row.location_id), terms.lease_share, terms.lease_hours)


def renew(work: Work, device: Device, share: float, hours: float) -> int:
    """Lease a device a share of what its store can promise, of SKUs it has no lease of; how many leases."""
    stock, lease = schema.stock, schema.lease
    mine = select(lease.c.sku).where(lease.c.device_id == device.id, lease.c.closed.is_(False))
    query = (
        select(stock.c.sku, schema.free.label("free"))
        .where(stock.c.location_id == device.location_id, schema.free * share >= 1, stock.c.sku.not_in(mine))
        .order_by(stock.c.sku)
        .limit(SWEEP)
    )
    until = work.now + timedelta(hours=hours)
    rows = work.conn.execute(query).all()
    for row in rows:
        lease_id = f"{device.id}:{row.sku}:{int(work.now.timestamp())}"
        grant(work, lease_id, device, row.sku, int(row.free * share), until)
    return len(rows)


def sweep(work: Work) -> int:
    """Take back holds and leases whose time is over; how many."""
    hold_, lease = schema.hold, schema.lease
    ended = select(hold_.c.id).where(hold_.c.expires_at <= work.now).order_by(hold_.c.id).limit(SWEEP)
    holds = work.conn.execute(ended).scalars().all()
    for hold_id in holds:
        release(work, hold_id, "hold expired")
    over = (lease.c.closed.is_(False), lease.c.expires_at <= work.now)
    query = select(lease).where(*over).order_by(lease.c.id).limit(SWEEP).with_for_update()
    leases = work.conn.execute(query).all()
    for row in leases:
        _close(work, row, "lease expired")
    return len(holds) + len(leases)


def _locked(work: Work, lease_id: str) -> Row[Any] | None:
    return work.conn.execute(
        select(schema.lease).where(schema.lease.c.id == lease_id).with_for_update()
    ).first()


def _close(work: Work, row: Row[Any], cause: str) -> None:
    table = schema.lease
    if row.left:
        work.change(row.sku, row.location_id, cause, row.id, leased=-row.left)
    work.conn.execute(update(table).where(table.c.id == row.id).values(left=0, closed=True))
    for role in ("store", "kiosk"):
        work.show(f"{role}:{row.location_id}", Collection.LEASE, row.id, None)


def _lease(row: Row[Any], left: int) -> Lease:
    return Lease.model_validate({**row._mapping, "left": left})  # noqa: SLF001


def _show(work: Work, lease: Lease) -> None:
    for role in ("store", "kiosk"):
        work.show(f"{role}:{lease.location_id}", Collection.LEASE, lease.id, lease)
