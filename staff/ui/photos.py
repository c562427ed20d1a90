"""Photographs of the goods of the return in the making: taken by the counter's camera, or chosen as files."""

import tempfile
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.errors import RefusedInput
from shared.domain.order import MOST_PHOTOS
from shared.qt.tasks import run, spawn
from staff.photo import read_photo, take
from staff.ui.session import Session

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PhotosView(QObject):
    """The view model of the photographs."""

    changed = Signal()

    def __init__(self, session: Session, camera: str) -> None:
        super().__init__()
        self._session, self._camera = session, camera
        self.taken: list[str] = []  # SHA-256 of each

    @Property(list, notify=changed)
    def shown(self) -> list[str]:
        """The photographs by hash."""
        return list(self.taken)

    @Property(bool, constant=True)
    def camera(self) -> bool:
        """This counter has a camera."""
        return bool(self._camera)

    @Slot()
    def shoot(self) -> None:
        """Take a picture with the counter's camera."""
        spawn(self.expose())

    async def expose(self) -> None:
        """Let the camera's command take a picture, and keep it."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "photo.jpg"
            try:
                await run(take, self._camera, file)
            except RefusedInput as problem:
                self._session.say(str(problem), "danger")
            else:
                await self.keep(file)

    @Slot(str)
    def add(self, address: str) -> None:
        """A picture file was chosen."""
        spawn(self.keep(Path(QUrl(address).toLocalFile() or address)))

    async def keep(self, file: Path) -> None:
        """Keep a picture; it is sent by itself, also when the line is down now."""
        try:
            content = await run(read_photo, file)
            sha256 = await run(self._session.device.keep_picture, content)
        except RefusedInput as problem:
            self._session.say(str(problem), "danger")
            return
        if sha256 not in self.taken and len(self.taken) < MOST_PHOTOS:
            self.taken.append(sha256)
        self.changed.emit()

    @Slot(str)
    def drop(self, sha256: str) -> None:
        """Leave a picture out."""
        self.taken = [each for each in self.taken if each != sha256]
        self.changed.emit()

    def forget(self) -> None:
        """The next return begins without any."""
        self.taken = []
        self.changed.emit()
