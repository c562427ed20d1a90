"""The shopper's sentences: money, times, distances, availability and promises in the language in use."""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

from shared.domain.location import Location
from shared.domain.promise import Promise
from shared.domain.promising import next_opening
from shared.domain.states import FulfilmentState, Way
from shared.qt import formats
from shared.qt.formats import distance, in_pairs, money, tr
from shared.qt.formats import utc_now as now
from shared.qt.shop_words import ShopWords

__all__ = [
    "about",
    "availability",
    "bad_address",
    "clock",
    "distance",
    "in_pairs",
    "listed",
    "masked",
    "money",
    "now",
    "one_stop",
    "promise",
    "said",
    "state",
    "tr",
]
said = ShopWords()  # one for the program, as Qt's translators are
STALE: Final = timedelta(minutes=15)  # older stock figures say their age


def listed(parts: Iterable[str]) -> str:
    """Short words one after another, parted as the language does it."""
    return tr(", ").join(part for part in parts if part)


def clock(moment: datetime, zone: str) -> str:
    """The time of day at a place."""
    return formats.clock(moment, ZoneInfo(zone))


def day(moment: datetime, zone: str) -> str:
    """Today, tomorrow, or the weekday and date at a place."""
    local = moment.astimezone(ZoneInfo(zone)).date()
    ahead = (local - now().astimezone(ZoneInfo(zone)).date()).days
    if ahead <= 0:
        return tr("today")
    return tr("tomorrow") if ahead == 1 else _date(local)


def day_and_time(moment: datetime, zone: str) -> str:
    """The day and the time of day at a place."""
    time = clock(moment, zone)
    return _bound(tr("%1 at %2", day(moment, zone), time), time)


