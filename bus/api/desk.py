"""Routes that ask the desk at once: promises, also for a list of products, and holds while a shopper pays."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import Connection

from bus.api.access import Known, TheHub
from bus.api.problems import ApiProblem
from bus.desk import grants, shoppers
from bus.desk.work import RefusedError
from shared.domain.base import Key, Model, Moment, Quantity, new_id
from shared.domain.order import Order
from shared.domain.promise import Promise

router = APIRouter(prefix="/v1")
LIST_LIMIT = 200
HOLDS_PER_DEVICE = 20


class Wanted(Model):
    """Quantities by SKU."""

    quantities: dict[Key, Quantity] = Field(min_length=1, max_length=LIST_LIMIT)


class Asked(Model):
    """What staff looks for: a code, a telephone, a mail address, a member's number or a name."""

    text: str = Field(min_length=2, max_length=120)


class HoldWish(Model):
    """Pieces to set aside at a location."""

    sku: Key
    location_id: Key
    quantity: Quantity


class Held(Model):
    """A hold and when it ends by itself."""

    id: Key
    expires_at: Moment


@router.get("/promises")
async def promises(
    hub: TheHub, device: Known, sku: str, quantity: Annotated[int, Query(ge=1, le=9_999)] = 1
) -> list[Promise]:
    """Where a quantity of a SKU can be had and when, seen from the device's store, best first."""
    return await hub.database.aread(lambda c: hub.desk.promises(c, sku, quantity, device.location_id))


@router.post("/promises")
async def promises_of(hub: TheHub, device: Known, wanted: Wanted) -> dict[str, list[Promise]]:
    """The same for a list of products."""
    at = device.location_id
    return await hub.database.aread(lambda c: hub.desk.promises_of(c, wanted.quantities, at))


@router.post("/holds")
async def hold(hub: TheHub, device: Known, wish: HoldWish) -> Held:
    """Set pieces aside for the rules' minutes; 409 when they are not there, 429 for too many holds."""

    def work(conn: Connection) -> tuple[str, datetime]:
        if grants.held_by(conn, device.id) >= HOLDS_PER_DEVICE:
            raise ApiProblem(429, "too-many-holds", "This device holds too much", "end other holds first")
        work = hub.desk.work(conn, device)
        hold_id = new_id()
        ends = grants.hold(work, hold_id, wish.sku, wish.location_id, wish.quantity)
        work.finish()
        return hold_id, ends

    try:
        hold_id, ends = await hub.database.awrite(work)
    except RefusedError as refused:
        raise ApiProblem(409, "not-available", refused.problem.title, refused.problem.detail) from refused
    await hub.bell.ring()
    return Held(id=hold_id, expires_at=ends)


@router.post("/orders/find")
async def find_orders(hub: TheHub, device: Known, asked: Asked) -> list[Order]:
    """A shopper's newest orders over all stores, for a counter; what was asked and found is kept nowhere."""
    if device.role != "staff":
        raise ApiProblem(403, "not-yours", "Only a counter asks for shoppers")
    return await hub.database.aread(lambda c: shoppers.find(c, asked.text))


@router.delete("/holds/{hold_id}", status_code=204)
async def release(hub: TheHub, device: Known, hold_id: str) -> None:
    """End a hold of this device; a foreign or ended one is a 404."""

    def work(conn: Connection) -> bool:
        work = hub.desk.work(conn, device)
        ended = grants.release(work, hold_id, "given back")
        work.finish()
        return ended

    if not await hub.database.awrite(work):
        raise ApiProblem(404, "no-such-hold", "This device has no such hold")
    await hub.bell.ring()
