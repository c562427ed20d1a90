"""The B2B connector: purchase orders from a folder become orders, responses and despatch advices go into another."""

import asyncio
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import Field

from bus.connectors.b2b import edifact_in, edifact_out, segments, ubl_in, ubl_out
from bus.connectors.b2b.offers import find_offers
from bus.connectors.b2b.purchase import (
    Answer,
    Despatch,
    LineAnswer,
    Party,
    PurchaseOrder,
    RefusedDocument,
    Sent,
    Syntax,
    contact_of,
    judge,
    to_place,
)
from bus.connectors.contract import Connector, Event, Intake, LaterError, PoisonError, Polled, Work
from bus.connectors.files.watch import Watch
from shared import crypto
from shared.domain.base import Currency, Model, new_id
from shared.domain.errors import SettingsError
from shared.domain.events import FulfilmentChanged
from shared.domain.messages import PlaceOrder
from shared.domain.states import FulfilmentState
from shared.settings import Settings

IN, OUT, REFUSED, DONE, KNOWN = "in", "out", "refused", "done", "known"
_WRITERS: dict[Syntax, tuple[str, Callable[[Answer], bytes], Callable[[Despatch], bytes]]] = {
    "ubl": (".xml", ubl_out.response, ubl_out.despatch_advice),
    "edifact": (".edi", edifact_out.response, edifact_out.despatch_advice),
}
_LEFT = {FulfilmentState.SHIPPED, FulfilmentState.DELIVERED}


class ExchangeSettings(Settings):
    """The folder with ``in``, ``out``, ``refused``, ``done`` and ``known``, and what orders do not say themselves."""

    folder: Path
    key: Path = Field(
        Path("hub/hub.key"), description="the hub's key file: contacts are sealed to its public half"
    )
    every_seconds: float = Field(15.0, gt=0)
    currency: Currency = "USD"


class _Known(Model):
    """A purchase order we have answered: the answer, and the order it became."""

    answer: Answer
    place: PlaceOrder | None = None


