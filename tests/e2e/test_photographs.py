"""Photographs between devices and hub: one taken without the line, and one wanted by a device that is new."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from shared.qt.device import open_device
from shared.settings import DeviceSettings
from shared.sync.uploads import Uploads
from tests.e2e.house import HubProcess, device, small_shop
from tests.kiosk.stage import play
from tests.waiting import until

PATIENCE = 40_000


def photograph() -> bytes:
    """Some JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#335577").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    small_shop(tmp_path / "hub")
    hub = HubProcess(tmp_path / "hub")
    hub.start()
    yield hub
    hub.stop()


def test_a_photograph_taken_offline_arrives(qtbot: QtBot, tmp_path: Path, hub: HubProcess) -> None:
    settings = hub.enrol("staff", "north", tmp_path / "counter")
    with device(settings) as counter:
        qtbot.waitUntil(lambda: counter.catalogue.stock("MUG") is not None, timeout=PATIENCE)
        hub.kill()
        sha256 = counter.keep_picture(photograph())
        assert counter.pictures.url(sha256, 160), "it is shown at once"
        hub.start()
        counter.poke()
        qtbot.waitUntil(lambda: not Uploads(settings.folder).waiting(), timeout=PATIENCE)
    answer = httpx.get(f"{hub.url}/v1/media/{sha256}").raise_for_status()
    assert hashlib.sha256(answer.content).hexdigest() == sha256


def test_a_device_that_has_just_been_enrolled_fetches_pictures(
    qapp: QGuiApplication, qtbot: QtBot, tmp_path: Path, hub: HubProcess
) -> None:
    settings = hub.enrol("staff", "north", tmp_path / "counter")
    with device(settings) as counter:
        sha256 = counter.keep_picture(photograph())
        qtbot.waitUntil(lambda: not Uploads(settings.folder).waiting(), timeout=PATIENCE)
    new = DeviceSettings.model_validate({"hub": hub.url, "folder": tmp_path / "kiosk", "role": "kiosk"})

    async def story() -> None:
        kiosk = await open_device(new, hub.code("kiosk", "north"))
        try:
            assert kiosk.pictures.url(sha256, 160) == ""
            await until(lambda: kiosk.pictures.url(sha256, 160) != "", "the picture", PATIENCE / 1000)
        finally:
            kiosk.close()

    play(qapp, story)
