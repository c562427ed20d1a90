"""The outbox: durable, in order per order, in one state, and saved from damage."""

import json
import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from shared.cache.outbox import KEEP, Outbox
from shared.domain.errors import EnvironmentFault
from shared.domain.messages import Result
from shared.domain.problem import Problem
from shared.domain.states import Action
from tests.sync.parts import Crash, Crashing, damage, order, step


def sendable(outbox: Outbox) -> list[str]:
    return [entry.id for entry in outbox.sendable(200)]


def rejected(item: str, why: str = "Not now") -> Result:
    return Result(id=item, status="rejected", problem=Problem(title=why))


def test_what_was_added_is_there_after_the_process_is_gone(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    made = [outbox.add("order.place", order()) for _ in range(5)]
    again = Outbox(tmp_path)  # the first is not closed: its process was killed
    assert [e.id for e in again.pending()] == made
    assert [e.n for e in again.pending()] == [1, 2, 3, 4, 5]
    assert again.counts()[0] == 5


def test_order_is_kept_per_order_and_a_parked_item_holds_up_only_its_own(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    first, second = order(), order()
    a1 = outbox.add("order.place", first)
    a2 = outbox.add("fulfilment.step", step(first.order_id, Action.PICK))
    a3 = outbox.add("fulfilment.step", step(first.order_id, Action.READY))
    b1 = outbox.add("order.place", second)
    b2 = outbox.add("fulfilment.step", step(second.order_id, Action.PICK))
    assert sendable(outbox) == [a1, b1]
    outbox.settle(
        [Result(id=a1, status="applied", visible_at=7), Result(id=b1, status="applied", visible_at=8)], "e"
    )
    assert sendable(outbox) == [a2, b2]
    outbox.settle([rejected(a2), Result(id=b2, status="applied", visible_at=9)], "e")
    assert sendable(outbox) == []
    assert [(e.id, e.state, e.problem) for e in outbox.pending()] == [
        (a2, "rejected", Problem(title="Not now")),
        (a3, "waiting", None),
    ]
    outbox.retry(a2)
    (again,) = sendable(outbox)
    assert again not in {a1, a2, a3}
    assert [e.id for e in outbox.pending()] == [again, a3]  # in the place of the rejected one
    outbox.settle([rejected(again)], "e")
    outbox.dismiss(again)
    assert sendable(outbox) == [a3]


def test_the_overlay_ends_when_the_cache_shows_the_effect(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    item = outbox.add("order.place", order())
    assert [e.id for e in outbox.overlay(("e", 3))] == [item]
    outbox.settle([Result(id=item, status="applied", visible_at=9)], "e")
    assert [e.id for e in outbox.overlay(("e", 8))] == [item]
    assert outbox.overlay(("e", 9)) == []
    assert [e.id for e in outbox.overlay(("other", 99))] == [item]


def test_two_processes_see_each_others_items(tmp_path: Path) -> None:
    window, agent = Outbox(tmp_path), Outbox(tmp_path)
    item = window.add("order.place", order())
    assert [e.id for e in agent.overlay(None)] == [item]
    agent.settle([Result(id=item, status="applied", visible_at=1)], "e")
    assert window.overlay(("e", 1)) == []
    assert window.pending() == []


def test_a_new_history_is_offered_what_another_had_acknowledged(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    first, second, third = (outbox.add("order.place", order()) for _ in range(3))
    outbox.settle([Result(id=first, status="applied", visible_at=1), rejected(second)], "old")
    assert outbox.reoffer("old") == 0
    assert outbox.reoffer("new") == 1
    assert sendable(outbox) == [first, third]  # the rejected one was refused to a shopper: it stays so


def test_items_are_forgotten_after_fourteen_days_and_the_chain_holds(tmp_path: Path) -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    outbox = Outbox(tmp_path, now=lambda: now)
    items = [outbox.add("order.place", order()) for _ in range(3)]
    outbox.settle([Result(id=items[0], status="applied", visible_at=1)], "e")
    outbox.settle([Result(id=items[2], status="applied", visible_at=1)], "e")
    now += timedelta(days=13)
    assert outbox.forget() == 0
    now += timedelta(days=2)
    assert outbox.forget() == 1
    assert outbox.reoffer("new") == 1
    outbox.close()
    outbox = Outbox(tmp_path)
    assert [e.n for e in outbox.pending()] == [2, 3]
    outbox.add("order.place", order())
    assert [e.n for e in outbox.pending()] == [2, 3, 4]


def test_a_crash_at_any_statement_promises_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    promised: list[str] = []
    for n in range(40):
        Crashing.left = -1
        outbox = Outbox(tmp_path, factory=Crashing)
        Crashing.left = n
        try:
            promised.append(outbox.add("order.place", order()))
            outbox.settle([Result(id=promised[-1], status="applied", visible_at=1)], "e")
        except Crash:
            outbox.close()  # what the end of a process does to its open transaction
            continue
        break
    else:
        pytest.fail("it never went through")
    Crashing.left = -1
    entries = [json.loads(line) for line in Outbox(tmp_path).export().splitlines()]
    assert set(promised) <= {e["id"] for e in entries}
    assert [e["n"] for e in entries] == list(range(1, len(entries) + 1))
    assert n > 8


def test_a_damaged_file_is_salvaged_and_it_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Of any flipped bit or cut: every act is still there, or the window shows which is not."""
    outbox = Outbox(tmp_path / "whole")
    made = [outbox.add("order.place", order()) for _ in range(12)]
    outbox.settle([Result(id=made[0], status="applied", visible_at=1), rejected(made[1])], "e")
    outbox.close()
    files = {p.name: p.read_bytes() for p in (tmp_path / "whole").iterdir() if p.name != "ballast"}
    random = Random(5)
    said = 0
    for n in range(150):
        folder = tmp_path / str(n)
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        path = folder / "outbox.db"
        size = path.stat().st_size
        if n % 3:
            damage(path, random.randrange(size), random.randrange(8))
        else:
            path.write_bytes(path.read_bytes()[: random.randrange(size)])
        caplog.clear()
        with caplog.at_level(logging.ERROR):
            again = Outbox(folder)
        kept = [json.loads(line)["id"] for line in again.export().splitlines()]
        again.close()
        assert kept == made
        said += any("was damaged" in r.message for r in caplog.records)
    assert said > 60


def test_losing_the_end_of_the_file_is_noticed(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    first = outbox.add("order.place", order())
    outbox.close()
    before = (tmp_path / "outbox.db").read_bytes()
    outbox = Outbox(tmp_path)
    second = outbox.add("order.place", order())
    outbox.close()
    (tmp_path / "outbox.db").write_bytes(before)
    assert [e.id for e in Outbox(tmp_path).pending()] == [first, second]


def test_what_neither_file_holds_is_shown_as_lost(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    first, second, third = (outbox.add("order.place", order()) for _ in range(3))
    outbox.close()
    log = [line for line in (tmp_path / "outbox.log").read_text().splitlines() if line]
    (tmp_path / "outbox.log").write_text("\n".join([log[0], "x" + log[1], log[2]]))
    (tmp_path / "outbox.db").write_bytes(b"gone")
    entries = Outbox(tmp_path).pending()
    assert [e.id for e in entries if e.kind != "lost"] == [first, third]
    assert [(e.n, e.state) for e in entries if e.kind == "lost"] == [(2, "rejected")]
    assert second not in {e.id for e in entries}


def test_a_folder_that_cannot_be_used_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "outbox.db").mkdir()
    with pytest.raises(EnvironmentFault, match="cannot be opened"):
        Outbox(tmp_path)


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.add("order.place", order("o1"))
    outbox.close()
    with closing(sqlite3.connect(tmp_path / "outbox.db")) as file:
        file.execute("PRAGMA user_version = 2")
    before = (tmp_path / "outbox.db").read_bytes()
    with pytest.raises(EnvironmentFault, match="newer version"):
        Outbox(tmp_path)
    assert (tmp_path / "outbox.db").read_bytes() == before


def test_what_is_forgotten_cannot_be_read_from_the_files_any_more(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    outbox = Outbox(tmp_path, now=lambda: moment)
    sealed = "c2VhbGVkIGNvbnRhY3Q"
    outbox.add("order.place", order().model_copy(update={"sealed_contact": sealed}))
    (entry,) = outbox.pending()
    outbox.settle([Result(id=entry.id, status="applied", visible_at=1)], "e")
    assert sealed.encode() in b"".join(p.read_bytes() for p in tmp_path.iterdir())
    moment += KEEP + timedelta(minutes=1)
    assert outbox.forget() == 1
    assert sealed.encode() not in b"".join(p.read_bytes() for p in tmp_path.iterdir())
    outbox.close()
