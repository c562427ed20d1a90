"""The kiosk's window with its first page, which stands before the device, the search and asyncio are loaded."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from kiosk.first import First, recall
from kiosk.ui.kiosk import Kiosk
from kiosk.ui.pace import Pace
from shared.qt.curtain import Curtain, shrunk
from shared.qt.opening import Opening
from shared.qt.pictures import Pictures
from shared.qt.start import Start

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.settings import DeviceSettings


class FirstWindow(Opening):
    """Shows the first page, behind its curtain until the first photograph is there; keep it as long as it is shown."""

    def __init__(
        self,
        app: QGuiApplication,
        first: First,
        curtain: Curtain | None = None,
        pictures: Pictures | None = None,
    ) -> None:
        """``pictures``: where there is a device already, its own."""
        super().__init__(app, "first page")
        self.waits = not first.glimpse.posters  # for its first photograph
        pictures = pictures or Pictures(first.folder)
        for poster in first.glimpse.posters[:1]:
            pictures.look_now(poster["media"])
        self.kiosk = Kiosk(
            _fitted(app, first.panel),
            first.languages,
            first.idle_seconds,
            pictures,
            first.glimpse,
            self.language.use,
        )
        self.open("kiosk.ui", {"kiosk": self.kiosk, "behind": curtain is not None}, curtain)
        self._pace = Pace()
        for filter_ in (self.kiosk.idle, self._pace):
            self.window.installEventFilter(filter_)
        self.kiosk.access.language_changed.connect(self.engine.retranslate)
        self.kiosk.access.changed.connect(self._set_pace)

    def lifted(self, curtain: Curtain) -> None:
        """A touch that fell on the curtain wakes the kiosk."""
        if curtain.touched:
            self.kiosk.wake()

    def _set_pace(self) -> None:
        self._pace.slow = self.kiosk.access.slow


def _fitted(app: QGuiApplication, panel: dict[str, Any]) -> dict[str, Any]:
    """The panel drawn smaller where a window of its size does not fit the screen, as on a desk."""
    size = QSize(panel["width_px"], panel["height_px"])
    scale = 1.0 if panel["full_screen"] else shrunk(app, size)
    if scale == 1:
        return panel
    pixels = {name: round(panel[name] * scale) for name in ("width_px", "height_px")}
    return {**panel, **pixels, "px_per_mm": panel["px_per_mm"] * scale}


def open_page(begun: Start, load: "Callable[[], DeviceSettings]") -> FirstWindow:
    """The window of a start: as the last run kept it, or else by the settings, which take a while to check."""
    return FirstWindow(begun.app, recall(begun.folder, begun.written) or First.of(load()), begun.curtain)
