"""The rules of paying, on a bank in this process: made once, known at last, given back once."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bus.connectors import paying
from bus.desk.catalogue import get_setting
from shared.domain.states import LinkState
from tests.connectors.payment.bank import BOOKS, Bank, Books
from tests.connectors.payment.shop import Shop
from tests.waiting import until


class BankShop(Shop):
    """The shop whose provider is the bank."""

    def _settings(self, timeout: float) -> str:  # noqa: ARG002 - it answers at once
        return f'use = "tests.connectors.payment.bank"\napi = "{self.peer.url}"\nbook = "{id(self.peer)}"\n'

    @property
    def bank(self) -> Bank:
        found = self.connector
        assert isinstance(found, Bank)
        return found


@pytest.fixture
def books(monkeypatch: pytest.MonkeyPatch) -> Books:
    for name in ("SOON", "SELDOM"):
        monkeypatch.setattr(paying, name, 0.1)
    monkeypatch.setattr(paying.Paying, "attend_seconds", 0.1)
    made = Books()
    BOOKS[str(id(made))] = made
    return made


@pytest.fixture
def shop(tmp_path: Path, books: Books) -> BankShop:
    peer: Any = books
    return BankShop(tmp_path, peer)


async def test_a_link_whose_making_got_no_answer_is_found_again_and_made_once(
    shop: BankShop, books: Books
) -> None:
    books.mood = "mute"
    async with shop.open():
        await shop.place()
        await shop.ask()
        await shop.until(LinkState.UNKNOWN)
        assert (shop.money[3], shop.order.askable, books.made) == ("unknown", 0, 1)
    books.mood = ""
    async with shop.open():
        await shop.until(LinkState.OPEN)
        assert (shop.link.url, books.made) == (f"{books.url}/{shop.link.id}", 1)
        shop.bank.put(shop.link.id, LinkState.PAID)
        await shop.until(LinkState.PAID)
        assert shop.money == (2_000, 0, 0, "paid")


async def test_a_bank_that_is_shut_makes_an_open_link_unknown_until_it_is_back(
    shop: BankShop, books: Books
) -> None:
    async with shop.open():
        link = await shop.opened()
        books.mood = "away"
        await shop.until(LinkState.UNKNOWN)
        assert (shop.link.reason, shop.link.url) == ("the bank is shut", link.url)
        shop.bank.put(link.id, LinkState.PAID)
        books.mood = ""
        await shop.until(LinkState.PAID)
        assert shop.money == (2_000, 0, 0, "paid")


async def test_a_link_that_was_withdrawn_is_cancelled_and_one_nobody_withdrew_was_declined(
    shop: BankShop, books: Books
) -> None:
    async with shop.open():
        link = await shop.opened()
        await shop.pay_at_the_counter()
        await shop.until(LinkState.CANCELLED)
        assert books.payments[link.id].state is LinkState.CANCELLED
    async with shop.open():
        shop.order_id = f"{shop.order_id}-2"
        link = await shop.opened()
        shop.bank.put(link.id, LinkState.CANCELLED)
        await shop.until(LinkState.DECLINED)
        assert shop.order.askable == 2_000


async def test_what_was_paid_twice_goes_back_once_though_the_answer_is_lost(
    shop: BankShop, books: Books
) -> None:
    async with shop.open():
        link = await shop.opened()
        books.mood = "away"
        await shop.until(LinkState.UNKNOWN)
        shop.bank.put(link.id, LinkState.PAID)
        await shop.pay_at_the_counter()
        books.mood = ""
        await shop.until(LinkState.PAID)
        await shop.refunded(1)
        assert (shop.money, books.refunds) == ((4_000, 2_000, 0, "part_refunded"), {f"{link.id}-1": 2_000})
        shop.order_id = f"{shop.order_id}-2"
        link = await shop.opened()
        shop.bank.put(link.id, LinkState.PAID)
        await shop.until(LinkState.PAID)
        books.mood = "mute"
        await shop.cancel(1)
        await until(lambda: books.refunded == 2, "the refund to be done, unheard")
        assert shop.link.refunds[0].state == "due"
        books.mood = ""
        await shop.refunded(1)
        assert (books.refunded, shop.money[:2]) == (2, (2_000, 1_000))


async def test_a_refused_refund_is_a_dead_letter_that_can_be_tried_again(
    shop: BankShop, books: Books
) -> None:
    async with shop.open():
        link = await shop.opened()
        shop.bank.put(link.id, LinkState.PAID)
        await shop.until(LinkState.PAID)
        books.mood = "strict"
        await shop.cancel(1)
        await until(lambda: shop.errands("dead", "out") == 1, "a dead letter")
        (refund,) = shop.link.refunds
        assert (refund.state, refund.reason) == ("failed", "the account is closed")
        books.mood = ""
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{shop.port}") as http:
            (letter,) = (await http.get("/bus/dead?connector=pay")).json()
            one = {"connector": "pay", "seq": letter["seq"]}
            assert (await http.post("/bus/retry", params=one)).json() == {"retried": 1}
        await shop.refunded(1)
        assert (shop.errands("dead", "out"), books.refunds) == (0, {refund.id: 1_000})


async def test_a_wrong_amount_is_unknown_with_its_reason_and_holds_up_no_other_link(
    shop: BankShop, books: Books
) -> None:
    async with shop.open():
        await shop.place()
        wrong, right = await shop.ask(500), await shop.ask()
        await until(lambda: all(link.url for link in shop.order.payment.links), "both links")
        books.payments[wrong] = books.payments[wrong].model_copy(update={"amount": 5})
        for payment_id in (wrong, right):
            shop.bank.put(payment_id, LinkState.PAID)
        await shop.until(LinkState.PAID)
        await until(lambda: shop.order.payment.links[0].state is LinkState.UNKNOWN, "the doubt")
        assert shop.order.payment.links[0].reason == "the provider says 5 was paid of 500"
        assert shop.money == (1_500, 0, 500, "unknown")


async def test_a_link_ends_in_its_time(shop: BankShop, books: Books) -> None:
    async with shop.open():
        shop.bank._lasts = timedelta(seconds=0.3)
        link = await shop.opened()
        await shop.until(LinkState.EXPIRED)
        assert books.payments[link.id].state is LinkState.CANCELLED


async def test_pay_links_are_offered_while_a_provider_is_plugged_in(shop: BankShop, tmp_path: Path) -> None:
    async with shop.open():
        assert shop.hub is not None
        assert shop.hub.database.read(lambda c: get_setting(c, "pay_links")) == ["pay"]
    (tmp_path / "systems" / "pay.toml").unlink()
    async with shop.open():
        assert shop.hub.database.read(lambda c: get_setting(c, "pay_links")) == []
