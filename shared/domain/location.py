"""Stores and warehouses: where they are, when they are open, what they can do."""

import math
from typing import Literal

from pydantic import Field

from shared.domain.base import Key, Model

Kind = Literal["store", "warehouse"]


class Address(Model):
    """A postal address; country is ISO 3166-1 alpha-2."""

    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


class Hours(Model):
    """Opening hours: seven days from Monday, each a list of (opens, closes) in minutes after local midnight.

    ``closes`` may pass 1440 for a place open beyond midnight; an empty day is closed.
    """

    week: tuple[tuple[tuple[int, int], ...], ...] = Field(min_length=7, max_length=7)
    text: str = Field("", description="the words of the source, for the screen and for doubt")

    @classmethod
    def always(cls) -> "Hours":
        """Open day and night."""
        return cls(week=(((0, 1440),),) * 7)


class Location(Model):
    """A place that holds stock; ``lat``/``lon`` in degrees WGS 84, ``tz`` an IANA zone."""

    id: Key
    name: str
    kind: Kind = "store"
    address: Address = Address()
    lat: float = Field(0.0, ge=-90, le=90)
    lon: float = Field(0.0, ge=-180, le=180)
    tz: str = "UTC"
    hours: Hours = Field(default_factory=Hours.always)
    services: tuple[str, ...] = ()
    phone: str = ""
    group: str = Field("", description="retailer's own grouping, for sourcing rules")
    handling_minutes: int = Field(90, ge=0, description="from order to ready at this place")
    cutoff_minute: int = Field(
        16 * 60, ge=0, le=1440, description="orders after this local minute leave next day"
    )
    transit_days: int = Field(1, ge=0, description="days from here to another store or a home")
    daily_capacity: int = Field(500, ge=0, description="fulfilments this place can take a day")

    def distance_km(self, other: "Location") -> float:
        """Great-circle distance in km."""
        a, b = math.radians(self.lat), math.radians(other.lat)
        dlat, dlon = b - a, math.radians(other.lon - self.lon)
        h = math.sin(dlat / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(dlon / 2) ** 2
        return 12_742 * math.asin(min(1.0, math.sqrt(h)))

    def bearing(self, other: "Location") -> float:
        """The direction one sets out in towards another place, radians from north over east."""
        a, b = math.radians(self.lat), math.radians(other.lat)
        east = math.radians(other.lon - self.lon)
        ahead = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(east)
        return math.atan2(math.sin(east) * math.cos(b), ahead)
