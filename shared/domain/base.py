"""The base of every canonical model, its field types and identifiers."""

import os
import time
import uuid
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints


class Model(BaseModel):
    """An immutable value; unknown fields of a newer sender are dropped, never obeyed."""

    model_config = ConfigDict(frozen=True, extra="ignore")


Key = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, StringConstraints(max_length=20_000)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Quantity = Annotated[int, Field(ge=1, le=9_999)]
Amount = Annotated[int, Field(ge=0, le=10**12)]  # in minor units
Minor = Annotated[int, Field(ge=-(10**12), le=10**12)]
Moment = AwareDatetime


def new_id(now_ms: int | None = None, random: bytes | None = None) -> str:
    """A UUIDv7 (RFC 9562) as text; the clock only makes ids sort well, nothing is decided by it."""
    ms = int(time.time() * 1000) if now_ms is None else now_ms
    tail = os.urandom(10) if random is None else random
    value = (ms & (2**48 - 1)) << 80 | int.from_bytes(tail, "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
