"""The catalogue comes in: products, categories, locations, staff and stock, by the feed they came from."""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select, update

from bus.desk import pins, schema
from bus.desk.work import Work
from bus.feed import rows
from shared.domain.catalogue import Category, Product
from shared.domain.events import CatalogueChanged
from shared.domain.location import Location
from shared.domain.messages import Collection
from shared.domain.people import StaffMember
from shared.domain.stock import Level

T = TypeVar("T")
CHUNK = 1_000
_NO_LEVEL = Level()
places_version = (
    select(schema.version.c.name).where(schema.version.c.kind == Collection.LOCATION).scalar_subquery()
)


@dataclass(frozen=True)
class Summary:
    """What putting a feed changed."""

    added: int = 0
    changed: int = 0
    same: int = 0
    withdrawn: int = 0


def put_products(
    conn: Connection,
    source: str,
    products: Iterable[Product],
    now: datetime | None = None,
    *,
    whole: bool = True,
) -> Summary:
    """Put a source's products; ``whole``: those it no longer has are withdrawn. Every price is remembered."""
    prices = _Prices(conn, now or datetime.now(UTC))
    return _put(conn, Collection.PRODUCT, source, products, prices.note, whole=whole)


def put_categories(
    conn: Connection, source: str, categories: Iterable[Category], *, whole: bool = True
) -> Summary:
    """Put a source's categories."""
    return _put(conn, Collection.CATEGORY, source, categories, whole=whole)


def put_locations(
    conn: Connection, source: str, locations: Iterable[Location], *, whole: bool = True
) -> Summary:
    """Put a source's stores and warehouses."""
    summary = _put(conn, Collection.LOCATION, source, locations, whole=whole)
    if summary.added or summary.changed or summary.withdrawn:
        conn.execute(delete(schema.version).where(schema.version.c.kind == Collection.LOCATION))
        conn.execute(insert(schema.version).values(kind=Collection.LOCATION, name=uuid.uuid4().hex))
    return summary


def put_staff(
    conn: Connection, source: str, members: Iterable[StaffMember], *, whole: bool = True
) -> Summary:
    """Put a source's people; only staff devices of a member's own location hear of them.

    Its kiosks hear of the managers alone, without their names: they may close a kiosk with badge and PIN.
    """
    return _put(conn, Collection.STAFF, source, members, whole=whole)


def withdraw(conn: Connection, collection: str, ids: Iterable[str]) -> int:
    """Take rows away from every device, whatever source they came from; how many there were."""
    table, gone = schema.catalogue, 0
    for some in _chunks(ids):
        where = (table.c.kind == collection, table.c.id.in_(some))
        found = conn.execute(select(table.c.id, table.c.scope, table.c.source).where(*where)).all()
        gone_rows = [(scope, row.id) for row in found for scope in _scopes(collection, row.scope)]
        rows.put_all(conn, [(scope, collection, key, None) for scope, key in gone_rows])
        conn.execute(delete(table).where(*where))
        for source in sorted({row.source for row in found}):
            _tell(conn, collection, source, [row.id for row in found if row.source == source])
        gone += len(found)
    return gone


def put_setting(conn: Connection, key: str, body: str) -> int:
    """Set what every device shares (shop name, currency, the hub's key); ``body`` is canonical JSON."""
    return rows.put(conn, "shop", Collection.SETTING, key, body)


def get_setting(conn: Connection, key: str) -> Any:  # noqa: ANN401 - a setting is any JSON
    """What a setting says, None when it is not set."""
    body = rows.body(conn, "shop", Collection.SETTING, key)
    return json.loads(body)["value"] if body else None


def set_stock(
    conn: Connection, counts: Iterable[tuple[str, str, int]], now: datetime | None = None, by: str = "import"
) -> int:
    """Set what is on hand, (SKU, location id, units), as ledger rows of the differences; how many changed."""
    return _set_levels(conn, "on_hand", counts, now, by)


def set_safety(
    conn: Connection, counts: Iterable[tuple[str, str, int]], now: datetime | None = None, by: str = "import"
) -> int:
    """Set the units that are never promised, (SKU, location id, units); how many changed."""
    return _set_levels(conn, "safety", counts, now, by)


def _set_levels(
    conn: Connection, name: str, counts: Iterable[tuple[str, str, int]], now: datetime | None, by: str
) -> int:
    changed = 0
    for some in _chunks(counts):
        work = Work(conn, now or datetime.now(UTC), by=by)
        known = work.levels(list({sku for sku, _, _ in some}))
        for sku, place, units in some:
            level = known[sku].get(place)
            difference = units - (getattr(level, name) if level else 0)
            if difference or level is None:
                work.change(sku, place, "count" if name == "on_hand" else name, "", **{name: difference})
                known[sku][place] = (level or _NO_LEVEL).model_copy(update={name: units})
                changed += 1
        work.finish()
    return changed


