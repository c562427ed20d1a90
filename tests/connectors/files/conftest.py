"""The samples with their pictures, and an empty hub."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from bus.database import Database
from bus.desk import schema

SAMPLES = Path(__file__).parent / "samples"
PICTURES = {
    "m/a/ma01-blue.jpg": (40, 90, 180),
    "m/a/ma01-red.jpg": (190, 40, 40),
    "g/b/gb01.jpg": (90, 90, 90),
    "g/b/copy.jpg": (90, 90, 90),  # the same bytes under another name
}


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A copy of the samples, with pictures in the Magento shop's media folder."""
    folder = tmp_path / "samples"
    shutil.copytree(SAMPLES, folder)
    for name, colour in PICTURES.items():
        path = folder / "magento" / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (24, 30), colour).save(path)
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty hub."""
    found = Database(f"sqlite:///{tmp_path / 'hub.db'}")
    found.write(schema.create)
    yield found
    found.close()
