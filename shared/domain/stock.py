"""Stock per SKU and location, and the leases a store sells against while offline."""

from pydantic import Field

from shared.domain.base import Key, Model, Moment, Quantity
from shared.domain.states import TransferState


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
    """Units granted to one device of a store to sell offline until a time; ``left`` falls as it sells."""

    id: Key
    sku: Key
    location_id: Key
    units: int = Field(ge=1)
    left: int = Field(ge=0)
    expires_at: Moment
    device_id: str = Field("", description="the one device that may sell them; empty: the store has only one")


class TransferLine(Model):
    """Units of a SKU on their way; ``received`` may differ from what was sent."""

    sku: Key
    quantity: Quantity
    received: int = Field(0, ge=0)


class Transfer(Model):
    """Goods going from one location to another, for stock, not for an order."""

    id: Key
    from_id: Key
    to_id: Key
    lines: tuple[TransferLine, ...] = Field(min_length=1)
    state: TransferState = TransferState.REQUESTED
    made_at: Moment
    by: str = ""