class Places:
    """The locations by id, kept in memory and read again when another hub or an import changed them."""

    def __init__(self) -> None:
        self._version: str | None = None
        self._known: dict[str, Location] = {}

    def get(self, conn: Connection, version: str) -> dict[str, Location]:
        """The locations; ``version`` is what ``places_version`` selects."""
        if version != self._version:
            query = select(schema.catalogue.c.body).where(schema.catalogue.c.kind == Collection.LOCATION)
            found = [Location.model_validate_json(body) for body in conn.execute(query).scalars()]
            self._known = {place.id: place for place in found}
            self._version = version
        return self._known


class _Prices:
    """Writes a price row whenever a variant's price differs from the one last known."""

    def __init__(self, conn: Connection, now: datetime) -> None:
        self._conn = conn
        self._now = now

    def note(self, products: list[Any]) -> None:
        table, conn = schema.price, self._conn
        wanted = {v.sku: (p.id, v.price.model_dump_json()) for p in products for v in p.variants}
        open_ = table.c.until.is_(None)
        query = select(table.c.sku, table.c.product_id, table.c.body).where(table.c.sku.in_(wanted), open_)
        known = {row.sku: (row.product_id, row.body) for row in conn.execute(query)}
        new = {sku: value for sku, value in wanted.items() if known.get(sku) != value}
        if ended := [sku for sku in new if sku in known]:
            conn.execute(update(table).where(table.c.sku.in_(ended), open_).values(until=self._now))
        if new:
            values = [
                {"sku": sku, "product_id": product_id, "body": body, "since": self._now}
                for sku, (product_id, body) in new.items()
            ]
            conn.execute(insert(table), values)


def _put(
    conn: Connection,
    kind: str,
    source: str,
    items: Iterable[Any],
    note: Callable[[list[Any]], None] | None = None,
    *,
    whole: bool,
) -> Summary:
    table = schema.catalogue
    query = select(table.c.id, table.c.digest).where(table.c.kind == kind, table.c.source == source)
    known = {row.id: row.digest for row in conn.execute(query)}
    seen: set[str] = set()
    added = changed = same = 0
    for some in _chunks(items):
        fresh: dict[str, dict[str, Any]] = {}
        for item in some:
            body = item.model_dump_json()
            digest = hashlib.sha256(body.encode()).hexdigest()
            if known.get(item.id) == digest:
                same += 1
            elif item.id not in seen:
                added, changed = added + (item.id not in known), changed + (item.id in known)
            seen.add(item.id)
            if known.get(item.id) != digest:
                scope = f"store:{item.location_id}" if kind == Collection.STAFF else "shop"
                fresh[item.id] = {
                    "id": item.id,
                    "source": source,
                    "scope": scope,
                    "body": body,
                    "digest": digest,
                }
        if note is not None:
            note(some)
        if fresh:
            _move(conn, kind, {key: row["scope"] for key, row in fresh.items()})
            conn.execute(delete(table).where(table.c.kind == kind, table.c.id.in_(fresh)))
            conn.execute(insert(table).values(kind=kind), list(fresh.values()))
            rows.put_all(conn, [shown for row in fresh.values() for shown in _shown(conn, kind, row)])
            _tell(conn, kind, source, fresh)
    withdrawn = withdraw(conn, kind, sorted(known.keys() - seen)) if whole else 0
    return Summary(added, changed, same, withdrawn)


def _move(conn: Connection, kind: str, new: dict[str, str]) -> None:
    """Take people who work elsewhere from now on off the devices of where they worked."""
    table = schema.catalogue
    if kind == Collection.STAFF:
        known = select(table.c.id, table.c.scope).where(table.c.kind == kind, table.c.id.in_(new))
        left = [row for row in conn.execute(known) if row.scope != new[row.id]]
        rows.put_all(
            conn, [(scope, kind, row.id, None) for row in left for scope in _scopes(kind, row.scope)]
        )


def _scopes(kind: str, scope: str) -> tuple[str, ...]:
    """Where rows of a scope may have been shown: people also at the kiosks of their store."""
    return (scope, scope.replace("store:", "kiosk:", 1)) if kind == Collection.STAFF else (scope,)


def _shown(conn: Connection, kind: str, row: dict[str, Any]) -> list[tuple[str, str, str, str | None]]:
    """What devices get of a row."""
    scope, *kiosk = _scopes(kind, row["scope"])
    if not kiosk:
        return [(scope, kind, row["id"], row["body"])]
    member = pins.sealed(conn, StaffMember.model_validate_json(row["body"]))
    bare = member.model_copy(update={"name": ""}).model_dump_json() if member.role == "manager" else None
    return [(scope, kind, row["id"], member.model_dump_json()), (kiosk[0], kind, row["id"], bare)]


def _tell(conn: Connection, kind: str, source: str, ids: Iterable[str]) -> None:
    """Tell other systems which products changed; one event for many, so that an import holds back no order."""
    if kind == Collection.PRODUCT:
        work = Work(conn, datetime.now(UTC))
        work.event("catalogue.changed", source, CatalogueChanged(source=source, product_ids=tuple(ids)))
        work.finish()


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    pending = iter(items)
    while some := list(islice(pending, CHUNK)):
        yield some
