"""Free-text opening hours become minutes of a week."""

import gzip
import json
from pathlib import Path

import pytest

from shared.domain.errors import RefusedInput
from shared.domain.hours import parse_hours

STORES = Path("../shared/data/bestbuy-stores/stores.jsonl.gz")


def clock(text: str) -> list[str]:
    """The week as words: ``10:00-21:30 …``, a dash for a closed day."""
    week = parse_hours(text).week
    spans = [" ".join(f"{a // 60}:{a % 60:02}-{b // 60}:{b % 60:02}" for a, b in day) for day in week]
    return [day or "-" for day in spans]


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("Mon: 10-9:30; Tue: 10-9", "10:00-21:30"),
        ("Mon: 10-10", "10:00-22:00"),
        ("Mon: 9-10", "9:00-22:00"),
        ("Mon: 1-5:30", "13:00-17:30"),
        ("Mon: 12:30-6", "12:30-18:00"),
        ("Mon: 8-12", "8:00-12:00"),
        ("Mon: 0-11:59", "0:00-24:00"),
        ("Mon: 8-11:59", "8:00-24:00"),
        ("Mon 9-1, 2-6", "9:00-13:00 14:00-18:00"),
        ("Monday 09:00 – 12:30, 14:00 – 18:00", "9:00-12:30 14:00-18:00"),
        ("Mon 22:00-02:00", "22:00-26:00"),
        ("Mon 9am-2am", "9:00-26:00"),
        ("Mon 12pm-12am", "12:00-24:00"),
        ("daily 24 hours", "0:00-24:00"),
        ("Mon: closed; Tue: 9-5", "-"),
    ],
)
def test_a_span_is_read_as_a_shop_means_it(text: str, monday: str) -> None:
    assert clock(text)[0] == monday


def test_days_come_in_ranges_and_lists_and_unnamed_days_are_closed() -> None:
    assert clock("Thurs to Sat 10am-9pm, Mon & Tue 10am-6pm") == [
        "10:00-18:00",
        "10:00-18:00",
        "-",
        "10:00-21:00",
        "10:00-21:00",
        "10:00-21:00",
        "-",
    ]


@pytest.mark.parametrize("text", ["", "by appointment", "Mon: soon", "Mon: 10-99", "call us; Mon: 10-9"])
def test_what_cannot_be_read_is_refused_with_a_word_that_helps(text: str) -> None:
    with pytest.raises(RefusedInput, match="opening hours"):
        parse_hours(text)


@pytest.mark.skipif(not STORES.exists(), reason="the real stores are not beside this checkout")
def test_every_real_store_has_hours_that_a_shop_could_have() -> None:
    with gzip.open(STORES, "rt") as lines:
        texts = {json.loads(line)["hours"] for line in lines}
    for text in texts:
        for day in parse_hours(text).week:
            for opens, closes in day:
                assert 0 <= opens <= 13 * 60, text
                assert 17 * 60 <= closes <= 24 * 60, text
