"""The sentence about a store's opening hours."""

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.ui import words
from shared.domain.location import Hours, Location

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
