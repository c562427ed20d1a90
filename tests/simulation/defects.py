"""The mistakes such systems were bitten by, each to be switched on: the simulator must find every one of them."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, text

from bus.desk import desk as desk_module
from bus.desk import schema
from bus.desk.desk import Desk
from bus.desk.work import ANY, Device, Work
from bus.feed import rows
from shared.cache.outbox import Outbox
from shared.cache.store import Position
from shared.cache.writer import Writer
from shared.domain.messages import Mutation, Page, PushResult, Result
from shared.sync.core import PUSH_ITEMS, Core, Failure, Send
from tests.simulation.device import SimDevice
from tests.simulation.hub import SimHub

Patch = Callable[[contextlib.ExitStack], None]


def _replace(stack: contextlib.ExitStack, owner: Any, name: str, new: Any) -> Any:
    """Put something else in a name's place until the stack ends; gives what was there."""
    old = getattr(owner, name)
    setattr(owner, name, new)
    stack.callback(setattr, owner, name, old)
    return old


def sequence_gap(stack: contextlib.ExitStack) -> None:
    """Numbers are given away before the transaction that uses them commits (a sequence, no locked row).

    One transaction in ten is slow: it has its numbers already while later ones commit.
    """
    put_all = rows.put_all
    held: list[tuple[SimHub, int, list[Any]]] = []

    def slow(conn: Connection, items: Any, *taken: Any) -> int:
        last = put_all(conn, items, *taken)
        if len(held) < 3 and last % 10 == 0:
            for scope, collection, key, _ in items:  # nobody sees the rows yet
                conn.execute(
                    text("UPDATE feed_row SET seq = -seq WHERE scope = :s AND collection = :c AND key = :k"),
                    {"s": scope, "c": str(collection), "k": key},
                )
        elif last % 3 == 0:
            conn.execute(text("UPDATE feed_row SET seq = -seq WHERE seq < 0"))
        return last

    def everybody(hub: SimHub, *args: Any) -> Any:
        answer = mutations(hub, *args)
        if hub.random.random() < 0.3:
            hub.database.write(lambda c: c.execute(text("UPDATE feed_row SET seq = -seq WHERE seq < 0")))
        return answer

    mutations = _replace(stack, SimHub, "mutations", everybody)
    _replace(stack, rows, "put_all", slow)


def clock_cursor(stack: contextlib.ExitStack) -> None:
    """Rows are numbered by the hub's clock in seconds: what comes later in the same second is never seen."""
    hubs: list[SimHub] = []
    start = SimHub.__init__

    def remember(hub: SimHub, *args: Any, **more: Any) -> None:
        start(hub, *args, **more)
        hubs[:] = [hub]

    def write(conn: Connection, values: list[dict[str, Any]]) -> int:
        if hubs:
            now = 1_000 + int(hubs[0].clock.now)
            for value in values:
                value["seq"] = now
            conn.execute(text("UPDATE feed_counter SET seq = :now"), {"now": now})
        return int(plain(conn, values))

    _replace(stack, SimHub, "__init__", remember)
    plain = _replace(stack, rows, "_write", write)


def cursor_before_rows(stack: contextlib.ExitStack) -> None:
    """The device stores the cursor in one transaction and the rows in the next."""

    def apply(writer: Writer, page: Page) -> Any:
        if writer.position() != (page.epoch, page.from_):
            return None
        with writer._transaction() as conn:
            writer._set_position(conn, Position(page.epoch, page.to))
        with writer._transaction() as conn:
            writer._write(conn, page.rows)
        return {row.collection for row in page.rows}

    _replace(stack, Writer, "apply", apply)


def unchecked_page(stack: contextlib.ExitStack) -> None:
    """Any page is applied, however late, and the cursor only ever moves forward."""

    def apply(writer: Writer, page: Page) -> Any:
        position = writer.position()
        with writer._transaction() as conn:
            writer._write(conn, page.rows)
            if position is not None:
                writer._set_position(conn, Position(position.epoch, max(position.seq, page.to)))
        return {row.collection for row in page.rows}

    _replace(stack, Writer, "apply", apply)


