"""Settings of a counter terminal: those of every device, and what only a counter has."""

from typing import Literal

from pydantic import Field

from shared.settings import DeviceSettings


class StaffSettings(DeviceSettings):
    """One counter terminal."""

    role: Literal["kiosk", "staff"] = "staff"
    lock_seconds: int = Field(
        300, ge=30, description="without a key or a scan until the counter locks itself"
    )
    carrier: Literal["plain"] = Field("plain", description="who takes parcels: a name in staff/carrier.py")
    boxes: tuple[str, ...] = Field(("S", "M", "L"), description="what parcels are packed in")
    camera: str = Field(
        "", description="command that takes a photograph into {file}; empty: a picture file is chosen"
    )
    sounds: bool = Field(True, description="a sound for new work")
