"""A row of the queue in words: a job of an order, or an errand."""

from collections.abc import Mapping

from shared.qt.formats import in_pairs, tr
from staff import return_words, words
from staff.errands import Errand
from staff.ui.session import Session
from staff.work import Job, Task, Urgency, minutes, urgency

ROLES = (
    *("key", "code", "title", "detail", "promise", "tone", "age", "taskWord", "iconName"),
    *("stateWord", "stateTone", "stateIcon", "claimedBy", "pieces", "customerHere", "mine"),
)


def draw(thing: Job | Errand, session: Session, names: Mapping[str, str]) -> tuple[object, ...]:
    """Values by role; ``names`` by staff id."""
    return _job(thing, session, names) if isinstance(thing, Job) else _errand(thing, session)


def _job(job: Job, session: Session, names: Mapping[str, str]) -> tuple[object, ...]:
    order, fulfilment, now = job.order, job.fulfilment, session.now()
    wanted = {part.line_id for part in fulfilment.parts}
    lines = [line for line in order.lines if line.id in wanted]
    first = lines[0] if lines else None
    if first and order.language != session.language:
        first = session.in_words(first)
    goods = first.name if first else ""
    task_word, task_icon = words.task(job.task)
    contact = order.contact.name if order.contact else ""
    return (
        job.key,
        in_pairs(order.code),
        contact or in_pairs(order.code),
        tr("%1 and %2 more", goods, len(lines) - 1) if len(lines) > 1 else goods,
        words.promise(job, now, session.zone),
        urgency(job, now).value,
        words.span(minutes(order.placed_at, now)),
        task_word,
        task_icon,
        *words.state(fulfilment.state),
        names.get(fulfilment.claimed_by, fulfilment.claimed_by),
        job.pieces,
        job.customer_here,
        bool(fulfilment.claimed_by) and fulfilment.claimed_by == session.by,
    )


def _errand(errand: Errand, session: Session) -> tuple[object, ...]:
    word, icon = words.task(errand.task)
    title, detail, _ = about(errand, session)
    waits = words.span(minutes(errand.since, session.now()))
    tone = Urgency.LATE if errand.task is Task.CALL else Urgency.CALM
    values = (errand.key, "", title, detail, tr("Waits for %1", waits), tone.value, waits, word, icon)
    return (*values, "", tone.value, icon, "", errand.pieces, False, False)


def about(errand: Errand, session: Session) -> tuple[str, str, str]:
    """What an errand is, more about it, and what Enter does."""
    places = session.device.catalogue.locations()
    place = places[errand.place].name if errand.place in places else errand.place
    pieces = tr("%n piece(s)", n=errand.pieces)
    if errand.task is Task.CALL:
        return tr("Call from %1", place or tr("a kiosk")), tr("A shopper wants help"), tr("I am going")
    if errand.task is Task.SEND:
        return tr("Transfer to %1", place), pieces, tr("Open shipping")
    if errand.task is Task.RECEIVE:
        return tr("Transfer from %1", place), pieces, tr("Open shipping")
    why = " ".join(return_words.flag(flag) for flag in errand.flags)
    return tr("Return to decide"), why or tr("%1, announced", pieces), tr("Open returns")
