"""A sum is the same wherever it is read or written, in currencies with and without decimals, and split without loss."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from bus.connectors.b2b.units import minor_units, written
from bus.connectors.files import words
from bus.connectors.tryton.rest import apiece, money
from shared.qt import formats


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("19990", "CLP", 19_990),
        ("4500", "ISK", 4_500),
        ("1250", "JPY", 1_250),
        ("12.50", "EUR", 1_250),
        ("990.00", "HUF", 99_000),
        ("9.995", "JOD", 9_995),
        ("1.250", "OMR", 1_250),
    ],
)
def test_feeds_documents_erp_and_screens_agree_on_what_a_minor_unit_is(
    text: str, currency: str, amount: int
) -> None:
    assert words.minor(text, currency) == amount
    assert minor_units(text, currency) == amount
    assert formats.read_money(text, currency) == amount
    assert written(amount, currency) == text
    assert money(amount, currency)["decimal"] == text
    shown = formats.money(amount, currency)
    assert "".join(ch for ch in shown if ch.isdigit()) == "".join(ch for ch in text if ch.isdigit())


@given(integers(0, 10**9), integers(1, 9_999))
def test_a_sum_by_the_piece_adds_up_to_it(amount: int, pieces: int) -> None:
    lines = apiece(amount, pieces)
    assert sum(number for number, _ in lines) == pieces
    assert sum(number * price for number, price in lines) == amount
    assert len({price for _, price in lines}) == len(lines) <= 2
