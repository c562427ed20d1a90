"""What goes wrong around the programs gets one clear line that says what to do, and no traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.qmllint import ROOT


def run(*words: str, **environment: str) -> tuple[int, str]:
    """Run a program of ours; its exit code and everything it said."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def one_line(said: str, *wanted: str) -> None:
    assert "Traceback" not in said
    lines = [line for line in said.splitlines() if all(word in line for word in wanted)]
    assert len(lines) == 1, said


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, said = run("bus", "--folder", str(tmp_path / "hub"), "--port", port)
    assert code == 2
    one_line(said, f"port {port}", "stop the program that holds it")


@pytest.mark.parametrize("program", ["kiosk", "staff"])
def test_a_device_that_is_not_enrolled(program: str, tmp_path: Path) -> None:
    settings = tmp_path / "device.toml"
    settings.write_text(f'folder = "{tmp_path / "device"}"\nrole = "{program}"\n')
    code, said = run(program, "--settings", str(settings))
    assert code == 2
    one_line(said, "no enrolled device", "--enrol CODE")


@pytest.mark.parametrize(
    ("text", "word"),
    [("folder = ", "not readable as TOML"), ('huub = "x"', "huub"), ("photo_cache_mb = 1", "photo_cache_mb")],
)
@pytest.mark.parametrize("program", ["kiosk", "staff", "bus"])
def test_wrong_settings(program: str, text: str, word: str, tmp_path: Path) -> None:
    settings = tmp_path / "wrong.toml"
    settings.write_text(text)
    code, said = run(program, "--settings", str(settings))
    assert code == 2
    one_line(said, str(settings), word)


def test_no_settings_file(tmp_path: Path) -> None:
    code, said = run("kiosk", "--settings", str(tmp_path / "none.toml"))
    assert code == 2
    one_line(said, "no such settings file")


def test_a_feed_that_is_no_feed(tmp_path: Path) -> None:
    feed = tmp_path / "holiday.csv"
    feed.write_bytes(b"\xff\xd8\xff\xe0 not a feed at all")
    code, said = run("bus.connectors.files", str(feed), "--into", str(tmp_path / "hub"))
    assert code == 2
    one_line(said, "import: ", "holiday.csv", "this is no feed")


def test_no_display(tmp_path: Path) -> None:
    settings = tmp_path / "device.toml"
    settings.write_text(f'folder = "{tmp_path / "device"}"\n')
    code, said = run(
        "kiosk", "--settings", str(settings), QT_QPA_PLATFORM="xcb", DISPLAY="", WAYLAND_DISPLAY=""
    )
    assert code == 2
    one_line(said, "no display", "desktop session")


def test_a_shop_that_is_not_there(tmp_path: Path) -> None:
    code, said = run("bus.demo", "--headless", "--shop", str(tmp_path / "nowhere"))
    assert code == 2
    one_line(said, "nowhere")


def test_an_outbox_without_a_hub_folder(tmp_path: Path) -> None:
    code, said = run("bus.stream", "status", "--folder", str(tmp_path / "none"))
    assert code == 2
    one_line(said, "--folder")
