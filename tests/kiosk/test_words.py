"""The sentence about a store’s opening hours, and sentences that run from right to left."""

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.ui import words
from shared.domain.location import Hours, Location
from shared.qt.language import Language

DAY = ((600, 1260),)  # 10:00 to 21:00


@pytest.mark.parametrize(
    ("week", "at", "said"),
    [
        ((DAY,) * 7, datetime(2026, 11, 21, 15, 0, tzinfo=UTC), "Open until 21:00."),
        ((DAY,) * 7, datetime(2026, 11, 21, 6, 0, tzinfo=UTC), "Opens today at 10:00."),
        ((DAY,) * 7, datetime(2026, 11, 21, 22, 0, tzinfo=UTC), "Opens tomorrow at 10:00."),
        (((DAY,) * 6) + ((),), datetime(2026, 11, 21, 22, 0, tzinfo=UTC), "Opens Mon 23 Nov at 10:00."),
        ((((0, 1440),),) * 7, datetime(2026, 11, 21, 22, 0, tzinfo=UTC), ""),
        (((),) * 7, datetime(2026, 11, 21, 22, 0, tzinfo=UTC), ""),
    ],
)
def test_a_store_says_until_when_it_is_open(
    qapp: QGuiApplication,
    monkeypatch: pytest.MonkeyPatch,
    week: tuple[tuple[tuple[int, int], ...], ...],
    at: datetime,
    said: str,
) -> None:
    monkeypatch.setattr(words, "now", lambda: at)
    assert words.opening(Location(id="a", name="A", hours=Hours(week=week))).replace("\xa0", " ") == said


def test_who_comes_later_is_not_told_when_a_store_opens(
    qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Location(id="a", name="A", hours=Hours(week=(DAY,) * 7))
    evening, night = datetime(2026, 11, 21, 15, 0, tzinfo=UTC), datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
    for at, ready, said in (
        (evening, datetime(2026, 11, 21, 17, 0, tzinfo=UTC), "Open until 21:00."),
        (evening, datetime(2026, 11, 22, 12, 0, tzinfo=UTC), ""),
        (night, datetime(2026, 11, 22, 12, 0, tzinfo=UTC), ""),
    ):
        monkeypatch.setattr(words, "now", lambda at=at: at)
        assert words.opening(place, ready).replace("\xa0", " ") == said


def test_a_distance_has_a_decimal_only_where_it_matters(qapp: QGuiApplication) -> None:
    Language(qapp).use("en")
    assert [words.distance(km) for km in (2, 2.04, 7.52, 9.97, 12.4)] == [
        "2 km", "2 km", "7.5 km", "10 km", "12 km",
    ]  # fmt: skip


def test_arabic_sentences_of_arabic_parts_keep_their_direction(qapp: QGuiApplication) -> None:
    spoken = Language(qapp)
    spoken.use("ar")
    assert (
        words.tr("%1 — %2.", "40 قطعة هنا الآن", "الممر 7، الرف 5") == "40 قطعة هنا الآن — الممر 7، الرف 5."
    )
    assert words.tr("Order %1", "AB 12 CD 34").endswith("\u2068AB 12 CD 34\u2069")
    spoken.use("en")
