"""What the pay page says, in every language and state of the link."""

import tomllib
from datetime import UTC, datetime

import pytest

from bus.connectors.pay_page import FOLDER, page
from shared.domain.order import Order
from shared.domain.payment import PayLink
from shared.domain.states import LinkState
from tests.desk.house import line

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WORDS = tomllib.loads((FOLDER / "words.toml").read_text("utf-8"))


def shown(language: str, state: LinkState, *, withdrawn: bool = False) -> str:
    order = Order(
        id="o1", code="21SA6ANZ", placed_at=NOW, language=language, currency="EUR", lines=(line(1, "lamp"),)
    )
    link = PayLink(
        id="p1",
        provider="pay",
        amount=1_250,
        state=state,
        url="https://pay.example/p1",
        asked_at=NOW,
        withdrawn=withdrawn,
    )
    return page(order, link, "pk", "https://js.stripe.com/v3/", "pi_secret</script>")[0]


@pytest.mark.parametrize("language", ["en", "de", "pl", "fr", "ar"])
def test_it_speaks_the_shoppers_language(language: str) -> None:
    assert WORDS[language].keys() == WORDS["en"].keys()
    text = shown(language, LinkState.OPEN)
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text
    assert "21SA 6ANZ" in text
    assert WORDS[language]["title"] in text
    assert "{" not in WORDS[language]["paid"]


@pytest.mark.parametrize(
    ("state", "withdrawn", "said"),
    [
        (LinkState.PAID, False, "paid"),
        (LinkState.UNKNOWN, False, "pending"),
        (LinkState.EXPIRED, False, "over"),
        (LinkState.OPEN, True, "over"),
    ],
)
def test_only_an_open_link_can_be_paid(state: LinkState, withdrawn: bool, said: str) -> None:
    text = shown("en", state, withdrawn=withdrawn)
    assert WORDS["en"][said] in text
    assert "pi_secret" not in text


def test_no_value_can_end_the_script_it_stands_in() -> None:
    assert "pi_secret</script>" not in shown("en", LinkState.OPEN)
