"""What the hub must know of an ERP in Tryton, and its warehouses."""

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from bus.connectors.contract import LaterError, PoisonError
from bus.connectors.tryton.rest import Access, Rest
from shared.domain.base import Currency


class TrytonSettings(Access):
    """The ERP: how it sells, and which of its warehouses are which of our locations."""

    currency: Currency = "EUR"
    payment_term: int
    taxes: tuple[int, ...] = Field((), description="ids of the taxes on sale lines")
    places: dict[str, str] = Field(min_length=1, description="our location id → code of Tryton's warehouse")
    ships_itself: tuple[str, ...] = Field((), description="our locations whose people work in Tryton")
    catalogue: bool = Field(True, description="whether products and prices come from here")
    poll_seconds: float = Field(2.0, gt=0)
    walk_in: str = Field("Walk-in customer", description="party of orders without a contact")


@dataclass(frozen=True)
class House:
    """A warehouse of Tryton: ids of itself, of its shelves, and of where what is lost goes to."""

    id: int
    storage: int
    lost: int


class Houses:
    """Tryton's warehouses by our location ids, and its products, as far as they have been asked for."""

    def __init__(self, rest: Rest, settings: TrytonSettings) -> None:
        self._rest = rest
        self._settings = settings
        self._known: dict[str, House] = {}

    async def all(self) -> dict[str, House]:
        """Every warehouse of the settings; LaterError names one that is missing."""
        if self._known:
            return self._known
        fields = ("code", "storage_location.id", "lost_found_location.id")
        found = await self._rest.find("stock.location", fields, [["type", "=", "warehouse"]])
        by_code = {row["code"]: row for row in found}
        known = {}
        for place, code in self._settings.places.items():
            row = by_code.get(code)
            if row is None or not row["lost_found_location"]:
                lacks = "warehouse with the code" if row is None else "lost and found location in"
                raise LaterError(f"Tryton has no {lacks} {code}: set it there, or correct `places`", 60)
            known[place] = House(row["id"], row["storage_location"]["id"], row["lost_found_location"]["id"])
        self._known = known
        return known

    async def product(self, sku: str) -> dict[str, Any]:
        """A product's id and unit; PoisonError when Tryton has none of this code."""
        found = await self._rest.find("product.product", ("code", "default_uom.id"), [["code", "=", sku]])
        if not found:
            raise PoisonError(f"Tryton has no product with the code {sku}: create it there, then retry")
        return found[0]
