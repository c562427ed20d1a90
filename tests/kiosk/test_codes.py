"""Codes carried in and out: baskets and orders are signed, a member's card is read, and nobody else's code is taken."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kiosk.ui.handoff import KEPT, PREFIX, OldBasketError, meaning, pack, unpack
from shared.crypto import order_qr, public_key, unseal
from shared.domain.errors import RefusedInput
from shared.domain.messages import PlaceOrder
from shared.domain.people import Contact
from shared.qt.qr import qr_rows
from tests.kiosk.shelf import furnish
from tests.kiosk.stage import PRIVATE_KEY, Stage, play, stage

KEY = public_key(PRIVATE_KEY)
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


async def scan(on: Stage, text: str) -> list[str]:
    """Scan a code; what was said about it (a toast leaves by itself)."""
    said: list[str] = []
    on.screen.kiosk.toasted.connect(lambda: said.append(on.screen.kiosk.toast))
    on.screen.kiosk.scan(text)
    await on.rest()
    return [text for text in said if text]


def test_basket_carried_away_comes_back_at_another_screen(
    qapp: QGuiApplication, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    furnish(other)
    carried: list[str] = []

    async def leave() -> None:
        async with stage(qapp, folder) as on:
            await on.go("basket")
            basket = on.screen.kiosk.basket
            basket.count_to(basket.items[0].line.id, 3)
            await on.tap("carry")
            lines = [(i.line.sku, i.line.quantity) for i in basket.items]
            assert on.find("sheet-phone")
            assert len(basket.handoff) == len(qr_rows(pack(lines, KEY, NOW)))
            carried.append(pack([*lines, ("gone", 1)], KEY, datetime.now(UTC)))

    async def come_back() -> None:
        async with stage(qapp, other) as on:
            said = await scan(on, carried[0])
            kiosk = on.screen.kiosk
            assert kiosk.page == "basket"
            assert sorted(i.line.quantity for i in kiosk.basket.items) == [1, 3]
            assert any("1 article" in text for text in said)

    play(qapp, leave)
    play(qapp, come_back)


def test_article_on_the_page_can_be_carried_away(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("product")
            on.find("carry").forceActiveFocus(Qt.FocusReason.TabFocusReason)  # a key brings it into view
            await on.rest()
            await on.tap("carry")
            assert any(item.property("text") == "Take it with you" for item in on.items())
            assert on.screen.kiosk.product.handoff

    play(qapp, story)


@pytest.mark.parametrize(
    "text",
    [
        PREFIX,
        f"{PREFIX}AAAA",
        f"{PREFIX}!!!",
        f"{PREFIX}777",
        pack([("a", 1)], KEY, NOW)[:-4],
        pack([("a", 1)], "another house", NOW),
    ],
)
def test_damaged_or_forged_basket_is_refused(text: str) -> None:
    with pytest.raises(RefusedInput, match="not ours"):
        unpack(text, KEY, NOW)


def test_old_basket_is_refused_by_its_day() -> None:
    old = pack([("a", 1)], KEY, NOW)
    assert unpack(old, KEY, NOW + KEPT) == (("a", 1),)
    with pytest.raises(OldBasketError, match="2026-05-04"):
        unpack(old, KEY, NOW + KEPT + timedelta(minutes=1))


def test_basket_code_holds_articles_and_counts_within_bounds() -> None:
    wild = pack([("a-1", 2), ("b", 500), ("c", -3)], KEY, NOW)
    assert unpack(wild, KEY, NOW) == (("a-1", 2), ("b", 99), ("c", 1))
    assert unpack(wild.lower(), KEY, NOW) == unpack(wild, KEY, NOW)


def test_refused_codes_are_refused_in_words(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("home")
            forged = pack([("lamp", 1)], "another house", datetime.now(UTC))
            assert any("not made by us" in text for text in await scan(on, forged))
            old = pack([("lamp", 1)], KEY, datetime.now(UTC) - KEPT - timedelta(days=1))
            assert any("30 days" in text for text in await scan(on, old))
            assert on.screen.kiosk.basket.count == 0

    play(qapp, story)


def test_orders_qr_is_signed_and_a_forged_one_opens_nothing(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("done")
            kiosk, catalogue = on.screen.kiosk, on.device.catalogue
            code = kiosk.checkout.code.replace(" ", "")
            signed = order_qr(code, KEY)
            assert kiosk.checkout.qr == qr_rows(signed)
            assert meaning(catalogue, signed, KEY, NOW).order == code
            assert meaning(catalogue, f"EVERYSHELF:{code}", KEY, NOW).order == code  # a label of the counter
            assert await scan(on, order_qr(code, "another house"))
            assert kiosk.page == "done"
            assert not await scan(on, signed)
            assert (kiosk.page, kiosk.collect.found) == ("collect", True)

    play(qapp, story)


def test_members_card_puts_its_number_on_the_order_and_nowhere_else(
    qapp: QGuiApplication, folder: Path
) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await on.go("contact")
            assert await scan(on, "EVERYSHELF-L:M-90817263")
            assert kiosk.page == "contact"
            assert kiosk.checkout.member.endswith("263")
            assert "9081" not in kiosk.checkout.member
            kiosk.checkout.join("")
            assert not kiosk.checkout.member
            await scan(on, "EVERYSHELF-L:M-90817263")
            await on.tap("primary")
            await on.tap("primary")
            [placed] = [e for e in on.device.outbox.pending() if e.kind == "order.place"]
            sealed = PlaceOrder.model_validate_json(placed.body).sealed_contact
            contact = Contact.model_validate_json(unseal(sealed, PRIVATE_KEY))
            assert (contact.loyalty, contact.phone, contact.name) == ("M-90817263", "", "")
            kiosk.finish()
            assert not kiosk.checkout.member

    play(qapp, story)
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert b"90817263" not in kept