def no_dedupe(stack: contextlib.ExitStack) -> None:
    """The hub does not remember mutation ids: a lost answer means a second effect."""

    def apply(desk: Desk, conn: Connection, device: Device, item: Mutation) -> Result:
        where = (schema.dedupe.c.device_id == device.id, schema.dedupe.c.mutation_id == item.id)
        conn.execute(delete(schema.dedupe).where(*where))
        return plain(desk, conn, device, item)  # type: ignore[no-any-return]

    plain = _replace(stack, Desk, "apply", apply)


def receipt_number(stack: contextlib.ExitStack) -> None:
    """An act is known by its receipt number, counted per store: another's is dropped as a duplicate."""

    def apply(desk: Desk, conn: Connection, device: Device, item: Mutation) -> Result:
        store = Device(device.location_id, device.role, device.location_id)
        numbered = item.model_copy(update={"id": f"{item.n:05}"})
        return plain(desk, conn, store, numbered).model_copy(update={"id": item.id})  # type: ignore[no-any-return]

    plain = _replace(stack, Desk, "apply", apply)
    _replace(stack, desk_module, "_fingerprint", lambda _: "")


def error_deletes(stack: contextlib.ExitStack) -> None:
    """A 4xx answer takes the items it was about out of the queue."""

    def failed(core: Core, sent: Send, failure: Failure, now: float) -> None:
        if failure.status in {400, 401, 413, 422}:
            done = [Result(id=entry.id, status="applied") for entry in sent.items]
            core.outbox.settle(done, sent.epoch)
            return
        plain(core, sent, failure, now)

    plain = _replace(stack, Core, "on_push_failure", failed)


def poison_blocks(stack: contextlib.ExitStack) -> None:
    """Order is kept over the whole queue: an act that is put off holds up all behind it."""

    def sendable(outbox: Outbox, limit: int, resting: Any = ()) -> Any:
        found = []
        for entry in outbox.pending()[:limit]:
            if entry.state == "rejected" or entry.id in resting:
                break
            found.append(entry)
            if entry.state == "deferred":
                break
        return found

    _replace(stack, Outbox, "sendable", sendable)


def queue_cleared(stack: contextlib.ExitStack) -> None:
    """After a push that went well the queue is cleared, with what was added meanwhile."""

    def on_result(core: Core, sent: Send, result: PushResult, now: float) -> None:
        meanwhile = [Result(id=entry.id, status="applied") for entry in core.outbox.pending()]
        plain(core, sent, result, now)
        core.outbox.settle(meanwhile, result.epoch)

    plain = _replace(stack, Core, "on_result", on_result)


def no_reoffer(stack: contextlib.ExitStack) -> None:
    """After a restore devices do not offer again what the old hub had acknowledged."""
    _replace(stack, Outbox, "reoffer", lambda *_, **__: 0)


def restored_twice(stack: contextlib.ExitStack) -> None:
    """A backup that is put back a second time is taken for the history that the first time began."""
    _replace(stack, rows, "generation", lambda _: 0)


def foreign_ack(stack: contextlib.ExitStack) -> None:
    """An acknowledgement counts whatever epoch it comes from."""

    def on_result(core: Core, sent: Send, result: PushResult, now: float) -> None:
        if (position := core.writer.position()) is not None:
            ours = result.model_copy(update={"epoch": position.epoch})
            plain(core, replace(sent, epoch=position.epoch), ours, now)

    plain = _replace(stack, Core, "on_result", on_result)


def push_before_pull(stack: contextlib.ExitStack) -> None:
    """A device pushes before it knows the hub's epoch, and takes the next one it hears of for that of the answer."""

    def next_push(core: Core, now: float) -> Send | None:
        if core.writer.position() is not None:
            return plain(core, now)  # type: ignore[no-any-return]
        entries = core.outbox.sendable(PUSH_ITEMS)
        return Send("", tuple(entries)) if entries and now >= core.push.not_before else None

    def on_result(core: Core, sent: Send, result: PushResult, now: float) -> None:
        if sent.epoch == "":
            core.outbox.settle(result.results, "")
        else:
            with_epoch(core, sent, result, now)

    def reoffer(outbox: Outbox, epoch: str, *, restored: bool = False) -> int:
        with outbox._transaction():
            for entry in outbox._entries("state = 'acked' AND epoch = ''"):
                outbox._move(entry.id, epoch=epoch)
        return int(offered(outbox, epoch, restored=restored))

    def mutations(hub: SimHub, device: Device, body: bytes) -> Any:
        if b'"epoch":""' in body[:20] or body.startswith(b'{"epoch":""'):
            epoch = hub.database.read(rows.epoch)
            body = body.replace(b'{"epoch":""', f'{{"epoch":"{epoch}"'.encode(), 1)
        return answered(hub, device, body)

    plain = _replace(stack, Core, "next_push", next_push)
    with_epoch = _replace(stack, Core, "on_result", on_result)
    offered = _replace(stack, Outbox, "reoffer", reoffer)
    answered = _replace(stack, SimHub, "mutations", mutations)


