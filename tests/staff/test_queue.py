"""The queue on the screen: what else than orders stands in it, and pages that are ready before they are wanted."""

from PySide6.QtCore import Qt

from shared.domain.catalogue import Wording
from shared.domain.messages import Call, Collection
from shared.domain.order import Return, ReturnLine, ReturnReason
from shared.domain.states import FulfilmentState, ReturnState, TransferState
from shared.domain.stock import Transfer, TransferLine
from tests.kiosk.shelf import ShortTexts
from tests.staff import shop
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import line, order

CTRL = Qt.KeyboardModifier.ControlModifier


def test_calls_transfers_and_returns_stand_in_the_queue_too(play: Play) -> None:
    flagged = Return(
        id="r1",
        location_id=shop.HERE,
        state=ReturnState.FLAGGED,
        lines=(ReturnLine(sku="1-S", quantity=1, reason=ReturnReason.UNWANTED, refund=100),),
        flags=("unknown_article",),
        made_at=shop.NOW,
    )
    coming = Transfer(
        id="t1",
        from_id="riverside",
        to_id=shop.HERE,
        lines=(TransferLine(sku="1-S", quantity=3),),
        state=TransferState.SHIPPED,
        made_at=shop.NOW,
    )
    call = Call(id="c1", location_id=shop.HERE, device_id="k", where="Kiosk 2", made_at=shop.NOW)

    async def story(desk: Desk) -> None:
        await desk.hub_sends((Collection.RETURN, "r1", flagged), (Collection.TRANSFER, "t1", coming))
        keys = [desk.queue.rows.key_at(n) for n in range(4)]
        assert keys == ["c1", "ida-f", "r1", "t1"]
        assert [(each["id"], each["count"]) for each in desk.queue.filters] == [
            *(("all", 4), ("pick", 1), ("receive", 1), ("return", 1)),
        ]
        desk.queue.select("c1")
        assert desk.queue.errand["title"] == "Call from Kiosk 2"
        await desk.enter()
        assert desk.acts() == ["call.answer"]
        desk.queue.select("r1")
        assert desk.queue.errand["text"] == "This article was never sold here."
        await desk.enter()
        assert desk.counter.page == "returns"
        desk.counter.open("queue")
        desk.queue.select("t1")
        await desk.enter()
        assert (desk.counter.page, desk.ship.facts["task"]) == ("ship", "receive")

    play(story, order("ida"), calls=[call])


def test_of_an_order_that_nobody_has_only_what_is_missing_is_decided(play: Play) -> None:
    ida = order("ida", line(1, "1-S", 2), line(2, "2-S"))
    part = ida.fulfilments[0].model_copy(update={"parts": (ida.fulfilments[0].parts[1],)})
    held = ida.model_copy(update={"fulfilments": (part,), "held": True})

    async def story(desk: Desk) -> None:
        assert {desk.queue.rows.key_at(n) for n in range(2)} == {"ida-f", "decide:ida"}, "the rest is picked"
        desk.queue.select("decide:ida")
        await desk.tap("order-elsewhere")
        (settled,) = [desk.said(entry) for entry in desk.device.outbox.pending()]
        assert (settled.line_id, settled.wish, settled.by) == ("l1", "other_store", "s1")

        await desk.press(Qt.Key.Key_O, CTRL)
        assert desk.instead.title == "Instead of Wool blanket, herringbone"
        await desk.press(Qt.Key.Key_1)
        swapped = desk.said(desk.device.outbox.pending()[-1])
        assert (swapped.line_id, swapped.wish, swapped.swap_sku) == ("l1", "swap", "1-M")
        for key, wish in ((Qt.Key.Key_E, "other_store"), (Qt.Key.Key_W, "wait"), (Qt.Key.Key_M, "refund")):
            await desk.press(key, CTRL)
            assert desk.said(desk.device.outbox.pending()[-1]).wish == wish

    play(story, held)


def test_a_key_takes_the_last_step_of_any_order_back(play: Play) -> None:
    async def story(desk: Desk) -> None:
        desk.queue.select("mia-f")
        await desk.press(Qt.Key.Key_B, CTRL)
        assert desk.state("mia") == "picking"

    play(story, order("mia", state=FulfilmentState.READY))


def test_more_goods_than_fit_are_scrolled_by_key(play: Play) -> None:
    many = order("ida", *(line(n, sku) for n, sku in enumerate(["1-S", "1-M", "2-S", "2-M", "3-S"] * 4)))

    async def story(desk: Desk) -> None:
        goods = desk.item("order-lines")
        desk.queue.select("ida-f")
        await desk.player.until(lambda: goods.property("contentHeight") > goods.height(), "the goods")
        await desk.press(Qt.Key.Key_Down, CTRL)
        assert goods.property("contentY") > 0
        await desk.press(Qt.Key.Key_Up, CTRL)
        assert goods.property("contentY") == 0

    play(story, many)


def test_the_pages_are_made_before_they_are_wanted(play: Play) -> None:
    async def story(desk: Desk) -> None:
        desk.item("desk").setProperty("preload", True)
        pages = desk.item("pages").childItems()
        await desk.player.until(lambda: all(page.property("once") for page in pages), "every page", 30)
        assert desk.counter.page == "queue"

    play(story)


def test_whoever_has_just_signed_in_goes_on_by_keys(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.type("1002")
        await desk.enter()
        await desk.type(shop.PIN)
        await desk.enter()
        await desk.player.until(lambda: desk.counter.page == "queue", "the queue")
        await desk.enter()
        assert desk.counter.page == "pick"
        assert desk.state("ida") == FulfilmentState.PICKING

    play(story, order("ida"), member=None)


def test_goods_and_shelves_are_named_in_the_clerks_language(play: Play) -> None:
    blanket = shop.PRODUCTS[0].model_copy(update={"words": {"de": Wording(name="Wolldecke")}})
    told = ShortTexts(value={"de": {"Aisle %1": "Gang %1", "S": "Klein"}})

    async def story(desk: Desk) -> None:
        await desk.hub_sends((Collection.PRODUCT, blanket.id, blanket), (Collection.SETTING, "words", told))
        await desk.hub_sends((Collection.ORDER, "ida", order("ida")))
        desk.queue.select("ida-f")
        (goods,) = desk.app.views.order.lines
        assert (goods["name"], goods["options"], goods["aisle"]) == ("Wolldecke", "Klein", "Gang 12")
        assert "Wolldecke" in desk.queue.rows.values(0)
        await desk.enter()
        (stop,) = desk.pick.stops
        assert (stop["name"], stop["aisle"]) == ("Wolldecke", "Gang 12")

    play(story, languages=("de",))
