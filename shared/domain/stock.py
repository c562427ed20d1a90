"""Stock per SKU and location, and the leases a store sells against while offline."""

from pydantic import Field

from shared.domain.base import Key, Model, Moment


class Level(Model):
    """Units of one SKU at one location; ``atp`` is what may still be promised."""

    on_hand: int = 0
    reserved: int = 0
    safety: int = 0
    leased: int = 0
    blocked: int = Field(0, description="on hand but not for sale: damaged, on display, for the vendor")
    incoming: int = 0

    @property
    def atp(self) -> int:
        """Units that may be promised now, never below 0."""
        return max(0, self.on_hand - self.reserved - self.safety - self.leased - self.blocked)


class StockRow(Model):
    """What a device knows of one SKU everywhere: ATP by location id, zero where absent, true at ``as_of``."""

    sku: Key
    atp: dict[str, int] = Field(default_factory=dict)
    incoming: dict[str, int] = Field(default_factory=dict)
    as_of: Moment


class Lease(Model):
    """Units granted to a store to sell offline until a time; ``left`` falls as it sells."""

    id: Key
    sku: Key
    location_id: Key
    units: int = Field(ge=1)
    left: int = Field(ge=0)
    expires_at: Moment
