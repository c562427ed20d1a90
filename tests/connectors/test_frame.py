"""The frame's promises, with a small system that keeps its letters in a file."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bus.connectors.contract import Connector, Event, Intake, LaterError, PoisonError, Polled, Work
from tests.connectors.kit import loses_and_doubles_nothing, trial
from tests.waiting import until


class Letterbox(Connector):
    """Delivers into a table of another database; can be told to be away, slow or to refuse."""

    name = "letterbox"
    events = ("order.placed", "fulfilment.*")
    calls_per_second = 1_000.0

    def __init__(self, path: Path) -> None:
        self._letters = sqlite3.connect(path, isolation_level=None)
        self._letters.execute(
            "CREATE TABLE IF NOT EXISTS letter (n INTEGER PRIMARY KEY, id TEXT UNIQUE, subject TEXT)"
        )

    async def deliver(self, event: Event, work: Work) -> None:
        mood = event.data.get("mood", "")
        if mood == "away" and not self._letters.execute("SELECT 1 FROM letter WHERE id = 'back'").fetchone():
            raise LaterError("the letterbox is shut")
        if mood == "poison":
            raise PoisonError("this letter has no address")
        if mood == "defect":
            raise RuntimeError("a programming error")

        async def find() -> str | None:
            row = self._letters.execute("SELECT n FROM letter WHERE id = ?", (event.id,)).fetchone()
            return str(row[0]) if row else None

        async def create() -> str:
            put = "INSERT INTO letter (id, subject) VALUES (?, ?)"
            made = self._letters.execute(put, (event.id, event.subject)).lastrowid
            await asyncio.sleep(0)  # a crash may come between making and remembering
            return str(made)

        await work.once("letter", event.id, find, create)

    async def close(self) -> None:
        self._letters.close()


def letters(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with sqlite3.connect(path) as db:
        for event_id, subject in db.execute("SELECT id, subject FROM letter ORDER BY n"):
            found.setdefault(subject, []).append(event_id)
    return found


async def test_nothing_is_lost_or_doubled_over_restarts(tmp_path: Path) -> None:
    path = tmp_path / "letters.db"
    async with trial(lambda: Letterbox(path), tmp_path) as tried:
        await loses_and_doubles_nothing(tried, "order.placed", lambda: letters(path), {})


async def test_one_that_waits_holds_back_only_its_own_subject(tmp_path: Path) -> None:
    path = tmp_path / "letters.db"
    async with trial(lambda: Letterbox(path), tmp_path) as tried:
        await tried.start()
        first = await tried.send("order.placed", "A", {"mood": "away"})
        second = await tried.send("fulfilment.ready", "A", {})
        other = await tried.send("order.placed", "B", {})
        await until(lambda: letters(path).get("B") == [other], "the other order's letter")
        assert "A" not in letters(path)
        assert tried.health()["last_error"] == "the letterbox is shut"
        with sqlite3.connect(path) as db:
            db.execute("INSERT INTO letter (id, subject) VALUES ('back', 'sign')")
        await tried.settled()
        assert letters(path)["A"] == [first, second]


@pytest.mark.parametrize("mood", ["poison", "defect"])
async def test_poison_becomes_a_dead_letter_with_its_reason_and_the_rest_goes_on(
    tmp_path: Path, mood: str
) -> None:
    path = tmp_path / "letters.db"
    async with trial(lambda: Letterbox(path), tmp_path) as tried:
        await tried.start()
        await tried.send("order.placed", "A", {"mood": mood})
        good = await tried.send("order.placed", "B", {})
        await tried.settled(dead=1)
        assert letters(path) == {"B": [good]}
        assert tried.health()["dead"] == 1
        assert tried.retry() == 1
        await tried.settled(dead=1)


async def test_events_of_other_types_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letters.db"
    async with trial(lambda: Letterbox(path), tmp_path) as tried:
        await tried.start()
        await tried.send("return.completed", "A", {})
        wanted = await tried.send("order.placed", "A", {})
        await until(lambda: letters(path).get("A") == [wanted], "the wanted letter alone")


class Sender(Connector):
    """Polls numbers; the file remembers how often each was taken."""

    name = "sender"
    poll_seconds = 0.02
    calls_per_second = 1_000.0

    def __init__(self, last: int, taken: list[str]) -> None:
        self._last = last
        self._taken = taken

    async def poll(self, cursor: str) -> Polled:
        start = int(cursor or 0)
        end = min(start + 7, self._last)
        # Looking back by two shows changes again, as systems with coarse clocks do.
        seen = tuple(Intake("number", str(n), {"id": str(n % 3)}) for n in range(max(0, start - 2), end))
        return Polled(str(end), seen, more=end < self._last)

    async def take(self, intake: Intake, work: Work) -> None:
        self._taken.append(intake.key)
        await work.pair("number", intake.key, f"theirs-{intake.key}")
        assert await work.ours("number", f"theirs-{intake.key}") == intake.key


async def test_polled_changes_are_taken_once_and_the_cursor_survives(tmp_path: Path) -> None:
    taken: list[str] = []
    async with trial(lambda: Sender(40, taken), tmp_path) as tried:
        await tried.start()
        await until(lambda: tried.count("done") >= 12, "the first numbers")
        await tried.kill()
        await tried.start()
        await until(lambda: tried.count("done") == 40, "all numbers")
        await tried.kill()
    assert sorted(set(taken), key=int) == [str(n) for n in range(40)]
    assert len(taken) <= 43  # the kill may cut off one of each subject before it was noted: taken again
    for subject in range(3):
        mine = [int(n) for n in dict.fromkeys(taken) if int(n) % 3 == subject]
        assert mine == sorted(mine)
