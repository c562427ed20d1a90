"""What the first pages show, read from the catalogue."""

from typing import Final, NamedTuple

from kiosk.ui import words
from kiosk.ui.answers import category_row
from kiosk.ui.home_page import Glimpse
from shared.cache.catalogue import Catalogue, Query, Tile

POSTERS: Final = 6
NEWS: Final = 12


class Shelves(NamedTuple):
    """The shop's and the store's name, the departments with a picture each, and the most wanted products."""

    shop: str
    place: str
    departments: list[dict[str, str]]
    wanted: list[Tile]

    def glimpse(self) -> Glimpse:
        """The part that the first page shows, in the language in use."""
        posters = [_poster(tile) for tile in self.wanted if tile.media]
        return Glimpse(self.shop, self.place, tuple(posters[:POSTERS]))

    def popular(self) -> list[Tile]:
        """What others look at; what stands for a department already comes last."""
        shown = {row["media"] for row in self.departments}
        return sorted(self.wanted, key=lambda tile: tile.media in shown)[:NEWS]


def read(catalogue: Catalogue, language: str) -> Shelves:
    """In a worker thread."""
    rows: list[dict[str, str]] = []
    for category in catalogue.departments():
        row = category_row(category, language)
        if not row["media"]:
            inside = catalogue.search(Query(category_id=category.id, language=language)).tiles
            shown = {other["media"] for other in rows}
            row["media"] = next((t.media for t in inside if t.media and t.media not in shown), "")
        rows.append(row)
    wanted = catalogue.search(Query(limit=POSTERS + NEWS, language=language)).tiles
    return Shelves(catalogue.setting("shop", "Everyshelf"), catalogue.here().name, rows, wanted)


def _poster(tile: Tile) -> dict[str, str]:
    price = words.money(tile.amount, tile.currency)
    return {"id": tile.product_id, "name": tile.name, "media": tile.media, "price": price}
