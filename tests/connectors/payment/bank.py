"""A small payment provider that keeps its books in this process, to try the rules of paying on."""

from dataclasses import dataclass, field
from typing import Any

from bus.connectors.contract import LaterError, PoisonError, UnansweredError
from bus.connectors.paying import Paying, PaySettings, Seen, Wish
from shared.domain.payment import LinkRefund, PayLink
from shared.domain.states import LinkState

BOOKS: dict[str, "Books"] = {}


@dataclass
class Books:
    """What the bank knows, over restarts of its connector; ``mood``: away, mute (does it, says nothing), strict."""

    mood: str = ""
    payments: dict[str, Seen] = field(default_factory=dict)
    refunds: dict[str, int] = field(default_factory=dict)
    made: int = 0
    refunded: int = 0
    which: str = "bank"
    url: str = "http://bank.example"


class Bank(Paying):
    """One line of the books a link; its reference is the link's id."""

    def __init__(self, settings: PaySettings, books: Books) -> None:
        super().__init__(settings)
        self._books = books

    async def create(self, wish: Wish) -> Seen:
        self._here()
        url = f"{self._books.url}/{wish.link.id}"
        self._books.made += 1
        seen = Seen(state=LinkState.OPEN, reference=wish.link.id, url=url, amount=wish.link.amount)
        self._books.payments[wish.link.id] = seen
        return self._said(seen)

    async def find(self, link: PayLink) -> Seen | None:
        self._here()
        return self._books.payments.get(link.id)

    async def look(self, link: PayLink) -> Seen:
        self._here()
        return self._said(self._books.payments[link.reference])

    async def cancel(self, link: PayLink) -> Seen:
        self._here()
        seen = self._books.payments[link.reference]
        if seen.state is LinkState.OPEN:
            seen = self.put(link.reference, LinkState.CANCELLED)
        return self._said(seen)

    async def refund(self, link: PayLink, refund: LinkRefund, currency: str) -> None:  # noqa: ARG002 - of the books
        self._here()
        if self._books.mood == "strict":
            raise PoisonError("the account is closed")
        if refund.id not in self._books.refunds:
            self._books.refunds[refund.id] = refund.amount
            self._books.refunded += 1
        self._said(self._books.payments[link.reference])

    def heard(self, body: dict[str, Any]) -> tuple[str, Seen] | None:  # noqa: ARG002 - it never calls
        return None

    def put(self, reference: str, state: LinkState) -> Seen:
        """What a shopper or the bank makes of a payment."""
        seen = self._books.payments[reference].model_copy(update={"state": state})
        self._books.payments[reference] = seen
        return seen

    def _here(self) -> None:
        if self._books.mood == "away":
            raise LaterError("the bank is shut")

    def _said(self, seen: Seen) -> Seen:
        if self._books.mood == "mute":
            raise UnansweredError("no answer")
        return seen


def make(values: dict[str, Any]) -> Bank:
    """The connector of a settings file."""
    book = BOOKS[values.pop("book")]
    return Bank(PaySettings.model_validate(values), book)
