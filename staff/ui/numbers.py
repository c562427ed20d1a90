"""The manager's figures on the screen, and as a file for a spreadsheet."""

import csv
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Property, QDate, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.messages import Collection, MissedSearch
from shared.domain.order import RejectReason, Return, ReturnReason
from shared.qt.formats import money, tr
from shared.qt.tasks import run, spawn
from staff import return_words, words
from staff.away import Diary
from staff.numbers import DAYS, Act, Numbers, numbers
from staff.ui.session import Session
from staff.waits import Waits

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1
MOST_ORDERS = 1_000_000
MOST_ROWS = 12  # of a ranking


@QmlElement
class NumbersView(QObject):
    """The numbers page's view model."""

    changed = Signal()

    def __init__(self, session: Session, diary: Diary, waits: Waits) -> None:
        super().__init__()
        self._session, self._diary, self._waits = session, diary, waits
        self._numbers: Numbers | None = None
        self._hourly = False

    @Property(list, notify=changed)
    def heads(self) -> list[dict[str, str]]:
        """The figures on top."""
        found = self._numbers
        if found is None:
            return []
        currency = self._session.device.catalogue.setting("currency", "EUR")
        all_of = found.by_day
        timely = sum(all_of.ready_on_time)
        ready = timely + sum(all_of.ready_late)
        rate = tr("%1%", round(100 * timely / ready)) if ready else "–"
        waited = words.span(found.wait_minutes) if found.wait_minutes is not None else "–"
        return [
            {"label": tr("Orders saved by the endless aisle"), "value": str(sum(all_of.saved_orders))},
            {"label": tr("Their value"), "value": money(sum(all_of.saved_value_minor), currency)},
            {"label": tr("Ready on time"), "value": rate},
            {"label": tr("Shoppers waited"), "value": waited},
            {"label": tr("Without the line"), "value": words.span(sum(all_of.offline_minutes))},
        ]

    @Property(bool, notify=changed)
    def hourly(self) -> bool:
        """The plots show the hours of a day, not days."""
        return self._hourly

    @Slot(bool)
    def show_hours(self, hourly: bool) -> None:
        """Plot the figures by hour, or by day."""
        self._hourly = hourly
        self.changed.emit()

    @Property(list, notify=changed)
    def charts(self) -> list[dict[str, object]]:
        """The plots: their title, and bars with label, value and an optional second part."""
        found = self._numbers
        if found is None:
            return []
        currency = self._session.device.catalogue.setting("currency", "EUR")
        if self._hourly:
            labels, over = [str(hour) for hour in range(24)], found.by_hour
        else:
            labels = [QLocale().toString(QDate(d.year, d.month, d.day), tr("d MMM")) for d in found.days]
            over = found.by_day
        value = partial(money, currency=currency)
        return [
            _chart("saved", tr("Orders saved"), labels, over.saved_orders),
            _chart("value", tr("Their value"), labels, over.saved_value_minor, say=value),
            _chart("ready", tr("Ready on time and late"), labels, over.ready_on_time, over.ready_late),
            _chart("orders", tr("Orders"), labels, over.orders),
            _chart("waited", tr("Minutes shoppers waited"), labels, over.waited_minutes),
            _chart("offline", tr("Minutes without the line"), labels, over.offline_minutes),
            _chart("short", tr("Short picks"), labels, over.short_picks),
            _chart("returns", tr("Returns"), labels, over.returned_lines),
        ]

    @Property(list, notify=changed)
    def reasons(self) -> list[dict[str, object]]:
        """Short picks and returns by reason, searches without a result; the most frequent first."""
        found = self._numbers
        if found is None:
            return []
        short = {words.reject_reason(RejectReason(k))[0]: v for k, v in found.short.items()}
        back = {return_words.reason(ReturnReason(k)): v for k, v in found.returned.items()}
        return [
            _ranking(tr("Short picks by reason"), short),
            _ranking(tr("Returns by reason"), back),
            _ranking(tr("Searched for in vain"), found.missed),
        ]

    @Slot()
    def export(self) -> None:
        """Write the figures to a file."""
        spawn(self.write())

    async def write(self) -> Path | None:
        """Write them as CSV and say where."""
        if self._numbers is None:
            await self.load()
        if self._numbers is None:
            return None
        stamp = self._session.now().strftime("%Y%m%d-%H%M%S")
        file = self._session.device.settings.folder / f"numbers-{stamp}.csv"
        await run(_write_csv, file, self._numbers)
        self._session.say(tr("Written to %1", str(file)))
        return file

    @Slot()
    def refresh(self) -> None:
        """Work the figures out anew in the background."""
        spawn(self.load())

    async def load(self) -> None:
        """Work them out."""
        self._numbers = await run(self._work_out)
        self.changed.emit()

    def _work_out(self) -> Numbers:
        session, device = self._session, self._session.device
        rows = device.store.scan(Collection.RETURN)
        returns = [Return.model_validate_json(body) for _, body in rows]
        missed = [MissedSearch.model_validate_json(body) for _, body in device.store.scan(Collection.MISSED)]
        acts = [_act(json.loads(line)) for line in device.outbox.export().splitlines()]
        away, now = self._diary.times(session.now()), session.now()
        return numbers(
            device.orders.recent(MOST_ORDERS, now - timedelta(days=DAYS + 1)),
            returns,
            acts,
            away,
            self._waits.all(),
            missed,
            session.here.id,
            now,
            session.zone,
        )


def _act(entry: dict[str, object]) -> Act:
    body = entry["body"] if isinstance(entry["body"], dict) else {}
    return Act(
        kind=str(entry["kind"]),
        made_at=datetime.fromisoformat(str(entry["made_at"])),
        order_id=str(entry["order_id"]),
        fulfilment_id=str(body.get("fulfilment_id", "")),
        action=str(body.get("action", "")),
        reason=str(body.get("reason", "")),
    )


def _chart(
    id: str,
    title: str,
    labels: list[str],
    first: tuple[int, ...],
    second: tuple[int, ...] = (),
    say: Callable[[int], str] = str,
) -> dict[str, object]:
    more = second or (0,) * len(first)
    top = max((a + b for a, b in zip(first, more, strict=True)), default=0)
    bars = [
        {
            "label": label,
            "value": say(a),
            "second": b,
            "part": a / top if top else 0,
            "secondPart": b / top if top else 0,
        }
        for label, a, b in zip(labels, first, more, strict=True)
    ]
    return {"id": id, "title": title, "bars": bars, "most": say(top) if top else ""}


def _ranking(title: str, counts: dict[str, int]) -> dict[str, object]:
    top = max(counts.values(), default=0)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        "title": title,
        "rows": [{"label": label, "count": n, "part": n / top} for label, n in ranked[:MOST_ROWS]],
    }


def _write_csv(file: Path, found: Numbers) -> None:
    with file.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows(found.rows())
