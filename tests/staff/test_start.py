"""The sign-in page stands before the rest of the counter, and what is entered there is not lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared.qt import opening
from shared.sync import credential
from staff.first import First, recall
from tests.staff import shop

# In a program of its own, because the rest must be loaded for the first time.
SIGN_IN = """
import json, sys
from pathlib import Path
from PySide6.QtTest import QTest
from shared.qt.application import make_application, run
from shared.qt.opening import load_beside
from staff.first import recall
from staff.window import FirstWindow

folder, badge, pin = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
qt = make_application("counter")
first = FirstWindow(qt, recall(folder, ""))
told = {"store": first.sign_in.store, "early": sorted(sys.modules.keys() & set(sys.argv[4].split()))}

def enter():
    first.sign_in.present(badge)
    if pin:
        first.sign_in.enter(badge, pin)
    told["busy"] = first.sign_in.busy

first.shown.connect(enter)
assert load_beside(qt, first, "staff.app")

async def rest(stop):
    import asyncio
    from staff import app
    from staff.settings import StaffSettings
    from shared.qt.agent import Agent
    from shared.qt.device import Device
    from shared.qt.tasks import settled
    from tests.staff import shop
    settings = StaffSettings(folder=folder, sounds=False)
    device = Device(settings, Agent(settings), shop.IDENTITY)
    opened = app.build(qt, device, settings, first)
    await settled()
    told.update(page=opened.counter.page, member=opened.counter.member, name=first.sign_in.name)
    told.update(problem=first.sign_in.problem, same=opened.window is first.window)
    await app.close(opened, device)
    return 0

assert run(qt, rest) == 0
print(json.dumps(told))
"""
LATER = "pydantic asyncio numpy cryptography httpx shared.cache.store staff.app"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A counter that has run before."""
    place = tmp_path / "counter"
    shop.fill(place, shop.items([])).close()
    credential.save(place, shop.IDENTITY)
    opening.keep(place, "", First("en", full_screen=False, store="As it was")._asdict())
    return place


def begin(folder: Path, badge: str, pin: str) -> dict[str, object]:
    """Start a counter, enter a badge and perhaps a PIN on its first frame, and tell what became of them."""
    words = [sys.executable, "-c", SIGN_IN, str(folder), badge, pin, LATER]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False, env=surroundings)
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_who_signs_in_before_the_counter_is_loaded_is_in_as_soon_as_it_is(folder: Path) -> None:
    told = begin(folder, shop.STAFF[0].badge, shop.PIN)
    assert told["early"] == [], "loaded before the first page"
    assert told["store"] == "As it was"
    assert told["busy"] is True
    assert (told["page"], told["member"]) == ("queue", shop.STAFF[0].name)
    assert told["same"] is True


def test_a_badge_scanned_before_the_counter_is_loaded_is_greeted_by_name(folder: Path) -> None:
    told = begin(folder, f"EVERYSHELF-B:{shop.STAFF[0].badge}", "")
    assert (told["page"], told["name"], told["problem"]) == ("sign-in", shop.STAFF[0].name, "")


def test_a_wrong_pin_entered_early_is_told(folder: Path) -> None:
    told = begin(folder, shop.STAFF[0].badge, "000000")
    assert told["page"] == "sign-in"
    assert "9 tries" in str(told["problem"])


def test_other_settings_or_a_damaged_file_are_not_believed(folder: Path) -> None:
    assert recall(folder, "") == First("en", full_screen=False, store="As it was")
    assert recall(folder, 'languages = ["de"]') is None
    (folder / opening.FILE).write_text('{"settings": "", "first": {"language": "en"}}', "utf-8")
    assert recall(folder, "") is None
