"""The desk: the one way an intent of a device becomes truth."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from pydantic import ValidationError
from sqlalchemy import Connection, Row, bindparam, func, insert, literal, literal_column, select

from bus.database import Database
from bus.desk import (
    baskets,
    calls,
    fulfilments,
    grants,
    orders,
    paylinks,
    payments,
    returns,
    schema,
    searches,
    shortages,
    transfers,
    waiting,
)
from bus.desk.catalogue import Places, places_version
from bus.desk.rules import Rules
from bus.desk.work import HUB, Device, House, RefusedError, Work, day_at
from shared.domain.errors import RefusedInput
from shared.domain.messages import BODIES, Mutation, Result
from shared.domain.problem import TYPES, Problem
from shared.domain.promise import Promise
from shared.domain.promising import Outlook
from shared.domain.stock import StockRow

VERSIONS = dict.fromkeys(BODIES, 1)
HANDLERS: dict[str, Callable[[Work, Any], None]] = {
    "order.place": orders.place,
    "basket.keep": baskets.keep,
    "order.cancel": orders.cancel,
    "fulfilment.claim": fulfilments.claim,
    "fulfilment.step": fulfilments.do_step,
    "fulfilment.short": shortages.short,
    "fulfilment.substitute": shortages.substitute,
    "call.raise": calls.raise_call,
    "call.answer": calls.answer,
    "customer.here": fulfilments.here,
    "receipt.send": orders.send_receipt,
    "order.settle": waiting.decide,
    "payment.note": payments.note,
    "payment.link": paylinks.ask,
    "payment.unlink": paylinks.withdraw,
    "payment.seen": payments.link_seen,
    "payment.refund_seen": paylinks.refund_seen,
    "return.make": returns.make,
    "return.step": returns.do_step,
    "transfer.make": transfers.make,
    "transfer.step": transfers.do_step,
    "stock.count": transfers.count,
    "lease.return": grants.give_back,
    "search.missed": searches.missed,
}
HUB_ONLY = frozenset({"payment.seen", "payment.refund_seen"})  # what connectors say
KIOSK = frozenset(  # what a kiosk may ask
    {
        "order.place",
        "order.cancel",
        "basket.keep",
        "call.raise",
        "customer.here",
        "receipt.send",
        "lease.return",
        "search.missed",
        "payment.link",
        "payment.unlink",
    }
)
_LINE_END: Any = literal_column("'\n'")  # as a value it would be written into the text at every execution
_FULL = (  # locations that can take no more on a day, as lines of day and id
    select(func.aggregate_strings(schema.workload.c.day + " " + schema.workload.c.location_id, _LINE_END))
    .where(
        schema.workload.c.day.between(bindparam("from_day"), bindparam("to_day")), schema.workload.c.free <= 0
    )
    .scalar_subquery()
)
_HOUSE = (places_version.label("places"), _FULL.label("full"))
_BEFORE = (  # one row always: of the house, and of what is known of the mutation
    select(*_HOUSE, schema.dedupe.c.fingerprint, schema.dedupe.c.result)
    .select_from(select(literal(1)).subquery("once"))
    .outerjoin(
        schema.dedupe,
        (schema.dedupe.c.device_id == bindparam("device_id"))
        & (schema.dedupe.c.mutation_id == bindparam("mutation_id")),
    )
)
_REMEMBER = insert(schema.dedupe)


class Desk:
    """Decides over stock and orders of one database; ``now`` is asked for the time, nothing else is."""

    def __init__(
        self,
        database: Database,
        private_key: str = "",
        rules: Rules | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.database = database
        self.private_key = private_key
        self.rules = rules or Rules()
        self.now = now
        self._places = Places()
        self._served = 0

    def apply(self, conn: Connection, device: Device, item: Mutation) -> Result:
        """Carry out one mutation in the caller's transaction, once: the same item gives the same result.

        ``rejected`` and ``applied`` are final and remembered; ``deferred`` (a kind or version of tomorrow,
        or an act of before a restore that cannot be judged yet) is not.
        """
        fingerprint = _fingerprint(item)
        now = self.now()
        key = {"device_id": device.id, "mutation_id": item.id}
        known = conn.execute(_BEFORE, {**key, **_days(now)}).one()
        if known.fingerprint is not None:
            if known.fingerprint == fingerprint:
                return Result.model_validate_json(known.result)
            problem = _problem("same-id", "Another item was sent under this id", 422)
            return Result(id=item.id, status="rejected", problem=problem)
        if item.type not in HANDLERS or item.v > VERSIONS[item.type]:
            problem = _problem("later-version", "This hub does not know this act yet", 501, item.type)
            return Result(id=item.id, status="deferred", problem=problem)
        result = self._decide(Work(conn, now, self._house(conn, known, now), device), item)
        if item.again and result.problem is not None and result.problem.status in {404, 409}:
            # after a restore devices come back in any order: what this act builds on may still arrive
            return result.model_copy(update={"status": "deferred"})
        conn.execute(_REMEMBER, {**key, "fingerprint": fingerprint, "result": result.model_dump_json()})
        return result

    def tick(self, conn: Connection) -> int:
        """Do what time asks for: expired grants and pickups, stock for those who wait; the feed's last number.

        The hub calls it every few seconds; several hubs may.
        """
        work = self.work(conn, HUB)
        self._served = waiting.tick(work, self._served)
        return work.finish()

    def promises(self, conn: Connection, sku: str, quantity: int, location_id: str) -> list[Promise]:
        """Ways to get a quantity of a SKU as seen from a location, best first; none for an unknown one."""
        return self.promises_of(conn, {sku: quantity}, location_id)[sku]

    def promises_of(
        self, conn: Connection, wanted: Mapping[str, int], location_id: str
    ) -> dict[str, list[Promise]]:
        """The same for a list of products: SKU → quantity in, SKU → promises out."""
        work = self.work(conn, HUB)
        here = work.places.get(location_id)
        if here is None:
            return {sku: [] for sku in wanted}
        outlook = Outlook(work.places, here)
        return {
            sku: outlook.promises(
                StockRow(sku=sku, atp=atp, as_of=work.now), wanted[sku], work.now, full=work.full
            )
            for sku, atp in work.available(list(wanted)).items()
        }

    def work(self, conn: Connection, device: Device) -> Work:
        """A piece of work for a device, as of now."""
        now = self.now()
        return Work(
            conn, now, self._house(conn, conn.execute(select(*_HOUSE), _days(now)).one(), now), device
        )

    def _house(self, conn: Connection, found: Row[*tuple[Any, ...]], now: datetime) -> House:
        places = self._places.get(conn, found.places or "")
        days = (line.split(" ", 1) for line in (found.full or "").splitlines())
        full = frozenset(place for day, place in days if day == day_at(places, place, now))
        return House(places, full, self.rules, self.private_key)

    def _decide(self, work: Work, item: Mutation) -> Result:
        if _unwritable(item.body):
            problem = _problem("malformed", "The item cannot be read", 422, "a text holds a NUL character")
            return Result(id=item.id, status="rejected", problem=problem)
        if work.device.role == "kiosk" and item.type not in KIOSK:
            problem = _problem("not-allowed", "A kiosk may not do this", 403, item.type)
            return Result(id=item.id, status="rejected", problem=problem)
        if work.device.role != "hub" and item.type in HUB_ONLY:
            problem = _problem("not-allowed", "Only a connector may say this", 403, item.type)
            return Result(id=item.id, status="rejected", problem=problem)
        try:
            body = BODIES[item.type].model_validate(item.body)
            work.by = getattr(body, "by", "") or work.by
            HANDLERS[item.type](work, body)
        except RefusedError as refused:
            return Result(id=item.id, status="rejected", problem=refused.problem)
        except (ValidationError, RefusedInput) as fault:
            return Result(id=item.id, status="rejected", problem=_malformed(fault))
        seq = work.finish()
        return Result(id=item.id, status="applied", rev=seq, visible_at=seq)


def _days(now: datetime) -> dict[str, str]:
    """The dates that it may be anywhere."""
    day = timedelta(days=1)
    return {"from_day": (now - day).date().isoformat(), "to_day": (now + day).date().isoformat()}


def _fingerprint(item: Mutation) -> str:
    return hashlib.sha256(
        orjson.dumps([item.type, item.v, item.body], option=orjson.OPT_SORT_KEYS)
    ).hexdigest()


def _unwritable(body: object) -> bool:
    """Whether a text holds a NUL character, which PostgreSQL cannot keep."""
    return b"\\u0000" in orjson.dumps(body)


def _malformed(problem: ValidationError | RefusedInput) -> Problem:
    if isinstance(problem, ValidationError):
        first = problem.errors(include_url=False, include_input=False)[0]
        detail = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    else:
        detail = str(problem)
    return _problem("malformed", "The item cannot be read", 422, detail)


def _problem(code: str, title: str, status: int, detail: str = "") -> Problem:
    return Problem(type=TYPES + code, title=title, status=status, detail=detail)
