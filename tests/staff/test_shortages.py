"""What is not here: the choice for other orders that wait for it, and words for what the desk made of it."""

from PySide6.QtCore import Qt

from shared.domain.base import Model
from shared.domain.messages import Collection, Short
from shared.domain.order import Fulfilment, Order, Part
from shared.domain.states import FulfilmentState, Way
from tests.staff import shop
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import line, order

CTRL = Qt.KeyboardModifier.ControlModifier


class Setting(Model):
    """A row of the settings that every device reads."""

    value: dict[str, int]


def elsewhere(before: Order, *parts: Part, left: bool = True) -> Order:
    """The order after the desk has sourced parts at Riverside; ``left``: the rest stays here."""
    here = before.fulfilments[0]
    taken = {part.line_id for part in parts}
    rest = tuple(part for part in here.parts if part.line_id not in taken)
    state = here.state if left and rest else FulfilmentState.REJECTED
    there = Fulfilment(
        id=f"{before.id}-f2",
        way=Way.SHIP_TO_STORE,
        location_id="riverside",
        collect_at=shop.HERE,
        parts=parts,
    )
    kept = here.model_copy(update={"state": state, "parts": rest or here.parts, "reason": "not_in_stock"})
    return before.model_copy(update={"fulfilments": (kept, there)})


async def find_none(desk: Desk, name: str) -> None:
    """Walk for one order alone and find its shelf empty."""
    desk.queue.select(f"{name}-f")
    await desk.enter()
    await desk.press(Qt.Key.Key_S, CTRL)
    await desk.press(Qt.Key.Key_1)


def shorts(desk: Desk) -> list[Short]:
    found = [entry.parsed() for entry in desk.device.outbox.pending()]
    return [each for each in found if isinstance(each, Short)]


def test_the_clerk_decides_for_other_orders_that_wait_for_what_is_not_here(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await find_none(desk, "ida")
        assert shorts(desk) == []
        assert desk.missing.others == "2 other orders here wait for it."
        await desk.press(Qt.Key.Key_1)
        assert [each.others for each in shorts(desk)] == [True]
        assert desk.counter.note.endswith("2 other orders that wait for it are sourced elsewhere, too")
        moved = [
            elsewhere(desk.order(name), *desk.order(name).fulfilments[0].parts)
            for name in ("ida", "bo", "kim")
        ]
        await desk.hub_sends(*((Collection.ORDER, each.id, each) for each in moved))
        assert desk.counter.note == "3 orders get the missing pieces from Riverside"
        desk.app.views.order.show(desk.order("bo"))
        assert [part["reason"] for part in desk.app.views.order.parts] == ["Not here", ""]

    play(story, order("ida"), order("bo"), order("kim"), order("cup", line(1, "2-S")))


def test_other_orders_stay_when_the_clerk_leaves_them(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await find_none(desk, "ida")
        await desk.press(Qt.Key.Key_2)
        assert [each.others for each in shorts(desk)] == [False]
        assert "other order" not in desk.counter.note

    play(story, order("ida"), order("bo"))


def test_where_the_shops_rule_decides_nobody_is_asked_but_told(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.hub_sends((Collection.SETTING, "terms", Setting(value={"collateral_rejection": 1})))
        await find_none(desk, "ida")
        assert [each.others for each in shorts(desk)] == [None]
        assert desk.counter.note.endswith("1 other order that waits for it is sourced elsewhere, too")

    play(story, order("ida"), order("bo"))


def test_an_order_that_goes_elsewhere_as_a_whole_leaves_the_walk(play: Play) -> None:
    two = order("ida", line(1, "1-S"), line(2, "2-S"))

    async def story(desk: Desk) -> None:
        await desk.enter()
        await desk.scan("96385074")
        await desk.press(Qt.Key.Key_S, CTRL)
        await desk.press(Qt.Key.Key_3)
        await desk.hub_sends((Collection.ORDER, "ida", elsewhere(two, *two.fulfilments[0].parts, left=False)))
        assert "Riverside takes over all of it; put back" in desk.counter.note
        await desk.enter()
        assert [act for act in desk.acts() if act == "fulfilment.step"] == ["fulfilment.step"], (
            "only the picking"
        )

    play(story, two)


def test_the_slip_says_until_when_goods_are_kept_by_the_shops_terms(play: Play) -> None:
    ready = order("mia", state=FulfilmentState.READY)

    async def story(desk: Desk) -> None:
        assert desk.app.session.kept_until(ready.fulfilments[0]) is None, "the hub has not said"
        await desk.hub_sends((Collection.SETTING, "terms", Setting(value={"collect_days": 3})))
        until, since = desk.app.session.kept_until(ready.fulfilments[0]), ready.fulfilments[0].changed_at
        assert until is not None
        assert since is not None
        assert (until - since).days == 3
        desk.queue.select("mia-f")
        assert "kept until" in str(desk.app.views.order.facts["promise"])

    play(story, ready)
