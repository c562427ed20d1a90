"""What a feed reader gives: canonical records, facts told beside products, and remarks on rows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from shared.domain.catalogue import Category, Product, Review
from shared.domain.location import Location
from shared.domain.people import StaffMember


class Verdict(StrEnum):
    """What happened to a row that did not simply go in."""

    REFUSED = "refused"  # cannot be read as it is; whatever the hub knows of it stays
    SKIPPED = "skipped"  # read, and not for sale here on purpose
    NOTED = "noted"  # taken, but something of it was left out


@dataclass(frozen=True, slots=True)
class Remark:
    """A row refused, skipped or taken in part; ``line`` counts from 1, ``sku`` names the article if known."""

    line: int
    reason: str
    verdict: Verdict = Verdict.REFUSED
    sku: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """Units of a SKU at a location, or in all when ``location_id`` is empty."""

    sku: str
    units: int
    location_id: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a SKU, told in a file of its own; ``path`` as written there."""

    line: int
    sku: str
    path: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """A shopper's review of a SKU."""

    line: int
    sku: str
    review: Review


@dataclass(frozen=True, slots=True)
class Link:
    """SKUs that go with a SKU (``similar`` False) or could replace it (True)."""

    line: int
    sku: str
    others: tuple[str, ...]
    similar: bool


Record = Product | Category | Location | Count | StaffMember | Picture | Opinion | Link


@dataclass(frozen=True)
class Feed:
    """What a reader is told besides the file.

    ``source`` prefixes product ids; ``currency`` holds where the file names none; ``default_price`` (minor
    units) is for lists without prices; ``today`` dates what a feed merely calls new; ``paths`` are category
    paths known from elsewhere, ``taxonomy`` Google's categories by number.
    """

    source: str
    currency: str = "USD"
    default_price: int | None = None
    today: date = field(default_factory=date.today)
    paths: frozenset[tuple[str, ...]] = frozenset()
    taxonomy: Mapping[str, str] = field(default_factory=dict)

    def category(self, told: str) -> str:
        """A category as its names from the top, parted by `` > ``, where a feed gives Google's number of it."""
        return self.taxonomy.get(told, "") if told.isdigit() else told


Reader = Callable[[Path, Feed], Iterator[Record | Remark]]
