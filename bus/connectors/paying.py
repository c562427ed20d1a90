"""What every payment provider's connector does: links made once, asked about until they end, cancelled, refunded.

An adapter (``stripe``, ``payu``) translates five calls and one notification; when each is made is decided here, from
what the order says now. So late, doubled and lost events do no harm, and nothing is charged twice: before anything is
made again, the provider is asked for it by the key that it was made with.
"""

import asyncio
from abc import abstractmethod
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from pydantic import Field
from sqlalchemy import Connection, select, update

from bus.connectors.contract import Connector, Event, Intake, LaterError, PoisonError, UnansweredError, Work
from bus.desk.lookup import order_with_link
from bus.desk.schema import pay_link
from shared.domain.base import Model, new_id
from shared.domain.order import Order
from shared.domain.paying import NoteLink, NoteRefund
from shared.domain.payment import LinkRefund, PayLink
from shared.domain.states import LinkState
from shared.settings import Settings

AT_ONCE = 8
YOUNG, SOON, SELDOM, LONGEST = timedelta(minutes=3), 3.0, 20.0, 60.0  # seconds between two questions


class PaySettings(Settings):
    """What every provider's settings have."""

    api: str = Field(pattern=r"^https?://", description="base address of the provider")
    minutes: int = Field(30, ge=1, le=10_080, description="a link can be paid so long")
    timeout_seconds: float = Field(15.0, gt=0, le=60)


@dataclass(frozen=True)
class Wish:
    """A link to be made; ``link.id`` is the key that makes it once."""

    link: PayLink
    order: Order
    ends_at: datetime


class Seen(Model):
    """What a provider says about a link; ``amount`` in minor units where it says one."""

    state: LinkState
    reference: str = ""
    url: str = ""
    amount: int | None = None
    reason: str = ""