class Exchange(Connector):
    """One file may hold several orders; each is answered, or refused with a report, whatever its neighbours are.

    An order that is sent again is answered again as at first; another order under a used number is refused.
    """

    name = "b2b"
    events = ("fulfilment.shipped",)

    def __init__(self, settings: ExchangeSettings) -> None:
        self._settings = settings
        self._folder = settings.folder
        self.poll_seconds = settings.every_seconds
        self._watch = Watch(self._folder / IN, "document", Path.is_file)
        for name in (IN, OUT, REFUSED, DONE, KNOWN):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        try:
            self._hub_key = crypto.public_key(json.loads(settings.key.read_text())["private_key"])
        except (OSError, ValueError, KeyError) as problem:
            raise SettingsError(f"{settings.key}: this is no hub's key file; start the hub once") from problem

    async def poll(self, cursor: str) -> Polled:
        """Documents that appeared."""
        return await asyncio.to_thread(self._watch.look, cursor)

    async def take(self, intake: Intake, work: Work) -> None:
        """Answer every order of a document; PoisonError when one was refused, its report lies in ``refused``."""
        path = self._folder / IN / str(intake.body["id"])
        if not path.exists():
            return  # moved away before a restart, so it was done
        data = await asyncio.to_thread(path.read_bytes)
        problems: list[str] = []
        try:
            orders = read(data)
        except RefusedDocument as refused:
            orders = [refused]
        for order in orders:
            try:
                if isinstance(order, RefusedDocument):
                    raise order
                await self._take(order, work)
            except RefusedDocument as refused:
                problems += refused.problems
        await asyncio.to_thread(self._put_away, path, problems, len(orders))
        if problems:
            raise PoisonError("; ".join(problems))

    async def deliver(self, event: Event, work: Work) -> None:
        """Write the despatch advice of a fulfilment that left."""
        known = await asyncio.to_thread(self._known, event.subject)
        if known is None:
            return
        left = FulfilmentChanged.model_validate(event.data).fulfilment
        order = await work.order(event.subject)
        shipped: dict[str, int] = {}
        for fulfilment in order.fulfilments if order else ():
            if fulfilment.state in _LEFT:
                for part in fulfilment.parts:
                    shipped[part.line_id] = shipped.get(part.line_id, 0) + part.quantity
        answered = {told.line.number: told for told in known.answer.lines}
        places = await work.places()
        lines = tuple(
            _sent(answered[part.line_id], part.quantity, shipped.get(part.line_id, part.quantity))
            for part in left.parts
            if part.quantity and part.line_id in answered
        )
        if not lines:
            return
        bought = known.answer.order
        despatch = Despatch(
            number=f"{bought.number}-{left.id[-6:]}",
            issued=event.made_at,
            order=bought,
            order_id=event.subject,
            origin=Party(id=left.location_id, scheme="92", name=places.get(left.location_id, "")),
            tracking=left.tracking,
            lines=lines,
        )
        suffix, _, advice = _WRITERS[bought.syntax]
        await asyncio.to_thread(self._write, f"{_safe(despatch.number)}-despatch{suffix}", advice(despatch))

    async def _take(self, order: PurchaseOrder, work: Work) -> None:
        ours = await work.ours("purchase", order.key)
        known = await asyncio.to_thread(self._known, ours) if ours else None
        if known is None:
            known = await self._judge(order, ours or new_id(), work)
            await asyncio.to_thread(self._remember, known)
            await work.pair("purchase", known.answer.order_id, order.key)
        elif known.answer.order.model_copy(update={"reference": order.reference}) != order:
            raise RefusedDocument([f"order {order.number}: another order came under this number before"])
        answer = known.answer
        if known.place is not None:
            result = await work.act("order.place", known.place, answer.order_id)
            if result.problem is not None:
                why = f"not taken: {result.problem.title}"
                lines = tuple(told.model_copy(update={"accepted": 0, "reason": why}) for told in answer.lines)
                answer = answer.model_copy(update={"lines": lines})
        suffix, response, _ = _WRITERS[order.syntax]
        name = f"{_safe(order.number)}-{answer.order_id[-6:]}-response{suffix}"
        await asyncio.to_thread(self._write, name, response(answer))

    async def _judge(self, order: PurchaseOrder, order_id: str, work: Work) -> _Known:
        now = datetime.now(UTC).replace(microsecond=0)
        offers = await work.write(lambda conn: find_offers(conn, order.lines, now))
        answer = judge(order, offers, now, self._settings.currency).model_copy(update={"order_id": order_id})
        if answer.verdict == "refused":
            return _Known(answer=answer)
        sealed = crypto.seal(contact_of(order).model_dump_json(), self._hub_key)
        return _Known(answer=answer, place=to_place(answer, offers, order_id, sealed))

    def _known(self, order_id: str) -> _Known | None:
        path = self._folder / KNOWN / f"{_safe(order_id)}.json"
        return _Known.model_validate_json(path.read_bytes()) if path.exists() else None

    def _remember(self, known: _Known) -> None:
        self._put(
            self._folder / KNOWN / f"{_safe(known.answer.order_id)}.json", known.model_dump_json().encode()
        )

    def _write(self, name: str, data: bytes) -> None:
        self._put(self._folder / OUT / name, data)

    def _put(self, path: Path, data: bytes) -> None:
        """Whole or not at all: the partner's program may be looking."""
        part = path.with_name(f".{path.name}.part")
        try:
            with part.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
        except OSError as problem:
            raise LaterError(f"{path}: cannot be written ({problem.strerror})") from problem

    def _put_away(self, path: Path, problems: list[str], orders: int) -> None:
        """Move a document to where it belongs; a refused one has its report beside it."""
        target = self._folder / (REFUSED if problems else DONE) / path.name
        number = 1
        while target.exists():
            number += 1
            target = target.with_name(f"{path.stem}-{number}{path.suffix}")
        if problems:
            told = "\n".join(f"- {problem}" for problem in problems)
            report = f"{path.name}: {orders} orders read, refused for these reasons:\n{told}\n"
            target.with_name(target.name + ".report.txt").write_text(report, "utf-8")
        path.replace(target)


def read(data: bytes) -> list[PurchaseOrder | RefusedDocument]:
    """The orders of a document in whichever syntax it is; RefusedDocument when it is neither."""
    if segments.looks_like(data):
        return edifact_in.read(data)
    if ubl_in.looks_like(data):
        return [ubl_in.read(data)]
    raise RefusedDocument(["this is neither a UBL 2.1 order nor an EDIFACT interchange"])


def _sent(told: LineAnswer, quantity: int, shipped: int) -> Sent:
    outstanding = max(0, told.accepted - shipped)
    return Sent(
        line=told.line,
        sku=told.sku,
        gtin=told.gtin,
        name=told.name,
        quantity=quantity,
        outstanding=outstanding,
    )


def _safe(name: str) -> str:
    """A document's number as a file name."""
    return (
        "".join(char if char.isalnum() or char in "-_." else "_" for char in name).strip(".")[:80]
        or "document"
    )


def make(values: dict[str, Any]) -> Exchange:
    """A connector from a settings file."""
    return Exchange(ExchangeSettings.model_validate(values))
