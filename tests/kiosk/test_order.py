"""A whole order: by touch, by keys alone, offline; undo, scan and what the hub is told."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication

from shared.crypto import unseal
from shared.domain.messages import NoteMissedSearch, PlaceOrder, RaiseCall, Result
from shared.domain.people import Contact
from shared.sync.core import Status
from tests.kiosk.stage import PORTRAIT, PRIVATE_KEY, Stage, play, seen, stage
from tests.waiting import until


def placed(on: Stage) -> PlaceOrder:
    """The one order in the outbox."""
    entries = [entry for entry in on.device.outbox.pending() if entry.kind == "order.place"]
    assert len(entries) == 1
    return PlaceOrder.model_validate_json(entries[0].body)


def test_order_by_touch_is_kept_and_shows_the_code(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await on.tap("wake")
            assert kiosk.page == "attract"
            await on.tap("verb-find")
            await on.tap("search-start")
            for letter in "lamp":
                await on.tap(f"key-{letter}")
            await on.tap("tile-lamp")
            assert kiosk.product.name == "Vega reading lamp"
            await on.tap("primary")
            assert kiosk.basket.count == 1
            for page in ("how", "contact", "review", "done"):
                if kiosk.page == "product":
                    await on.tap("dock-basket")
                await on.tap("primary")
                assert kiosk.page == page
            order = placed(on)
            assert [line.sku for line in order.lines] == ["lamp"]
            assert not order.provisional
            assert order.sealed_contact == ""
            found = on.device.orders.by_code(kiosk.checkout.code)
            assert found is not None
            assert found.id == order.order_id

    play(qapp, story)


def test_stranger_orders_in_ten_touches(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            for name in ("wake", "verb-find", "department-home", "tile-lamp", "primary", "dock-basket"):
                await on.tap(name)
            while on.screen.kiosk.page != "done":
                await on.tap("primary")
            placed(on)
            assert on.touches == 10  # with a minute for them, six seconds each

    play(qapp, story)


def test_order_by_keys_alone(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk, window = on.screen.kiosk, on.screen.window
            await on.press(Qt.Key.Key_Space)
            assert kiosk.page == "attract"
            assert kiosk.idle.phase == "awake"

            async def reach(name: str) -> None:
                for _ in range(60):
                    focused = window.activeFocusItem()
                    if focused is not None and focused.objectName() == name:
                        await on.press(Qt.Key.Key_Return)
                        return
                    await on.press(Qt.Key.Key_Tab)
                raise AssertionError(f"Tab never reaches {name} on {kiosk.page}")

            await reach("verb-find")
            await reach("department-home")
            await reach("tile-lamp")
            for page in ("product", "product", "how", "contact", "review"):
                assert kiosk.page in {page, "basket"}
                await reach("primary")
                if page == "product" and kiosk.basket.count:
                    kiosk.hush()
                    await reach("dock-basket")
                    break
            for page in ("how", "contact", "review", "done"):
                await reach("primary")
                assert kiosk.page == page
            assert [line.sku for line in placed(on).lines] == ["lamp"]

    play(qapp, story)


def test_address_typed_with_arrows_and_enter_alone(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            window, checkout = on.screen.window, on.screen.kiosk.checkout

            def focused() -> str:
                item = window.activeFocusItem()
                return item.objectName() if item is not None else ""

            await on.go("contact")
            checkout.tell("email")
            await on.rest()
            for _ in range(20):
                if focused() == "field-email-input":
                    break
                await on.press(Qt.Key.Key_Down)
            for key in ("Down", "Down", "Return", "Right", "Return", "Up", "Up"):
                await on.press(getattr(Qt.Key, f"Key_{key}"))
            assert len(checkout.fields["email"]) > 1
            assert focused() == "field-email-input"
            for _ in range(7):  # through the keys and out below them
                await on.press(Qt.Key.Key_Down)
            assert not focused().startswith(("key-", "field-"))

    play(qapp, story)


def test_order_while_the_line_is_down_is_provisional(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            on.device.now = Status(online=False)
            await on.go("done")
            assert placed(on).provisional
            assert on.screen.kiosk.checkout.provisional

    play(qapp, story)


def test_second_tap_orders_nothing_more(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("review")
            on.screen.kiosk.checkout.place()
            on.screen.kiosk.checkout.place()
            placed(on)

    play(qapp, story)


def test_contact_leaves_the_kiosk_only_sealed(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            checkout = on.screen.kiosk.checkout
            await on.go("contact")
            checkout.tell("sms")
            checkout.fill("phone", "0151")
            assert not checkout.checkContact()
            assert checkout.problems["phone"]
            checkout.fill("phone", "0151 23456789")
            assert checkout.checkContact()
            assert "23456" not in checkout.contactLine
            checkout.place()
            sealed = placed(on).sealed_contact
            assert "23456" not in sealed
            assert Contact.model_validate_json(unseal(sealed, PRIVATE_KEY)).phone == "0151 23456789"

    play(qapp, story)
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert b"23456789" not in kept


def test_home_delivery_wants_an_address(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await on.go("how")
            home = next(i for i, option in enumerate(kiosk.checkout.options) if option["tone"] == "home")
            kiosk.checkout.choose(home)
            assert kiosk.checkout.needsAddress
            assert not kiosk.checkout.checkAddress()
            assert set(kiosk.checkout.problems) == {"name", "street", "postcode", "city"}
            for field in ("name", "street", "postcode", "city"):
                kiosk.checkout.fill(field, "Somewhere 5")
            assert kiosk.checkout.checkAddress()

    play(qapp, story)


def test_undo_brings_back_what_was_removed(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await on.go("basket")
            before = kiosk.basket.total
            line = kiosk.basket.items[0].line.id
            await on.tap(f"remove-{line}")
            assert kiosk.basket.count == 1
            await on.tap("toast-undo")
            assert kiosk.basket.total == before

    play(qapp, story)


def test_scan_on_any_page_shows_the_product(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await on.go("basket")
            lamp = on.device.catalogue.product("lamp")
            assert lamp is not None
            kiosk.scan(str(lamp.variants[0].gtin))
            await on.rest()
            assert (kiosk.page, kiosk.product.productId) == ("product", "lamp")
            kiosk.scan("4006381333931")
            await on.rest()
            assert kiosk.toast

    play(qapp, story)


def test_order_found_by_its_code_and_the_counter_told(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await on.go("done")
            code = kiosk.checkout.code
            kiosk.scan(code.replace(" ", ""))
            await on.rest()
            assert kiosk.page == "collect"
            assert kiosk.collect.found
            kiosk.collect.arrive(False)
            kiosk.collect.arrive(True)
            told = [e for e in on.device.outbox.pending() if e.kind == "customer.here"]
            assert len(told) == 1

    play(qapp, story)


def test_call_for_staff_is_sent_once(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("product")
            await on.tap("staff")
            await on.tap("call-staff")
            calls = [e for e in on.device.outbox.pending() if e.kind == "call.raise"]
            assert len(calls) == 1
            assert RaiseCall.model_validate_json(calls[0].body).where == "Kiosk 2"
            assert on.screen.kiosk.help.called
            assert any("telling the counter" in str(i.property("text")) for i in on.items())
            on.device.now = Status(online=False, since=on.device.now.since)
            on.device.status.emit(on.device.now)
            await on.rest()
            assert any("cannot hear this screen" in str(i.property("text")) for i in on.items())
            on.device.outbox.settle([Result(id=calls[0].id, status="applied")], "test")
            on.device.status.emit(on.device.now)
            await on.rest()
            assert any("counter knows" in str(i.property("text")) for i in on.items())

    play(qapp, story)


def test_two_products_side_by_side(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            for product in ("jacket", "lamp", "vase"):
                kiosk.compare.toggle(product)
            await on.rest()
            assert [column["id"] for column in kiosk.compare.columns] == ["lamp", "vase"]
            facts = kiosk.compare.facts
            assert all(len(fact["texts"]) == 2 for fact in facts)
            assert {"label": "Brand", "texts": ["Everyshelf", "Everyshelf"], "same": True} in facts
            assert [fact["same"] for fact in facts] == sorted(fact["same"] for fact in facts)
            kiosk.compare.toggle("lamp")
            await on.rest()
            assert [column["id"] for column in kiosk.compare.columns] == ["vase"]
            kiosk.compare.toggle("fleece")  # its name takes two lines
            on.sheet("compare")
            await on.rest()
            prices = [item for item in on.items() if item.property("now") and item.isVisible()]
            assert len(prices) == 2
            assert len({item.mapToScene(QPointF()).y() for item in prices}) == 1, "prices stand side by side"

    play(qapp, story)


def test_photograph_comes_nearer_and_goes_back(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("product")
            await on.tap("zoom")
            cover = on.find("sheet-zoom").childItems()[0]
            await on.tap("zoom-in")
            assert cover.property("near") == 1.75
            await on.tap("zoom-out")
            assert cover.property("near") == 1
            await on.tap("zoom-close")
            assert not cover.isVisible()

    play(qapp, story)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_strips_begin_with_their_first_product(qapp: QGuiApplication, folder: Path, language: str) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            on.screen.kiosk.access.speak(language)
            await on.go("home")
            shown = on.screen.kiosk.home.popular
            assert shown is not None
            role = next(key for key, name in shown.roleNames().items() if name == b"productId")
            first = on.find(f"tile-{shown.data(shown.index(0, 0), role)}")
            assert seen(first).width() == pytest.approx(first.width())
            edge = seen(first)
            margin = 56
            assert (edge.left() if language == "en" else PORTRAIT[0] - edge.right()) == pytest.approx(
                margin, abs=1
            )

    play(qapp, story)


def test_chosen_store_stays_chosen_when_stock_changes(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            product = on.screen.kiosk.product
            await on.go("product")
            product.chooseStore(1)
            chosen = product.ways[product.way]
            assert "Airport" in chosen["title"]
            on.device.changed.emit(["stock"])
            await on.rest()
            assert product.ways[product.way]["title"] == chosen["title"]

    play(qapp, story)


def test_results_come_while_typing_and_a_suggestion_goes_on(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            search = on.screen.kiosk.search
            await on.go("search")
            await on.tap("key-v")
            assert {"Vega reading lamp", "Nova vase"} >= {row[1] for row in search.tiles._rows[:1]}
            await on.tap("key-e")
            assert search.suggestions
            await on.tap(f"suggestion-{search.suggestions[0]}")
            assert on.find("search-field-input").property("text") == search.text
            assert search.total >= 1

    play(qapp, story)


def test_a_search_in_vain_is_told_once_and_never_a_number(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            search = on.screen.kiosk.search

            def told() -> list[str]:
                acts = [entry for entry in on.device.outbox.pending() if entry.kind == "search.missed"]
                return [NoteMissedSearch.model_validate_json(act.body).text for act in acts]

            search._settled.setInterval(1)
            for text in ("0151 2345678", "qqzz", "lamp", "QQZZ", "xxyyzz"):
                search.type(text)
                await on.rest()
                await until(lambda: not search._settled.isActive(), "the shopper to be sure")
            assert told() == ["qqzz", "xxyyzz"]

    play(qapp, story)


def test_search_from_a_department_opens_the_keyboard(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("category")
            assert "key-a" not in {item.objectName() for item in on.items()}
            await on.tap("dock-search")
            await on.tap("key-v")
            assert on.screen.kiosk.search.text == "v"

    play(qapp, story)
