"""The watchdog, heard by a socket as systemd's."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from shared.qt.watchdog import Watchdog


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind(str(tmp_path / "notify"))
    heard.setblocking(False)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    monkeypatch.setenv("WATCHDOG_USEC", "90000")
    yield heard
    heard.close()


def words(heard: socket.socket) -> list[str]:
    found = []
    while True:
        try:
            found.append(heard.recv(100).decode())
        except BlockingIOError:
            return found


def test_a_window_that_draws_is_alive_and_one_that_does_not_is_not(
    qtbot: QtBot, manager: socket.socket
) -> None:
    window = QQuickWindow()
    window.resize(50, 50)
    window.show()
    dog = Watchdog(window)
    said: list[str] = []

    def alive() -> bool:
        said.extend(words(manager))
        return said.count("WATCHDOG=1") >= 2

    qtbot.waitUntil(alive, timeout=10_000)
    assert said[0] == "READY=1"

    window.frameSwapped.disconnect(dog._frame)  # as if the renderer hung while the loop turns
    dog._drawn = False
    words(manager)
    qtbot.wait(200)  # several deadlines
    assert words(manager) == []

    dog.close()
    assert words(manager) == ["STOPPING=1"]
    window.close()


def test_without_a_service_manager_it_does_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    window = QQuickWindow()
    dog = Watchdog(window)
    dog.close()
    window.close()
