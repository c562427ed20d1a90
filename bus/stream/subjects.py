"""Every stream and subject of the bus in one place."""

from dataclasses import dataclass

ROOT = "everyshelf"
SOURCE = "urn:everyshelf:hub"


@dataclass(frozen=True)
class Stream:
    """A JetStream stream: its name, the subjects it keeps and for how long (days, 0 for ever)."""

    name: str
    subjects: tuple[str, ...]
    days: int = 0


EVENTS = Stream("EVENTS", (f"{ROOT}.event.>",), days=30)
STREAMS = (EVENTS,)  # dead letters are kept in the record, beside what waits


def event_subject(event_type: str) -> str:
    """The subject of an event type: ``order.placed`` is kept at ``everyshelf.event.order.placed``."""
    return f"{ROOT}.event.{event_type}"
