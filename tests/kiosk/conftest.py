"""The kiosk's fixtures."""

import shutil
from pathlib import Path

import pytest

from tests.kiosk.shelf import furnish


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A device's folder with the small shop; copied for each test."""
    folder: Path = tmp_path_factory.mktemp("kiosk") / "device"
    furnish(folder)
    return folder


@pytest.fixture
def folder(furnished: Path, tmp_path: Path) -> Path:
    """A test's own device folder."""
    return Path(shutil.copytree(furnished, tmp_path / "device", symlinks=True))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt says this of itself when a window closes while a list comes to rest on a busy machine."""
    for item in items:
        if "tests/kiosk" in str(item.path):
            item.add_marker(pytest.mark.qt_log_ignore("QUnifiedTimer::stopAnimationDriver", extend=True))
