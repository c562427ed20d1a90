"""Shoppers' contacts and the store's staff."""

from typing import Literal

from pydantic import Field

from shared.domain.base import Key, Model
from shared.domain.location import Address

Role = Literal["clerk", "picker", "manager"]


class Contact(Model):
    """How to reach a shopper; leaves a kiosk only sealed to the hub's key."""

    name: str = Field("", max_length=120)
    phone: str = Field("", max_length=40)
    email: str = Field("", max_length=200)
    address: Address | None = None
    notify: Literal["none", "sms", "email"] = "none"
    loyalty: str = Field("", max_length=60)


class StaffMember(Model):
    """Who may sign in at a counter; ``pin_hash`` is argon2id, on devices sealed with the house's pepper."""

    id: Key
    badge: Key
    name: str
    role: Role = "clerk"
    location_id: Key
    pin_hash: str = ""
