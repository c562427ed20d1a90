"""The ways to get a whole basket: as chosen, all of it at one place, brought out to a car, or sent home."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.ui import words
from kiosk.ui.basket_lines import Item, latest
from shared.cache.catalogue import Catalogue
from shared.domain.location import Location
from shared.domain.promise import Promise
from shared.domain.states import Way

OTHER_WAYS: Final = 4  # offered beside what the shopper has chosen
CURBSIDE: Final = "curbside"  # among the services of a store that brings goods out


@dataclass(frozen=True)
class Option:
    """Promises by line id; ``curbside``: what is collected is brought out to the car."""

    promises: dict[str, Promise]
    curbside: bool = False

    @property
    def ways(self) -> dict[str, tuple[Way, str]]:
        """How and where each line is to be had, whatever else its promise says."""
        return {line_id: (promise.way, promise.location_id) for line_id, promise in self.promises.items()}

    @property
    def place(self) -> str:
        """The one store where all of it is collected, empty when there is none."""
        places = {promise.location_id for promise in self.promises.values()}
        return places.pop() if len(places) == 1 else ""


def find_options(catalogue: Catalogue, items: Sequence[Item]) -> list[Option]:
    """As chosen, every single way that serves the whole basket, and to the car where a store does that."""
    current = Option({item.line.id: item.promise for item in items})
    if not items:
        return []
    whole: dict[tuple[str, str], dict[str, Promise]] = {}
    for item in items:
        for promise in catalogue.promises(item.line.sku, item.line.quantity):
            place = "" if promise.way is Way.SHIP_HOME else promise.location_id
            kind = "home" if promise.way is Way.SHIP_HOME else "collect"
            whole.setdefault((kind, place), {}).setdefault(item.line.id, promise)
    here = catalogue.here().id
    others = [
        (place not in {("home", ""), ("collect", here)}, option)
        for place, promises in whole.items()
        if len(promises) == len(items) and (option := Option(promises)).ways != current.ways
    ]
    # Home and this store are always on the list, the nearest other stores as far as there is room.
    kept = [current, *[option for _, option in sorted(others, key=lambda other: other[0])][:OTHER_WAYS]]
    return _with_the_car(kept, catalogue.locations())


def _with_the_car(options: list[Option], places: dict[str, Location]) -> list[Option]:
    """After the first of these at a store that brings goods out: the same, brought out."""
    for place, option in enumerate(options, 1):
        if option.place and CURBSIDE in places[option.place].services:
            return [*options[:place], Option(option.promises, curbside=True), *options[place:]]
    return options


def option_row(
    option: Option, places: dict[str, Location], here: str, chosen: bool = False
) -> dict[str, str]:
    """An option as tone, icon, title, sentence and note; ``chosen``: the one the shopper made article by article."""
    promise = latest(option.promises.values())
    row = words.promise(promise, places, here, len(option.promises))
    if option.curbside:
        return row | words.to_the_car(promise, places[option.place])
    parts = len(set(option.ways.values()))
    if parts > 1 and option.place and not chosen and promise.ready_at:
        place = places[option.place]
        when = words.day_and_time(promise.ready_at, place.tz)
        sentence = words.tr("What is here you take now; the rest is ready %1.", when)
        row |= {"title": words.tr("Collect at %1", place.name), "sentence": words.one_stop(sentence)}
    elif parts > 1:
        title = words.tr("As chosen, in %n parts", n=parts)
        row |= {
            "tone": "here",
            "icon": "basket",
            "title": title,
            "sentence": words.tr("Each part as you picked it."),
        }
    return row
