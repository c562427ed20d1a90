"""The counter's window with its sign-in page, which stands before the device and all other pages are loaded."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from shared.qt.curtain import Curtain
from shared.qt.opening import Opening
from shared.qt.start import Start
from staff.first import First, recall
from staff.ui.sign_in import SignInView

if TYPE_CHECKING:
    from collections.abc import Callable

    from staff.settings import StaffSettings


class FirstWindow(Opening):
    """Shows the sign-in page; what is entered there is tried as soon as somebody can check it."""

    def __init__(
        self, app: QGuiApplication, first: First, curtain: Curtain | None = None, **extra: object
    ) -> None:
        """``extra`` are properties of the window."""
        super().__init__(app, "sign-in page")
        self.language.use(first.language)
        self.sign_in = SignInView(first.store)
        self.open("staff.ui", {"signIn": self.sign_in, **extra}, curtain)
        if first.full_screen:
            self.window.showFullScreen()

    def lifted(self, curtain: Curtain) -> None:
        """What was typed or scanned before the curtain is the first field's."""
        if typed := curtain.typed.strip():
            self.sign_in.present(typed)


def open_page(begun: Start, load: "Callable[[], StaffSettings]") -> FirstWindow:
    """The window of a start: as the last run kept it, or else by the settings, which take a while to check."""
    return FirstWindow(begun.app, recall(begun.folder, begun.written) or First.of(load()), begun.curtain)
