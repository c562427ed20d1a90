"""Pay links against living providers: made once, paid once, known at last, given back once; whatever fails between."""

import json
import logging
import os
import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bus.connectors.paying import Paying
from shared.domain.states import LinkState
from tests.connectors.lossy import Line
from tests.connectors.payment.shop import SECRETS, Shop
from tests.peers.payment import PaymentServer, prepare
from tests.waiting import until

pytestmark = pytest.mark.living
BOTH = ("stripe", "payu")


@pytest.fixture(scope="session")
def _installed() -> None:
    if reason := prepare(install="EVERYSHELF_PEERS" in os.environ):
        pytest.skip(f"{reason}; ./run test real installs the payment providers")


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(params=BOTH)
async def peer(request: pytest.FixtureRequest, _installed: None) -> AsyncIterator[PaymentServer]:
    server = PaymentServer(request.param)
    await server.start()
    yield server
    await server.close()


async def made(peer: PaymentServer) -> int:
    """How many payments the provider holds."""
    if peer.which == "stripe":
        return len((await peer.stripe("GET", "payment_intents", params={"limit": 100}))["data"])
    return (await peer.http.get("/sim/")).text.count("/sim/payu/authorize/")


async def given_back(peer: PaymentServer, shop: Shop) -> list[int]:
    """What the provider gave back; PayU's simulator lists no refunds."""
    reference = shop.order.payment.links[0].reference
    listed = await peer.stripe("GET", "refunds", params={"payment_intent": reference, "limit": 100})
    return sorted(each["amount"] for each in listed["data"])


async def test_a_link_is_made_paid_and_told_by_a_signed_notification(
    tmp_path: Path, peer: PaymentServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Paying, "attend_seconds", 0.0)
    async with Shop(tmp_path, peer).open() as shop:
        assert peer.which.capitalize()[:3] in await shop.connector.check()
        link = await shop.opened()
        assert link.url.startswith("http")
        assert link.expires_at is not None
        await peer.pay(link.reference)
        await shop.until(LinkState.PAID)
        assert shop.money == (2_000, 0, 0, "paid")
        await until(lambda: shop.errands("done", "in") == 1, "the notification to be done with")
        assert await made(peer) == 1


async def test_without_notifications_the_provider_is_asked(tmp_path: Path, peer: PaymentServer) -> None:
    async with Shop(tmp_path, peer, told=False).open() as shop:
        await peer.pay((await shop.opened()).reference)
        await shop.until(LinkState.PAID)
        assert (shop.money, shop.errands("done", "in")) == ((2_000, 0, 0, "paid"), 0)


async def test_no_answer_is_unknown_over_a_restart_until_it_is_known(
    tmp_path: Path, peer: PaymentServer
) -> None:
    shop = Shop(tmp_path, peer, told=False, timeout=0.5)
    async with shop.open():
        link = await shop.opened()
        peer.signal(signal.SIGSTOP)
        await shop.until(LinkState.UNKNOWN)
        assert (shop.money[3], shop.order.askable, shop.link.url) == ("unknown", 0, link.url)
    async with shop.open():
        assert shop.link.state is LinkState.UNKNOWN
        peer.signal(signal.SIGCONT)
        await peer.pay(link.reference)
        await shop.until(LinkState.PAID)
        assert shop.money == (2_000, 0, 0, "paid")


async def test_a_link_whose_making_got_no_answer_is_made_and_paid_once(
    tmp_path: Path, peer: PaymentServer
) -> None:
    path = b"POST /v1/payment_intents" if peer.which == "stripe" else b"POST /payu/api/v2_1/orders"
    async with Line(peer.port).open() as line:
        shop = Shop(tmp_path, peer, api=line.url)
        async with shop.open():
            line.lose = path
            await shop.place()
            await shop.ask()
            await until(lambda: line.lost == 1, "an answer to be lost")
            await shop.until(LinkState.UNKNOWN)
        async with shop.open():
            await shop.until(LinkState.OPEN)
            if peer.which == "stripe":  # PayU holds two, of which one has a page that anybody ever saw
                assert await made(peer) == 1
            await peer.pay(shop.link.reference)
            await shop.until(LinkState.PAID)
            assert shop.money == (2_000, 0, 0, "paid")


