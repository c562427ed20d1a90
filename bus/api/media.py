"""Product pictures by content hash, scaled down on demand and kept."""

import hashlib
import io
import re
import tempfile
from pathlib import Path

from PIL import Image, UnidentifiedImageError

WIDTHS = (160, 320, 480, 720, 1080)
MOST_PIXELS = 2_400  # a side of what devices send
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

    def put(self, sha256: str, content: bytes) -> None:
        """Keep a photograph; ValueError when its hash is another, or it is no JPEG of a reasonable size."""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ValueError("the picture's SHA-256 is another")
        try:
            with Image.open(io.BytesIO(content), formats=["JPEG"]) as picture:
                width, height = picture.size
                if max(width, height) > MOST_PIXELS:
                    raise ValueError(f"the picture is larger than {MOST_PIXELS} pixels")
                picture.load()
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as problem:
            raise ValueError("the picture is no JPEG") from problem
        target = self._folder / sha256[:2] / f"{sha256}.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
            part.write(content)
        Path(part.name).replace(target)

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
