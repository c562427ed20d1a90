"""Where the window's photographs come from."""

import os
from pathlib import Path
from queue import Queue

from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from shared.qt.pictures import Pictures

HERE, THERE = "a" * 64, "b" * 64
SOON = 10  # seconds


def _put(folder: Path, media: str, width: int) -> Path:
    file = folder / "photos" / media[:2] / f"{media}-{width}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"picture")
    os.utime(file, (1, 1))
    return file


def test_a_picture_in_the_folder_is_found_beside_the_window_and_counts_as_shown(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = _put(tmp_path, HERE, 320)
    pictures = Pictures(tmp_path)
    with qtbot.waitSignal(pictures.arrived) as arrived:
        first = pictures.url(HERE, 200)
    pictures.close()
    assert (first, arrived.args) == ("", [HERE])
    assert Path(QUrl(pictures.url(HERE, 300)).toLocalFile()) == file
    assert file.stat().st_mtime > 1


def test_a_first_page_has_its_picture_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    file = _put(tmp_path, HERE, 1080)
    pictures = Pictures(tmp_path)
    pictures.look_now(HERE)
    pictures.close()
    assert Path(QUrl(pictures.url(HERE, 1080)).toLocalFile()) == file


def test_a_wider_one_that_is_there_is_shown_and_nothing_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    narrow, wide = _put(tmp_path, HERE, 160), _put(tmp_path, HERE, 720)
    pictures = Pictures(tmp_path)
    asked: Queue[tuple[str, int]] = Queue()
    pictures.serve(lambda media, width: asked.put((media, width)))
    with qtbot.waitSignal(pictures.arrived):
        assert pictures.url(HERE, 300) == ""
    assert Path(QUrl(pictures.url(HERE, 300)).toLocalFile()) == wide
    with qtbot.waitSignal(pictures.arrived):
        assert pictures.url(HERE, 100) == ""
    assert Path(QUrl(pictures.url(HERE, 100)).toLocalFile()) == narrow
    assert pictures.url(HERE, 1000) == ""
    assert asked.get(timeout=SOON) == (HERE, 1080)
    assert asked.empty()
    pictures.close()


def test_what_is_missing_is_asked_for_once_and_again_when_it_could_not_be_had(
    qtbot: QtBot, tmp_path: Path
) -> None:
    pictures = Pictures(tmp_path)
    asked: Queue[tuple[str, int]] = Queue()
    pictures.serve(lambda media, width: asked.put((media, width)))
    for media in ("../secret", "/" * 64, THERE, THERE):
        assert pictures.url(media, 480) == ""
    assert asked.get(timeout=SOON) == (THERE, 480)
    pictures.arrive(THERE, 480, failed=True)
    assert pictures.url(THERE, 480) == ""
    assert asked.get(timeout=SOON) == (THERE, 480)
    pictures.arrive(THERE, 480)
    pictures.close()
    assert pictures.url(THERE, 480).endswith(f"{THERE}-480")
    assert asked.empty()


def test_who_comes_later_is_asked_for_what_was_missing_before(qtbot: QtBot, tmp_path: Path) -> None:
    pictures = Pictures(tmp_path)
    assert pictures.url(THERE, 160) == ""
    asked: Queue[tuple[str, int]] = Queue()
    pictures.serve(lambda media, width: asked.put((media, width)))
    assert asked.get(timeout=SOON) == (THERE, 160)
    pictures.close()
