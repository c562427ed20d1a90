"""Photographs for QML: a file's address by media hash, and a word when a missing one has arrived."""

from PySide6.QtCore import QObject, Signal, Slot

from shared.qt.device import Device


class Pictures(QObject):
    """What ``Theme.pictures`` wants; files are read and scaled outside Python."""

    arrived = Signal(str)

    def __init__(self, device: Device) -> None:
        super().__init__()
        self._device = device
        device.picture.connect(self.arrived)

    @Slot(str, int, result=str)
    def url(self, media: str, width: int) -> str:
        """The file's URL, or "" while it is fetched."""
        return self._device.photo(media, width)
