"""A basket that the shop may write about: only with a yes, and nothing of the address outlives the shopper."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from shared.crypto import unseal
from shared.domain.baskets import KeepBasket
from shared.domain.people import Contact
from tests.kiosk.stage import PRIVATE_KEY, Stage, play, stage


def kept(on: Stage) -> list[KeepBasket]:
    """What the hub is told of baskets."""
    entries = [entry for entry in on.device.outbox.pending() if entry.kind == "basket.keep"]
    return [KeepBasket.model_validate_json(entry.body) for entry in entries]


def test_a_basket_goes_to_the_shop_only_with_a_yes(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("basket")
            reminder = on.screen.kiosk.reminder
            await on.tap("remind")
            assert reminder.asks
            assert on.find("field-remind")
            reminder.type("ada")
            reminder.agree()
            assert reminder.problem
            assert kept(on) == []
            reminder.type("ada@example.com")
            reminder.agree()
            (basket,) = kept(on)
            items = on.screen.kiosk.basket.items
            assert [(line.sku, line.quantity) for line in basket.lines] == [
                (item.line.sku, item.line.quantity) for item in items
            ]
            contact = Contact.model_validate_json(unseal(basket.sealed_contact, PRIVATE_KEY))
            assert (contact.email, basket.consent) == ("ada@example.com", True)
            assert "a•••@example.com" in on.find("remind-said").property("text")
            on.screen.kiosk.finish()
            await on.rest()
            assert (reminder.said, reminder.email) == ("", "")

    play(qapp, story)
    remains = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert b"ada@" not in remains
