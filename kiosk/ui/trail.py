"""The way a shopper took through the pages, and where "back" leads."""

from typing import Final

PAGES: Final = (
    "attract", "home", "search", "product", "basket", "how", "contact", "review", "pay", "done", "collect", "keeper"
)  # fmt: skip
STEPS: Final = ("how", "contact", "review")  # between basket and order
FIRST: Final = "attract"


class Trail:
    """Pages from the first to the one shown, each at most once."""

    def __init__(self) -> None:
        self._pages = [FIRST]

    @property
    def page(self) -> str:
        """The page shown."""
        return self._pages[-1]

    def go(self, page: str) -> None:
        """Show a page."""
        self._pages = [FIRST] if page == FIRST else [*(p for p in self._pages if p != page), page]

    def back(self) -> bool:
        """One page back; whether there was one."""
        if len(self._pages) > 1:
            self._pages.pop()
            return True
        return False

    def reconsider(self) -> None:
        """A basket changed on the way to the order is not ordered before its ways were looked at again."""
        if self.page not in STEPS:
            self._pages = [page for page in self._pages if page not in STEPS]

    def ordered(self) -> None:
        """Nothing of the order's making can be gone back to."""
        self._pages = [FIRST, "home", "done"]