async def test_a_refund_whose_answer_was_lost_is_made_once(tmp_path: Path, peer: PaymentServer) -> None:
    if peer.which == "payu":
        pytest.skip("PayU's simulator lists no refunds, so it cannot be asked for an earlier one")
    async with Line(peer.port).open() as line:
        shop = Shop(tmp_path, peer, api=line.url)
        async with shop.open():
            await peer.pay((await shop.opened()).reference)
            await shop.until(LinkState.PAID)
            line.lose = b"POST /v1/refunds"
            await shop.cancel(1)
            await shop.refunded(1)
            assert (line.lost, await given_back(peer, shop)) == (1, [1_000])


async def test_a_provider_that_is_away_gets_the_wish_when_it_is_back(
    tmp_path: Path, peer: PaymentServer
) -> None:
    port = peer.port
    await peer.close()
    back = PaymentServer(peer.which)
    back.port, back.url = port, f"http://127.0.0.1:{port}"
    back.http = httpx.AsyncClient(base_url=back.url)
    async with Shop(tmp_path, back).open() as shop:
        await shop.place()
        await shop.ask()
        await until(lambda: shop.errands("waiting", "out") == 1, "the wish to wait")
        assert shop.link.state is LinkState.ASKED
        await back.start()
        try:
            await shop.until(LinkState.OPEN)
        finally:
            await back.close()


async def test_paid_at_the_counter_first_cancels_the_link(tmp_path: Path, peer: PaymentServer) -> None:
    async with Shop(tmp_path, peer).open() as shop:
        link = await shop.opened()
        await shop.pay_at_the_counter()
        await shop.until(LinkState.CANCELLED)
        assert shop.money == (2_000, 0, 0, "paid")
        if peer.which == "stripe":
            intent = await peer.stripe("GET", f"payment_intents/{link.reference}")
            assert intent["status"] == "canceled"
        else:
            page = await peer.http.get(f"/sim/payu/authorize/{link.reference}")
            assert page.status_code == 400


async def test_what_was_paid_twice_goes_back_once_through_the_link(
    tmp_path: Path, peer: PaymentServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Paying, "attend_seconds", 0.0)
    async with Shop(tmp_path, peer, told=False).open() as shop:
        await peer.pay((await shop.opened()).reference)  # and the hub does not know yet
        await shop.pay_at_the_counter()
        await shop.until(LinkState.PAID)
        await shop.refunded(1)
        assert shop.money == (4_000, 2_000, 0, "part_refunded")
        if peer.which == "stripe":
            assert await given_back(peer, shop) == [2_000]


async def test_refunds_in_part_go_through_once_each_over_a_restart(
    tmp_path: Path, peer: PaymentServer
) -> None:
    shop = Shop(tmp_path, peer)
    async with shop.open():
        await peer.pay((await shop.opened()).reference)
        await shop.until(LinkState.PAID)
        await shop.cancel(1)
    async with shop.open():
        await shop.cancel(1)
        await shop.refunded(2)
        assert shop.money == (2_000, 2_000, 0, "refunded")
        if peer.which == "stripe":
            assert await given_back(peer, shop) == [1_000, 1_000]


async def test_a_refund_that_is_refused_is_a_dead_letter_and_shown(
    tmp_path: Path, peer: PaymentServer
) -> None:
    async with Shop(tmp_path, peer).open() as shop:
        await peer.pay((await shop.opened()).reference)
        await shop.until(LinkState.PAID)
        await peer.close()  # what it knew is gone with it
        again = PaymentServer(peer.which)
        again.port = peer.port
        again.http = httpx.AsyncClient(base_url=peer.url)
        await again.start()
        try:
            await shop.cancel(2)
            await until(lambda: shop.errands("dead", "out") == 1, "a dead letter")
            assert shop.link.refunds[0].state == "failed"
            assert shop.link.refunds[0].reason
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{shop.port}") as http:
                assert (await http.post("/bus/retry?connector=pay")).json() == {"retried": 1}
            await until(lambda: shop.errands("dead", "out") == 1, "the dead letter again")
        finally:
            await again.close()


