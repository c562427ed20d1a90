"""Product pictures by content hash, scaled down on demand and kept."""

import re
import tempfile
from pathlib import Path

from PIL import Image

WIDTHS = (160, 320, 480, 720, 1080)
_HASH = re.compile(r"^[0-9a-f]{64}$")


class MediaStore:
    """Pictures of a folder, stored as ``ab/abcdef….ext``; scaled ones beside them in ``scaled/WIDTH/``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, sha256: str, width: int | None = None) -> Path | None:
        """The file of a picture, scaled to the next of ``WIDTHS`` for a width; None: no such one."""
        if not _HASH.match(sha256):
            return None
        original = next((self._folder / sha256[:2]).glob(f"{sha256}.*"), None)
        if original is None or width is None:
            return original
        fitting = next((w for w in WIDTHS if w >= width), WIDTHS[-1])
        return self._scaled(original, fitting)

    def _scaled(self, original: Path, width: int) -> Path:
        target = self._folder / "scaled" / str(width) / original.name
        if target.exists():
            return target
        with Image.open(original) as picture:
            if picture.width <= width:
                return original
            height = round(picture.height * width / picture.width)
            small = picture.convert("RGBA" if picture.mode in {"RGBA", "LA", "P"} else "RGB")
            small = small.resize((width, height), Image.Resampling.LANCZOS)
            if original.suffix.lower() in {".jpg", ".jpeg"}:
                small = small.convert("RGB")
            target.parent.mkdir(parents=True, exist_ok=True)
            # A reader must never meet half a picture.
            with tempfile.NamedTemporaryFile(dir=target.parent, suffix=original.suffix, delete=False) as part:
                small.save(part, quality=85)
            Path(part.name).replace(target)
        return target
