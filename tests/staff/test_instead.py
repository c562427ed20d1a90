"""Something else at the shelf: what is offered, at which price, and what becomes of the order."""

from PySide6.QtCore import Qt

from shared.domain.messages import Collection, Substitute
from shared.domain.stock import StockRow
from staff.substitutes import offers
from tests.staff import shop
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import PRODUCTS, line, order

CTRL = Qt.KeyboardModifier.ControlModifier


def test_what_was_wished_comes_first_then_variants_then_others_and_never_dearer() -> None:
    old = line(1, "2-S").model_copy(update={"swap_sku": "3-S"})
    here = {"1-S": 2, "1-M": 1, "2-M": 4, "3-S": 1, "3-M": 0}
    found = offers(old, PRODUCTS, here, shop.NOW)
    assert [(o.variant.sku, o.price) for o in found] == [("3-S", 3200), ("2-M", 4550), ("1-S", 4550)]


def test_the_shopper_takes_something_else_and_the_order_is_ready(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.enter()
        await desk.press(Qt.Key.Key_O, CTRL)
        assert desk.instead.ask == "Ask Ida first: +31 6 1234 5678"
        assert desk.instead.choices[0]["id"] == "1-M"
        await desk.press(Qt.Key.Key_1)
        await desk.press(Qt.Key.Key_3)
        (said,) = [entry for entry in desk.device.outbox.pending() if entry.kind == "fulfilment.substitute"]
        body = desk.said(said)
        assert isinstance(body, Substitute)
        assert (body.line_id, body.line.sku, body.line.quantity, body.reason) == ("l1", "1-M", 2, "damaged")
        assert desk.pick.progress["complete"]
        await desk.enter()
        assert desk.state("ida") == "ready"
        parts = desk.order("ida").fulfilments[0].parts
        assert [(part.sku, part.quantity, part.picked) for part in parts] == [("1-S", 0, 0), ("1-M", 2, 2)]

    play(story, order("ida", line(1, "1-S", 2)))


def test_nothing_like_it_is_said(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.enter()
        gone = StockRow(sku="1-M", as_of=shop.NOW), StockRow(sku="1-S", as_of=shop.NOW)
        await desk.hub_sends(*((Collection.STOCK, row.sku, row) for row in gone))
        await desk.press(Qt.Key.Key_O, CTRL)
        assert desk.counter.note == "Nothing like it is here"

    play(story, order("ida"))
