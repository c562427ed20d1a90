"""A promise: where goods can be had, and when."""

from pydantic import Field

from shared.domain.base import Key, Model, Moment
from shared.domain.states import Way


class Promise(Model):
    """One way to get a quantity of a SKU; screens turn it into a sentence."""

    sku: Key
    quantity: int = Field(ge=1)
    way: Way
    source_id: Key = Field(description="location that holds the goods")
    location_id: str = Field("", description="where the shopper collects; empty for home")
    available: int = Field(ge=0, description="units to be had this way")
    ready_at: Moment | None = Field(
        None, description="when it can be collected or is delivered; None: unknown"
    )
    order_before: Moment | None = Field(None, description="the promise holds when ordered before")
    distance_km: float = Field(0.0, ge=0)
    as_of: Moment | None = Field(None, description="age of the stock figure behind it")
    aisle: str = ""
    provisional: bool = Field(False, description="taken offline and beyond the lease")