async def test_a_refused_payment_is_said_and_another_link_can_be_asked_for(
    tmp_path: Path, peer: PaymentServer
) -> None:
    async with Shop(tmp_path, peer).open() as shop:
        link = await shop.opened()
        await peer.pay(link.reference, approve=False)
        if peer.which == "stripe":  # its page takes another card
            await until(lambda: bool(shop.link.reason), "the reason")
            assert (shop.link.state, shop.link.url) == (LinkState.OPEN, link.url)
            return
        await shop.until(LinkState.DECLINED)
        assert shop.money == (0, 0, 2_000, "none")
        await shop.ask()
        await shop.until(LinkState.OPEN)


async def test_a_link_ends_in_its_time(tmp_path: Path, peer: PaymentServer) -> None:
    async with Shop(tmp_path, peer).open() as shop:
        connector: Any = shop.connector
        connector._lasts = timedelta(seconds=1)
        await shop.opened()
        await shop.until(LinkState.EXPIRED)
        assert (shop.money, shop.order.askable) == ((0, 0, 2_000, "none"), 2_000)


async def test_forged_old_doubled_and_disordered_notifications_do_no_harm(
    tmp_path: Path, peer: PaymentServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Paying, "attend_seconds", 0.0)
    async with Shop(tmp_path, peer).open() as shop:
        await shop.opened()
        forged = await shop.notify(shop.told("paid"), key="another key")
        assert (forged.status_code, forged.json()["title"]) == (401, "This notification is not verified")
        assert forged.headers["content-type"] == "application/problem+json"
        if peer.which == "stripe":  # PayU signs no time; its notifications cannot do anything twice
            assert (await shop.notify(shop.told("paid"), age=301)).status_code == 401
        assert (await shop.notify(shop.told("paid", "9", amount=5))).status_code == 204
        await until(lambda: shop.errands("dead", "in") == 1, "the wrong amount to be a dead letter")
        assert shop.money == (0, 0, 2_000, "pending")
        for number, state in enumerate(("paid", "paid", "open", "cancelled")):
            assert (await shop.notify(shop.told(state, str(max(1, number))))).status_code == 204
        await until(lambda: shop.errands("done", "in") == 3, "three notifications, one of them twice")
        assert (shop.money, shop.link.state) == ((2_000, 0, 0, "paid"), LinkState.PAID)


async def test_no_secret_is_in_a_log_a_file_or_a_page(
    tmp_path: Path, peer: PaymentServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with Shop(tmp_path, peer, timeout=0.5).open() as shop:
        await peer.pay((await shop.opened()).reference)
        await shop.until(LinkState.PAID)
        await shop.notify(shop.told("paid"), key="another key")
        peer.signal(signal.SIGSTOP)
        await shop.cancel(1)
        await until(lambda: "no answer" in shop.health()["last_error"], "a call without an answer")
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{shop.port}") as http:
            pages = [(await http.get(path)).text for path in ("/bus", "/bus/status")]
        peer.signal(signal.SIGCONT)
    kept = [path.read_bytes() for path in (tmp_path / "hub").rglob("*") if path.is_file()]
    told = [json.dumps(pages).encode(), caplog.text.encode(), *kept]
    for secret in SECRETS.values():
        assert not any(secret.encode() in each for each in told)
    assert len(kept) > 3


async def test_the_pay_page_holds_what_stripes_fields_need_and_no_more(
    tmp_path: Path, peer: PaymentServer
) -> None:
    async with Shop(tmp_path, peer).open() as shop, httpx.AsyncClient() as http:
        link = await shop.opened()
        own = f"http://127.0.0.1:{shop.port}/pay/pay/{link.id}"
        answer = await http.get(own)
        if peer.which == "payu":  # it has a page of its own
            assert answer.status_code == 404
            return
        assert (answer.status_code, link.url) == (200, own)
        intent = await peer.stripe("GET", f"payment_intents/{link.reference}")
        assert intent["client_secret"] in answer.text
        assert "pk_test_shop" in answer.text
        assert not any(secret in answer.text for secret in SECRETS.values())
        assert "script-src 'nonce-" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        await peer.pay(link.reference)
        await shop.until(LinkState.PAID)
        paid = (await http.get(own)).text
        assert "Paid. Thank you!" in paid
        assert intent["client_secret"] not in paid
        assert (await http.get(f"{own}x")).status_code == 404
