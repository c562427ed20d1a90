"""A photograph taken at a counter while the line is down reaches the hub by itself."""

import hashlib
import io
from pathlib import Path

import httpx
from PIL import Image
from pytestqt.qtbot import QtBot

from shared.sync.uploads import Uploads
from tests.e2e.house import HubProcess, device, small_shop

PATIENCE = 40_000


def test_a_photograph_taken_offline_arrives(qtbot: QtBot, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#335577").save(out, "JPEG")
    small_shop(tmp_path / "hub")
    hub = HubProcess(tmp_path / "hub")
    hub.start()
    try:
        settings = hub.enrol("staff", "north", tmp_path / "counter")
        with device(settings) as counter:
            qtbot.waitUntil(lambda: counter.catalogue.stock("MUG") is not None, timeout=PATIENCE)
            hub.kill()
            sha256 = counter.keep_picture(out.getvalue())
            assert counter.pictures.url(sha256, 160), "it is shown at once"
            hub.start()
            counter.poke()
            qtbot.waitUntil(lambda: not Uploads(settings.folder).waiting(), timeout=PATIENCE)
        answer = httpx.get(f"{hub.url}/v1/media/{sha256}").raise_for_status()
        assert hashlib.sha256(answer.content).hexdigest() == sha256
    finally:
        hub.stop()
