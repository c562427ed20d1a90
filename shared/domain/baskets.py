"""Baskets that shoppers keep for later, with their consent to be reminded."""

from typing import Literal

from pydantic import Field

from shared.domain.base import Currency, Key, Minor, Model, Moment, Quantity
from shared.domain.people import Contact


class KeptLine(Model):
    """An article of a kept basket at the price that was shown, minor units."""

    sku: Key
    name: str
    quantity: Quantity
    unit_price: Minor


class KeepBasket(Model):
    """``basket.keep`` v1: a shopper leaves a basket and says that the shop may write about it.

    Without that ``consent`` there is nothing to send: what is left otherwise stays nobody's and is forgotten.
    """

    basket_id: Key
    lines: tuple[KeptLine, ...] = Field(min_length=1, max_length=100)
    currency: Currency
    language: str = "en"
    sealed_contact: str = Field(min_length=1, description="people.Contact sealed to the hub's public key")
    consent: Literal[True]
    made_at: Moment


class KeptBasket(Model):
    """A basket that was left with consent, and whom to write to."""

    id: Key
    location_id: str
    lines: tuple[KeptLine, ...]
    currency: Currency
    language: str
    contact: Contact
    made_at: Moment

    @property
    def total(self) -> int:
        """What it comes to, minor units."""
        return sum(line.unit_price * line.quantity for line in self.lines)
