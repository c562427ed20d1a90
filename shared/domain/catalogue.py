"""Products with their variants, prices, categories, media and reviews."""

from datetime import date
from typing import Literal

from pydantic import Field

from shared.domain.base import Currency, Key, Minor, Model, Moment, Text


class Promotion(Model):
    """A lower price for a time; both ends open when None."""

    amount: Minor
    label: str = ""
    starts: Moment | None = None
    ends: Moment | None = None


class Price(Model):
    """What a variant costs in a price list, tax included, in minor units."""

    amount: Minor
    currency: Currency
    promotion: Promotion | None = None
    price_list: str = "default"

    def at(self, when: Moment) -> int:
        """The amount to pay at a moment: the promotion's while it runs."""
        promo = self.promotion
        if promo is None or (promo.starts and when < promo.starts) or (promo.ends and when >= promo.ends):
            return self.amount
        return promo.amount


class Media(Model):
    """A picture: ``sha256`` names its bytes at the hub, ``path`` is relative and only known to an importer."""

    sha256: str = ""
    path: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0


class OptionValue(Model):
    """One choice of an option; ``swatch`` is ``#rrggbb`` for colours, ``media`` a picture's sha256."""

    id: Key
    label: str
    swatch: str = ""


class Option(Model):
    """What a shopper chooses (size, colour …), in display order."""

    id: Key
    label: str
    kind: Literal["colour", "size", "other"] = "other"
    values: tuple[OptionValue, ...] = ()


class Variant(Model):
    """One sellable article; ``options`` maps option id to value id."""

    sku: Key
    gtin: str | None = None
    options: dict[str, str] = Field(default_factory=dict)
    price: Price
    media: tuple[Media, ...] = ()
    weight_g: int | None = None
    aisle: dict[str, str] = Field(
        default_factory=dict, description="location id → where it stands in that store"
    )
    age_check: int = Field(0, description="minimum age at handover, 0 when none")


class Review(Model):
    """A shopper's opinion; rating 1 to 5."""

    rating: int = Field(ge=1, le=5)
    title: str = ""
    text: str = ""
    author: str = ""


class Wording(Model):
    """A product's or category's words in one language."""

    name: str
    short: str = ""
    description: Text = ""


class Product(Model):
    """What a shopper sees as one thing; id is ``source:foreign id`` and never changes."""

    id: Key
    name: str
    brand: str = ""
    short: str = ""
    description: Text = ""
    bullets: tuple[str, ...] = ()
    category_ids: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    variants: tuple[Variant, ...] = Field(min_length=1)
    media: tuple[Media, ...] = ()
    attributes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    rating: float | None = None
    rating_count: int = 0
    reviews: tuple[Review, ...] = ()
    goes_with: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()
    popularity: int = Field(0, description="units sold of late; only its order matters")
    new_from: date | None = None
    words: dict[str, Wording] = Field(default_factory=dict, description="language (ISO 639-1) → words")

    def wording(self, language: str) -> Wording:
        """The words in a language, the product's own where there is no translation."""
        own = Wording(name=self.name, short=self.short, description=self.description)
        return self.words.get(language, own)

    def variant(self, sku: str) -> Variant:
        """The variant of a SKU; KeyError when the product has none such."""
        for variant in self.variants:
            if variant.sku == sku:
                return variant
        raise KeyError(sku)


class Category(Model):
    """A node of the category tree; departments have no parent."""

    id: Key
    name: str
    parent_id: str | None = None
    position: int = 0
    media: Media | None = None
    words: dict[str, Wording] = Field(default_factory=dict)
