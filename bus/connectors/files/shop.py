"""Loads a shop's folder into the hub, and furnishes one that brings no stores of its own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Self

from pydantic import Field, ValidationError
from sqlalchemy import Connection

from bus.connectors.files import words
from bus.connectors.files.furnish import PIN, furnish, man, stores_of
from bus.connectors.files.gather import ABOUT, Gathered, gather
from bus.connectors.files.importing import Tell, bring_in
from bus.connectors.files.records import Feed
from bus.database import Database
from bus.desk import catalogue
from shared.domain.base import Currency, Model
from shared.domain.errors import RefusedInput
from shared.domain.location import Location

LANGUAGES = ("en", "de", "pl", "fr", "ar")


@dataclass(frozen=True)
class Loaded:
    """A shop in the hub: its size, the store of the kiosk, another one where there is any, and what to try."""

    shop: str
    products: int
    variants: int
    stores: int
    here: str
    there: str
    hint: str


def load_shop(
    database: Database,
    folder: Path,
    stores_path: Path | None,
    hub_folder: Path,
    count: int = 8,
    near: str = "",
    currency: str = "USD",
    tell: Tell = lambda *_: None,
) -> Loaded:
    """Put a shop's folder into the hub, with ``count`` real stores where it brings none; stock is set once only.

    RefusedInput says what is missing: a feed, or stores.
    """
    source = words.slug(folder.resolve().name) or "shop"
    told = _Told.read(folder / ABOUT)
    feed = Feed(source, currency=told.currency or currency)
    gathered = gather(folder, feed)
    if not gathered.products:
        raise RefusedInput(f"{folder}: no products in this folder")
    if stores_of(gathered):
        man(gathered)
    elif stores_path is None:
        raise RefusedInput(f"{folder}: this shop has no stores: give some with --stores")
    else:
        known = gather(stores_path, Feed(words.slug(stores_path.resolve().name.split(".")[0])))
        furnish(gathered, known.locations.values(), source, count=count, near=near)
    outcome = bring_in(database, gathered, feed, hub_folder / "media", first_stock=True, tell=tell)
    name = told.name or source.replace("-", " ").title()
    asked = told.currency or gathered.products[0].variants[0].price.currency
    database.write(lambda conn: put_settings(conn, name, asked, told.languages, told.words))
    stores = stores_of(gathered)
    here, there = stores[0], stores[min(1, len(stores) - 1)]
    hint = (
        f"Kiosk and counter in {here.name}.\n"
        "At the kiosk: find a product and order it, or call staff.\n"
        f"At the counter: sign in with {_sign_in(gathered, here)}, pick the order, hand it over by its code."
    )
    return Loaded(name, len(gathered.products), outcome.variants, len(stores), here.id, there.id, hint)


class _Told(Model):
    """What a shop may say of itself in ``shop.json``."""

    name: str = ""
    currency: Currency | None = None
    languages: tuple[str, ...] = LANGUAGES
    words: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="language → short text → there"
    )

    @classmethod
    def read(cls, path: Path) -> Self:
        if not path.exists():
            return cls()
        try:
            return cls.model_validate_json(path.read_bytes())
        except ValidationError as problem:
            first = problem.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise RefusedInput(f"{path}: {where or 'the file'}: {first['msg']}") from problem


def put_settings(
    conn: Connection,
    name: str,
    currency: str,
    languages: Sequence[str],
    told: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> None:
    """The rows every device reads its shop's name, currency, languages and words for its short texts from."""
    settings = {"shop": name, "currency": currency, "languages": list(languages), "words": dict(told)}
    for key, value in settings.items():
        body = json.dumps({"value": value}, ensure_ascii=False, separators=(",", ":"))
        catalogue.put_setting(conn, key, body)


def _sign_in(gathered: Gathered, store: Location) -> str:
    member = next((one for one in gathered.staff.values() if one.location_id == store.id), None)
    return f"badge {member.badge}, PIN {PIN}" if member else "your badge"
