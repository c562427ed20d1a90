"""Photographs at a return: made small, kept by hash, shown at once, sent when the line is there."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from shared.domain.errors import RefusedInput
from shared.domain.states import FulfilmentState
from shared.sync.uploads import MOST_BYTES, Uploads
from staff.photo import SIDE, read_photo
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import line, order

CTRL = Qt.KeyboardModifier.ControlModifier
MIA = order("mia", line(1, "1-S"), state=FulfilmentState.COLLECTED)


def picture(file: Path, width: int = 2_000, height: int = 1_500) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(QColor("#884422"))
    image.setText("Comment", "taken at home")
    assert image.save(str(file))
    return file


def test_a_picture_becomes_small_and_says_nothing_of_its_maker(tmp_path: Path) -> None:
    content = read_photo(picture(tmp_path / "large.png"))
    made = QImage.fromData(content)
    assert (made.width(), made.height()) == (SIDE, SIDE * 3 // 4)
    assert len(content) <= MOST_BYTES
    assert b"taken at home" not in content


def test_what_is_no_picture_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"no picture")
    with pytest.raises(RefusedInput, match="cannot be read"):
        read_photo(tmp_path / "x.jpg")
    with pytest.raises(RefusedInput, match="cannot be read"):
        read_photo(tmp_path / "missing.jpg")


def test_photographs_travel_with_the_return_and_wait_for_the_line(play: Play, tmp_path: Path) -> None:
    shot = picture(tmp_path / "shot.png")

    async def story(desk: Desk) -> None:
        desk.hear_hub(online=False)
        await desk.press(Qt.Key.Key_F4)
        await desk.scan("EVERYSHELF:" + MIA.code)
        await desk.photos.keep(shot)
        await desk.photos.keep(tmp_path / "missing.png")
        assert desk.counter.note == "This picture cannot be read."
        await desk.player.until(lambda: desk.item("photo-0").property("ready"), "the picture")
        await desk.press(Qt.Key.Key_5)
        await desk.enter()
        (made,) = [desk.said(entry) for entry in desk.device.outbox.pending()]
        waiting = Uploads(desk.settings.folder).waiting()
        assert list(made.photos) == [sha256 for sha256, _ in waiting]
        assert hashlib.sha256(waiting[0][1].read_bytes()).hexdigest() == made.photos[0]

    play(story, MIA)


def test_the_counters_camera_takes_it(play: Play, tmp_path: Path) -> None:
    shot = picture(tmp_path / "shot.png", 300, 300)

    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F4)
        await desk.scan("EVERYSHELF:" + MIA.code)
        await desk.press(Qt.Key.Key_F, CTRL)
        assert len(desk.photos.shown) == 1
        await desk.tap("photo-drop-0")
        assert desk.photos.shown == []
        shot.unlink()
        await desk.press(Qt.Key.Key_F, CTRL)
        assert desk.counter.note.startswith("The camera does not answer")

    play(story, MIA, camera=f"cp '{shot}' {{file}}")