def no_floor(stack: contextlib.ExitStack) -> None:
    """Tombstones are forgotten without telling the cursors that slept below them."""

    def compact(conn: Connection, older_than: Any) -> int:
        gone = int(plain(conn, older_than))
        conn.execute(text("UPDATE feed_counter SET floor = 0"))
        return gone

    plain = _replace(stack, rows, "compact", compact)


def read_then_write(stack: contextlib.ExitStack) -> None:
    """Stock is read, then written without a condition: others sell in between."""

    def change(work: Work, sku: str, place: str, cause: str, ref: str, *, need: int = ANY, **by: int) -> bool:
        if need > ANY and by.get("reserved"):
            level = work.levels([sku])[sku].get(place)
            found = level.atp if level else 0
            sold_meanwhile = 2  # what the others' open transactions take, and this one does not see
            if found + sold_meanwhile < need:
                return False
            need = ANY
        return bool(plain(work, sku, place, cause, ref, need=need, **by))

    plain = _replace(stack, Work, "change", change)


def upgrade_drops(stack: contextlib.ExitStack) -> None:
    """After two minutes the hub is a newer version that no longer reads acts of the old one."""
    hubs: list[SimHub] = []
    start = SimHub.__init__

    def remember(hub: SimHub, *args: Any, **more: Any) -> None:
        start(hub, *args, **more)
        hubs[:] = [hub]

    def apply(desk: Desk, conn: Connection, device: Device, item: Mutation) -> Result:
        if hubs[0].clock.now > 120.0 and item.made_at < hubs[0].clock.date(-30.0):
            return Result(id=item.id, status="rejected")
        return plain(desk, conn, device, item)  # type: ignore[no-any-return]

    _replace(stack, SimHub, "__init__", remember)
    plain = _replace(stack, Desk, "apply", apply)


def two_drainers(stack: contextlib.ExitStack) -> None:
    """Two agents drain one outbox, and the hub looks an id up before it waits for its turn to write."""

    def ask(device: SimDevice, lane: str, request: Any) -> None:
        plain(device, lane, request)
        if isinstance(request, Send):
            device.ask(device, request, -1)  # the other agent's, at about the same time

    recent: dict[str, float] = {}

    def mutations(hub: SimHub, device: Device, body: bytes) -> Any:
        now = hub.clock.now

        def forget(conn: Connection) -> None:
            for item, at in recent.items():
                if now - at < 0.2:
                    conn.execute(delete(schema.dedupe).where(schema.dedupe.c.mutation_id == item))

        hub.database.write(forget)
        result = answered(hub, device, body)
        if result is not None:
            recent.update(dict.fromkeys((r.id for r in result.results), now))
        return result

    plain = _replace(stack, SimDevice, "_send", ask)
    answered = _replace(stack, SimHub, "mutations", mutations)
    stack.callback(recent.clear)


def logout_wipes(stack: contextlib.ExitStack) -> None:
    """A device that starts again begins with an empty outbox."""

    def start(device: SimDevice) -> None:
        if not device.up:
            for left in device.folder.glob("outbox*"):
                left.unlink()
        plain(device)

    plain = _replace(stack, SimDevice, "start", start)


DEFECTS: dict[str, Patch] = {
    patch.__name__.replace("_", "-"): patch
    for patch in (
        sequence_gap,
        clock_cursor,
        cursor_before_rows,
        unchecked_page,
        no_dedupe,
        receipt_number,
        error_deletes,
        poison_blocks,
        queue_cleared,
        no_reoffer,
        restored_twice,
        foreign_ack,
        push_before_pull,
        no_floor,
        read_then_write,
        upgrade_drops,
        two_drainers,
        logout_wipes,
    )
}


@contextlib.contextmanager
def switched_on(name: str | None) -> Iterator[None]:
    """Run with a defect in place; with none for None."""
    with contextlib.ExitStack() as stack:
        if name is not None:
            DEFECTS[name](stack)
        yield
