"""Takes pictures into the hub's media folder: each once, by the SHA-256 of its bytes, with its size."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from bus.connectors.files.web import Web
from shared.domain.catalogue import Media
from shared.domain.errors import RefusedInput

KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}
MOST_BYTES, MOST_PIXELS = 30_000_000, 80_000_000
WEB = ("http://", "https://")
_FOLDERS = ("media", "media/catalog/product", "pub/media/catalog/product", "images", ".")


@dataclass(frozen=True)
class Kept:
    """A stored picture; width and height in pixels."""

    sha256: str
    width: int
    height: int


class Pictures:
    """Finds the pictures a feed names under its own folders and stores them as ``FOLDER/ab/abcdef….ext``."""

    def __init__(self, folder: Path, *, store: bool = True, web: Web | None = None) -> None:
        self._folder = folder
        self._web = web
        self._store = store
        self._known: dict[Path, Kept] = {}
        self._beside: dict[tuple[Path, str], Path | None] = {}
        self.taken: set[str] = set()

    def take(self, media: Media, roots: tuple[Path, ...]) -> Media:
        """The picture with its hash and size; RefusedInput says why it cannot be had."""
        if media.sha256 and not media.path:
            return media
        found = self._find(media.path, roots)
        kept = self._known.get(found)
        if kept is None:
            kept = self._known[found] = self._keep(found)
        self.taken.add(kept.sha256)
        return Media(sha256=kept.sha256, alt=media.alt, width=kept.width, height=kept.height)

    def fetch(self, paths: Iterable[str], tell: Callable[[str, int, int], None]) -> None:
        """Get the pictures of a feed that are on the web, if that was asked for."""
        if self._web is not None:
            self._web.fetch((path for path in paths if path.startswith(WEB)), tell)

    def _find(self, path: str, roots: tuple[Path, ...]) -> Path:
        if path.startswith(WEB):
            if self._web is not None:
                return self._web.find(path)
            raise RefusedInput(f"picture {path} is on the web: ask for it with --web-pictures")
        relative = path.replace("\\", "/").lstrip("/")
        for root in roots:
            for folder in _FOLDERS:
                base = (root / folder).resolve()
                wanted = (base / relative).resolve()
                if wanted.is_relative_to(base) and wanted.is_file():
                    return wanted
        raise RefusedInput(f"picture {path} is not in the feed's folder")

    def _keep(self, path: Path) -> Kept:
        kind, width, height = _looked_at(path)
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        target = self._folder / sha256[:2] / f"{sha256}.{kind}"
        if self._store and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, data)
        return Kept(sha256, width, height)


def _looked_at(path: Path) -> tuple[str, int, int]:
    """Suffix, width and height of a picture; RefusedInput when it is none that devices can show."""
    if path.stat().st_size > MOST_BYTES:
        raise RefusedInput(f"picture {path.name} is larger than {MOST_BYTES // 10**6} MB")
    try:
        with Image.open(path) as picture:
            kind, width, height = KINDS.get(picture.format or ""), picture.width, picture.height
            picture.verify()
    except Exception as problem:  # Pillow meets broken files with any exception
        raise RefusedInput(f"picture {path.name} cannot be read ({type(problem).__name__})") from problem
    if kind is None or width * height > MOST_PIXELS:
        what = "has too many pixels" if kind else f"is none of {', '.join(KINDS)}"
        raise RefusedInput(f"picture {path.name} {what}")
    return kind, width, height


def _write(target: Path, data: bytes) -> None:
    """Whole or not at all: a hub may be serving the folder meanwhile."""
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
        part.write(data)
    Path(part.name).chmod(0o644)
    Path(part.name).replace(target)
