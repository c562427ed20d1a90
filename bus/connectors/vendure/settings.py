"""What the hub must know of a Vendure shop."""

from pathlib import Path

from pydantic import Field

from shared.settings import Settings


class VendureSettings(Settings):
    """One Vendure channel; ``password`` of an administrator as env:NAME or file:PATH."""

    url: str = Field(pattern=r"^https?://")
    user: str
    password: str
    hub_key: Path = Field(
        Path("hub/hub.key"), description="the hub's key file: contacts are sealed to its public half"
    )
    hook: str = Field(
        "", description="secret of the shop's event plugin, as env:NAME or file:PATH; empty: none"
    )
    places: dict[str, str] = Field(
        min_length=1, description="our location id → name of Vendure's stock location"
    )
    pickup: dict[str, str] = Field(
        default_factory=dict, description="code of a shipping method → our location where it is collected"
    )
    catalogue: bool = Field(True, description="whether products the shop does not know are made there")
    language: str = Field("en", description="of the shop's words, and of mail about its orders")
    poll_seconds: float = Field(1.0, gt=0)
    look_back_days: int = Field(30, ge=1, description="how long a cancelled order is looked at again")
    compare_minutes: float = Field(
        60.0, gt=0, description="how often every price and stock level is put right"
    )
