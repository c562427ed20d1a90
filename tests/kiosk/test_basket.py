"""What the basket and the steps after it say of several articles that come together."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from shared.domain.states import Way
from tests.kiosk.stage import Stage, play, stage
from tests.waiting import until


async def put(on: Stage, product: str, way: Way) -> None:
    """Put an article in under the first promise of a way."""
    shown = on.screen.kiosk.product
    on.screen.kiosk.show(product)
    await until(lambda: shown.productId == product and bool(shown.ways), product)
    await on.rest()
    shown.chooseWay([promise.way for promise in shown._ways].index(way))
    shown.add()


def test_each_of_several_articles_says_on_which_shelf_it_lies(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await put(on, "jacket", Way.PICKUP)
            (alone,) = kiosk.basket.groups
            assert "aisle 7" in alone["sentence"]
            assert "aisle 7" not in alone["lines"][0]["options"]
            await put(on, "fleece", Way.PICKUP)
            (group,) = kiosk.basket.groups
            assert group["sentence"] == "2 products, all here now."
            assert all(line["options"].endswith(" · aisle 7") for line in group["lines"])
            kiosk.checkout.place()
            (step,) = kiosk.checkout.next
            assert step["detail"] == "2 products, all here now — aisle 7."

    play(qapp, story)


def test_only_what_the_shopper_chose_is_called_as_chosen(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await put(on, "jacket", Way.PICKUP)
            await put(on, "lamp", Way.SHIP_HOME)
            await on.go("how")
            options = on.screen.kiosk.checkout.options
            assert [o["title"] for o in options if "As chosen" in o["title"]] == ["As chosen, in 2 parts"]
            here = next(o for o in options if o["title"] == "Collect at Old Town")
            assert here["sentence"].startswith("What is here you take now; the rest is ready ")
            assert not any(" here now" in o["sentence"] or " there, " in o["sentence"] for o in options[1:])

    play(qapp, story)