class Paying(Connector):
    """The part of a payment connector that is the same for all providers."""

    pays = True
    events = ("payment.link",)
    attend_seconds = 1.0

    def __init__(self, settings: PaySettings) -> None:
        self._lasts = timedelta(minutes=settings.minutes)

    # --- what an adapter translates; each may raise LaterError, UnansweredError or PoisonError -------------------

    @abstractmethod
    async def create(self, wish: Wish) -> Seen:
        """Make a link, with its id as the key of idempotency."""

    async def find(self, link: PayLink) -> Seen | None:  # noqa: ARG002 - where the provider can be asked so
        """The link that an earlier ``create`` made, whose answer was lost."""
        return None

    @abstractmethod
    async def look(self, link: PayLink) -> Seen:
        """Ask how a link stands."""

    @abstractmethod
    async def cancel(self, link: PayLink) -> Seen:
        """Cancel a link, and say how it stands then: one that was paid meanwhile is paid."""

    @abstractmethod
    async def refund(self, link: PayLink, refund: LinkRefund, currency: str) -> None:
        """Give money back once, by the refund's id; LaterError while it is under way, PoisonError when refused."""

    @abstractmethod
    def heard(self, body: dict[str, object]) -> tuple[str, Seen] | None:
        """The link's id and what a notification says about it; None: nothing of interest."""

    async def page(self, order: Order, link: PayLink) -> tuple[str, dict[str, str]] | None:  # noqa: ARG002
        """The hub's own page on which a link is paid, with its headers; None where the provider has one."""
        return None

    # --- when -------------------------------------------------------------------------------------------------

    async def deliver(self, event: Event, work: Work) -> None:
        order = await work.order(event.subject)
        link = find_link(order, str(event.data["link"]["id"]))
        if order is None or link is None or link.provider != self.name:
            return
        if link.withdrawn and link.state is not LinkState.PAID:
            await self._end(work, order, link)
        elif link.live and not link.reference:
            await self._make(work, order, link)
        told = {str(refund["id"]) for refund in event.data["link"]["refunds"]}
        refused = None
        for refund in link.refunds:
            if refund.id in told and refund.state != "done":
                try:
                    await self._refund(work, order, link, refund)
                except PoisonError as problem:  # the others are given back all the same
                    refused = problem
        if refused is not None:
            raise refused

    async def take(self, intake: Intake, work: Work) -> None:
        heard = self.heard(intake.body)
        if heard is None:
            return
        payment_id, seen = heard
        order_id = await work.read(lambda c: order_with_link(c, self.name, payment_id))
        order = await work.order(order_id) if order_id else None
        link = find_link(order, payment_id)
        if order is None or link is None:
            raise PoisonError("it is about a payment that was not asked for here")
        await self._note(work, order, link, seen)

    async def attend(self, work: Work) -> None:
        """Ask about every link whose time has come; one that nobody answers for is unknown."""
        query = (
            select(pay_link)
            .where(pay_link.c.provider == self.name, pay_link.c.ask_at <= datetime.now(UTC))
            .order_by(pay_link.c.ask_at)
            .limit(AT_ONCE)
        )
        rows = await work.read(lambda c: c.execute(query).all())
        await asyncio.gather(*(self._ask_about(work, row.order_id, row.id, row.unanswered) for row in rows))

    async def _ask_about(self, work: Work, order_id: str, payment_id: str, unanswered: int) -> None:
        order = await work.order(order_id)
        link = find_link(order, payment_id)
        if order is None or link is None or not link.live:
            return
        answered = not link.reference or await self._ask(work, order, link)
        unanswered = 0 if answered else unanswered + 1
        pause = _pause(link, unanswered)
        await work.write(partial(_ask_again, payment_id=link.id, pause=pause, unanswered=unanswered))

    async def _make(self, work: Work, order: Order, link: PayLink) -> None:
        wish = Wish(link, order, datetime.now(UTC) + self._lasts)
        try:
            seen = await self.find(link) or await self.create(wish)
        except UnansweredError as lost:
            await self._note(work, order, link, Seen(state=LinkState.UNKNOWN, reason=str(lost)))
            raise
        except PoisonError as refused:
            await self._note(work, order, link, Seen(state=LinkState.DECLINED, reason=str(refused)))
            raise
        await self._note(work, order, link, seen, wish.ends_at)

    async def _ask(self, work: Work, order: Order, link: PayLink) -> bool:
        """Whether the provider answered."""
        over = link.expires_at is not None and datetime.now(UTC) >= link.expires_at
        try:
            seen = await (self.cancel(link) if over or link.withdrawn else self.look(link))
            await self._note(work, order, link, seen)
        except (LaterError, PoisonError) as lost:
            await self._note(work, order, link, Seen(state=LinkState.UNKNOWN, reason=str(lost)))
            return False
        return True

    async def _end(self, work: Work, order: Order, link: PayLink) -> None:
        try:
            found = link if link.reference else await self._found(link)
            seen = await self.cancel(found) if found else Seen(state=LinkState.CANCELLED)
        except UnansweredError as lost:
            await self._note(work, order, link, Seen(state=LinkState.UNKNOWN, reason=str(lost)))
            raise
        await self._note(work, order, link, seen)

    async def _found(self, link: PayLink) -> PayLink | None:
        seen = await self.find(link)
        return link.model_copy(update={"reference": seen.reference}) if seen else None

    async def _refund(self, work: Work, order: Order, link: PayLink, refund: LinkRefund) -> None:
        about = {"order_id": order.id, "payment_id": link.id, "refund_id": refund.id}
        try:
            await self.refund(link, refund, order.currency)
        except PoisonError as refused:
            failed = NoteRefund.model_validate(about | {"state": "failed", "reason": str(refused)})
            await work.act("payment.refund_seen", failed, new_id())
            raise
        done = NoteRefund.model_validate(about | {"state": "done"})
        await work.act("payment.refund_seen", done, new_id())

    async def _note(
        self, work: Work, order: Order, link: PayLink, seen: Seen, ends_at: datetime | None = None
    ) -> None:
        if seen.state is LinkState.PAID and seen.amount not in {None, link.amount}:
            raise PoisonError(f"the provider says {seen.amount} was paid of {link.amount}")
        state = seen.state
        if state is LinkState.CANCELLED and not link.withdrawn:  # nobody here did
            over = link.expires_at is not None and datetime.now(UTC) >= link.expires_at
            state = LinkState.EXPIRED if over else LinkState.DECLINED
        same = state is link.state and seen.reason == link.reason and seen.url in {"", link.url}
        if same and (link.reference or not seen.reference):
            return
        body = NoteLink(
            order_id=order.id,
            payment_id=link.id,
            state=state,
            url=seen.url,
            reference=seen.reference,
            expires_at=ends_at,
            reason=seen.reason,
        )
        await work.act("payment.seen", body, new_id())


def find_link(order: Order | None, payment_id: str) -> PayLink | None:
    """A link of an order, None when there is no such one."""
    return next((link for link in order.payment.links if link.id == payment_id), None) if order else None


def _pause(link: PayLink, unanswered: int) -> float:
    """Seconds until the next question: soon while a shopper may stand there, ever longer while nobody answers."""
    if unanswered:
        return min(LONGEST, 2.0**unanswered)
    return SOON if datetime.now(UTC) - link.asked_at < YOUNG else SELDOM


def _ask_again(conn: Connection, payment_id: str, pause: float, unanswered: int) -> None:
    mine = (pay_link.c.id == payment_id, pay_link.c.ask_at.is_not(None))
    at = datetime.now(UTC) + timedelta(seconds=pause)
    conn.execute(update(pay_link).where(*mine).values(ask_at=at, unanswered=unanswered))