def span(length: timedelta) -> str:
    """A length of time in short words that stay on one line."""
    minutes = max(1, int(length.total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    if hours >= 24:
        said = tr("%n day(s)", n=hours // 24)
    else:
        said = tr("%1 h %2 min", hours, f"{rest:02}") if hours else tr("%1 min", minutes)
    return said.replace(" ", "\u00a0")


def about(amount: int, currency: str) -> str:
    """An amount without its cents where there are none."""
    return re.sub(r"[.,]00(?!\d)", "", money(amount, currency))


def availability(here: int, elsewhere: int, warehouse: int) -> tuple[str, str]:
    """Tone and words of a product tile's line."""
    if here > 0:
        return "here", tr("%n here now", n=here)
    if elsewhere > 0:
        return "elsewhere", tr("%n in other stores", n=elsewhere)
    if warehouse > 0:
        return "home", tr("Delivered to you")
    return "none", tr("Sold out for now")


def promise(
    given: Promise, places: dict[str, Location], here: str, articles: int = 1, shelves: Iterable[str] = ()
) -> dict[str, str]:
    """A promise as tone, title, sentence and note.

    For several ``articles`` it says how many there are of them, not how often one of them is there, and on which
    ``shelves`` they lie instead of the one of the promise.
    """
    place = places.get(given.location_id)
    source = places.get(given.source_id)
    zone = (place or source or places[here]).tz
    when = day_and_time(given.ready_at, zone) if given.ready_at else ""
    if given.way is Way.SHIP_HOME:
        tone, icon, title = "home", "truck", tr("Have it delivered")
        sentence = (
            tr("At your door %1.", day(given.ready_at, zone))
            if given.ready_at
            else tr("We tell you the day.")
        )
    elif given.way is Way.PICKUP and given.location_id == here:
        tone, icon, title = "here", "store", tr("Take it here")
        count = tr("%n here now", n=given.available)
        shelf = said(given.aisle)
        if articles > 1:
            count, shelf = tr("%n product(s), all here now", n=articles), " · ".join(map(said, shelves))
        sentence = (
            tr("%1 — %2.", count, shelf)
            if shelf
            else f"{count}."
            if articles > 1
            else tr("%1. We bring it to the counter.", count)
        )
    elif given.way is Way.PICKUP:
        tone, icon, title = (
            "elsewhere",
            "pin",
            tr("Collect at %1", place.name if place else given.location_id),
        )
        away = (
            f"{distance(given.distance_km)} {heading(places[here], place)}"
            if place
            else distance(given.distance_km)
        )
        sentence = (
            tr("%n there, %1", away, n=given.available)
            if articles == 1
            else listed([tr("%n product(s)", n=articles), away])
        )
        sentence += tr(" — ready %1.", when) if when else "."
    else:
        tone, icon = "elsewhere", "box"
        title = (
            tr("Collect here later")
            if given.location_id == here
            else tr("Sent to %1", place.name if place else "")
        )
        # The hub decides where it comes from when the order is placed, so no place is named.
        sentence = tr("We have it brought to the store")
        sentence += tr(" — ready %1.", when) if when else "."
    if place is not None and given.way is Way.PICKUP and given.location_id != here:
        sentence = f"{sentence} {opening(place, given.ready_at)}".strip()
    return {"tone": tone, "icon": icon, "title": title, "sentence": one_stop(sentence), "note": _note(given)}


def heading(here: Location, there: Location) -> str:
    """The direction to another place, on a compass of eight."""
    names = (
        tr("north"), tr("north-east"), tr("east"), tr("south-east"),
        tr("south"), tr("south-west"), tr("west"), tr("north-west"),
    )  # fmt: skip
    return names[round(here.bearing(there) / (math.pi / 4)) % 8]


def to_the_car(given: Promise, place: Location) -> dict[str, str]:
    """The same promise where the goods are brought out, as title, icon and sentence."""
    when = day_and_time(given.ready_at, place.tz) if given.ready_at else ""
    sentence = tr("Stay in your car: we bring it out")
    sentence += tr(" — ready %1.", when) if when else "."
    return {"icon": "car", "title": tr("Brought to your car at %1", place.name), "sentence": sentence}


def opening(place: Location, wanted: datetime | None = None) -> str:
    """Until when a place is open, or when it opens; empty for one that never closes or stays shut.

    Whoever is wanted there only later than that is told nothing of it.
    """
    hours = next_opening(place, now())
    if hours is None or hours[1] - hours[0] >= timedelta(hours=24):
        return ""
    if wanted is not None and (wanted > hours[1] or hours[0] > now()):
        return ""
    opens, closes = hours
    if opens > now():
        return tr("Opens %1.", day_and_time(opens, place.tz))
    time = clock(closes, place.tz)
    return tr("Open until %1.", time).replace(" ", "\u00a0")


def _bound(text: str, time: str) -> str:
    """A time never stands alone at the start of a line."""
    return text.replace(f" {time}", f"\u00a0{time}")


def _note(given: Promise) -> str:
    if given.provisional:
        return tr("The line is down. We keep your order and confirm it as soon as we can.")
    if given.as_of is not None and now() - given.as_of > STALE:
        return tr("Stock as known %1 ago.", span(now() - given.as_of))
    if given.order_before is not None and timedelta() < given.order_before - now() < timedelta(hours=3):
        return tr("If you order within %1.", span(given.order_before - now()))
    return ""


def state(value: FulfilmentState, way: Way) -> tuple[str, str, str]:
    """Tone, icon and words of a fulfilment's state as its shopper hears it."""
    if value in {FulfilmentState.READY, FulfilmentState.ARRIVED}:
        return "here", "check-circle", tr("Ready to collect")
    home = way is Way.SHIP_HOME
    words = {
        FulfilmentState.OPEN: ("soon", "hourglass", tr("Waiting to be picked")),
        FulfilmentState.PICKING: ("soon", "pick", tr("Being picked")),
        FulfilmentState.PACKED: ("elsewhere", "box", tr("Packed")),
        FulfilmentState.SHIPPED: (
            "home",
            "truck",
            tr("On its way to you") if home else tr("On its way to the store"),
        ),
        FulfilmentState.DELIVERED: ("here", "home", tr("Delivered")),
        FulfilmentState.COLLECTED: ("here", "handover", tr("Collected")),
        FulfilmentState.REJECTED: ("soon", "swap", tr("We look elsewhere")),
        FulfilmentState.EXPIRED: ("danger", "clock", tr("No longer kept")),
        FulfilmentState.CANCELLED: ("none", "close", tr("Cancelled")),
    }
    return words[value]


def one_stop(sentence: str) -> str:
    """A sentence with one full stop, also where it ends with an abbreviation: "1. Dez."."""
    return sentence.replace("..", ".")


def bad_address() -> str:
    """What is wrong with an e-mail address."""
    return tr("An e-mail address looks like name@example.com.")


def masked(text: str) -> str:
    """A phone number or address of which only the ends can be read."""
    if "@" in text:
        name, _, host = text.partition("@")
        return f"{name[:1]}•••@{host}"
    return f"{'•' * max(0, len(text) - 3)}{text[-3:]}"


def _date(value: date) -> str:
    return (
        QLocale().toString(QDate(value.year, value.month, value.day), tr("ddd d MMM")).replace(" ", "\u00a0")
    )
