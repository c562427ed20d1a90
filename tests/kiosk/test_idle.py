"""The idle watch: warning, more time, and a wipe that leaves nothing."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from kiosk.ui.home_page import Home
from kiosk.ui.idle import WARNING_SECONDS, WIPE_SECONDS, Idle
from kiosk.ui.tiles import Tiles
from tests.kiosk.stage import Stage, play, stage


def seconds(idle: Idle, count: int) -> None:
    """Let so many seconds go by without a sign of life."""
    for _ in range(count):
        idle.tick()


def test_warning_leaves_twenty_seconds_and_takes_ten_extensions(qapp: QGuiApplication) -> None:
    idle = Idle(60)
    idle.wake()
    idle.nothing_to_lose = False
    assert WARNING_SECONDS >= 20
    for _ in range(10):
        seconds(idle, 60)
        assert idle.phase == "warning"
        seconds(idle, WARNING_SECONDS - 1)
        assert idle.phase == "warning"
        idle.extend()
        assert idle.phase == "awake"
    ended = []
    idle.ended.connect(lambda: ended.append(True))
    seconds(idle, 60 + WARNING_SECONDS)
    assert (idle.phase, ended) == ("wiping", [True])
    seconds(idle, WIPE_SECONDS)
    assert idle.phase == "asleep"


def test_slow_mode_doubles_the_time(qapp: QGuiApplication) -> None:
    idle = Idle(60)
    idle.patience = 2.0
    idle.nothing_to_lose = False
    idle.wake()
    seconds(idle, 119)
    assert idle.phase == "awake"
    seconds(idle, 1)
    assert idle.phase == "warning"


def test_nothing_to_lose_sleeps_without_a_warning(qapp: QGuiApplication) -> None:
    idle = Idle(60)
    idle.wake()
    seconds(idle, 60)
    assert idle.phase == "asleep"


def memory(on: Stage) -> dict[str, object]:
    """Everything that any of the kiosk's models shows, found by asking Qt what there is."""
    kiosk = on.screen.kiosk
    found: dict[str, object] = {"undo": kiosk.basket._before, "rows": kiosk.search.tiles.rowCount()}
    for name, value in properties(kiosk):
        if isinstance(value, QObject):
            found |= {f"{name}.{inner}": plain(shown) for inner, shown in properties(value)}
        else:
            found[name] = plain(value)
    return found


def properties(model: QObject) -> Iterator[tuple[str, object]]:
    """A model's own properties; what the shop is and how long nobody touched say nothing of a shopper."""
    form = model.metaObject()
    for at in range(1, form.propertyCount()):  # the first is every object's name
        name = str(form.property(at).name())
        if not isinstance(model, (Home, Idle)) and name != "map":
            yield name, getattr(model, name)


def plain(value: object) -> object:
    """Something that can be compared; of a model within a model, how much there is."""
    return value.rowCount() if isinstance(value, Tiles) else deepcopy(value)


def test_wipe_leaves_what_a_fresh_kiosk_has(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            kiosk.access.reset()
            fresh = memory(on)
            await on.go("search")
            kiosk.search.type("jacket")
            await on.go("contact")
            kiosk.checkout.tell("email")
            kiosk.checkout.fill("email", "ada@example.com")
            kiosk.access.speak("de")
            kiosk.access.resize(2.0)
            kiosk.access.turn("contrast", True)
            kiosk.call()
            kiosk.scan("zzzz zzzz")
            await on.rest()
            assert memory(on) != fresh
            kiosk.idle.nothing_to_lose = False
            seconds(kiosk.idle, 60 + WARNING_SECONDS)
            await on.rest()
            assert on.find("wiped")
            assert memory(on) == fresh

    play(qapp, story)
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert b"ada@example.com" not in kept


def test_language_and_size_chosen_on_the_first_page_are_forgotten_too(
    qapp: QGuiApplication, folder: Path
) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            kiosk.access.reset()
            fresh = memory(on)
            kiosk.wake()
            kiosk.access.speak("pl")
            kiosk.access.resize(2.0)
            kiosk.access.turn("contrast", True)
            seconds(kiosk.idle, 60)
            assert (kiosk.idle.phase, memory(on)) == ("asleep", fresh)

    play(qapp, story)


def test_waking_touch_triggers_nothing(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            assert on.screen.kiosk.idle.phase == "asleep"
            await on.tap("verb-find")
            assert (on.screen.kiosk.page, on.screen.kiosk.idle.phase) == ("attract", "awake")
            await on.tap("verb-find")
            assert on.screen.kiosk.page == "home"

    play(qapp, story)


def test_quick_second_touch_does_not_count_in_slow_mode(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("search")
            on.screen.kiosk.access.turn("slow", True)
            await on.tap("key-a")
            await on.tap("key-b")
            assert on.screen.kiosk.search.text == "a"

    play(qapp, story)


def test_keyboard_types_by_language(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            on.screen.kiosk.access.speak("de")
            await on.go("search")
            await on.tap("key-shift")
            await on.tap("key-ü")
            await on.tap("key-ß")
            await on.tap("key-erase")
            assert on.screen.kiosk.search.text == "Ü"

    play(qapp, story)


def test_a_closed_window_wipes_nothing(qapp: QGuiApplication, folder: Path) -> None:
    counting: list[bool] = []

    async def story() -> None:
        async with stage(qapp, folder) as on:
            idle = on.screen.kiosk.idle
            idle.wake()
            counting.append(idle._timer.isActive())
        counting.append(idle._timer.isActive())

    play(qapp, story)
    assert counting == [True, False]
