"""What others take off an order while it is picked here is not picked any more, and the clerk hears of it."""

from PySide6.QtCore import Qt

from shared.domain.messages import Collection
from shared.domain.order import Order
from shared.domain.states import FulfilmentState
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import line, order

CTRL = Qt.KeyboardModifier.ControlModifier
IDA = order("ida", line(1, "1-S", 3), line(2, "2-S"))


def picking(before: Order, **quantities: int) -> Order:
    """The order as the hub shows it while it is picked, with so many pieces left of some lines."""
    f = before.fulfilments[0]
    parts = tuple(
        part.model_copy(update={"quantity": quantities.get(part.line_id, part.quantity)}) for part in f.parts
    )
    gone = {part.line_id: part.quantity - quantities.get(part.line_id, part.quantity) for part in f.parts}
    lines = tuple(each.model_copy(update={"cancelled": gone[each.id]}) for each in before.lines)
    state = FulfilmentState.PICKING if any(part.quantity for part in parts) else FulfilmentState.CANCELLED
    f = f.model_copy(update={"state": state, "parts": parts})
    return before.model_copy(update={"fulfilments": (f,), "lines": lines})


async def confirm(desk: Desk, *skus: str) -> None:
    codes = {"1-S": "4006381331005", "2-S": "96385074"}
    for sku in skus:
        await desk.scan(codes[sku])


def test_pieces_that_are_cancelled_on_the_way_are_put_back(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.enter()
        await confirm(desk, "1-S", "1-S")
        await desk.hub_sends((Collection.ORDER, "ida", picking(IDA, l1=1)))
        assert "2 × Wool blanket, herringbone cancelled; put back" in desk.counter.note
        assert (desk.pick.progress["done"], desk.pick.current["sku"]) == (3, "2-S")
        await desk.hub_sends((Collection.ORDER, "ida", picking(IDA, l1=1)))  # the same again
        await confirm(desk, "2-S")
        await desk.enter()
        last = desk.said(desk.device.outbox.pending()[-1])
        assert (last.action, last.picked) == ("ready", {"l1": 1, "l2": 1})

    play(story, IDA)


def test_an_order_that_is_cancelled_on_the_way_leaves_the_walk(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.enter()
        await confirm(desk, "1-S")
        await desk.hub_sends((Collection.ORDER, "ida", picking(IDA, l1=0, l2=0)))
        assert "is not picked here any more; put back what is in its tote" in desk.counter.note
        assert desk.pick.progress["complete"]
        await desk.enter()
        assert (desk.counter.page, desk.acts()) == ("queue", ["fulfilment.step"]), "only the picking"

    play(story, IDA)


def test_what_is_reported_short_here_is_no_news(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.enter()
        await confirm(desk, "2-S", "1-S")
        await desk.press(Qt.Key.Key_S, CTRL)
        await desk.press(Qt.Key.Key_3)
        said = desk.counter.note
        await desk.hub_sends((Collection.ORDER, "ida", picking(IDA)))
        assert desk.counter.note == said
        assert desk.pick.progress["complete"]

    play(story, IDA)
