"""Turns the range into catalogue records: variants with codes, prices, words, attributes, links, reviews and stock."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from assets.shopmaker import places, words
from assets.shopmaker.colours import Colour, colour
from assets.shopmaker.ranges import Item, plain
from assets.shopmaker.reviews import reviews_for
from shared.domain.codes import check_digit

SEED = "everyshelf demo shop 1"
OPENED = date(2026, 11, 21)
FAVOURITE = 300  # units sold of late that earn a product a second picture


def chance(*what: str) -> random.Random:
    """A generator of its own for every question, so that adding a product changes no other."""
    return random.Random(" ".join((SEED, *what)))


def picture(item: Item, tint: str, number: int = 1) -> str:
    return f"media/{item.slug}-{colour(tint).key}{'' if number == 1 else f'-{number}'}.webp"


def popularity(item: Item) -> int:
    return int(chance("popularity", item.slug).lognormvariate(4.2, 1.1)) + 1


def twice_pictured(items: Sequence[Item]) -> set[str]:
    """The slugs of the most popular products, which get a second picture."""
    return {item.slug for item in items if popularity(item) >= FAVOURITE}


def categories() -> list[dict[str, Any]]:
    """Records of the departments and their categories, in the order of the shop."""
    return [
        {
            "id": key,
            "name": node.names["en"],
            "parent_id": node.parent,
            "position": position,
            "words": {language: {"name": node.names[language]} for language in words.LANGUAGES[1:]},
        }
        for position, (key, node) in enumerate(words.TREE.items())
    ]


def _code(sku: str) -> str:
    """A GTIN-13 of the range that shops may use inside their own walls (20 to 29)."""
    digits = f"2{chance('gtin', sku).randrange(10**11):011}"
    return digits + check_digit(digits)


def _amount(item: Item, step: int) -> int:
    amount = item.cents
    if item.sizes and any(unit in item.sizes[0] for unit in (" cm", " l", " kg", " m")):
        amount = round(item.cents * 1.28**step / 100) * 100 - 10
    return amount


def _price(item: Item, step: int) -> dict[str, Any]:
    dice = chance("promotion", item.slug)
    price: dict[str, Any] = {"amount": _amount(item, step), "currency": "EUR"}
    if dice.random() < 0.12:
        share = dice.choice((0.75, 0.8, 0.8, 0.85, 0.7))
        price["promotion"] = {
            "amount": round(price["amount"] * share / 100) * 100 - 10,
            "label": dice.choice(words.PROMOTIONS),
        }
    return price


def _variants(item: Item, alt: str, pictures: int) -> list[dict[str, Any]]:
    found = []
    for tint in item.colours:
        shown = colour(tint)
        media = [
            {
                "path": picture(item, tint, n),
                "alt": f"{alt}, {shown.label.lower()}",
                "width": 720,
                "height": 900,
            }
            for n in range(1, (pictures if tint == item.colours[0] else 1) + 1)
        ]
        for step, size in enumerate(item.sizes or ("",)):
            sku = "-".join(part for part in (item.slug, shown.key, plain(size)) if part).upper()
            options = {"colour": shown.key} if len(item.colours) > 1 else {}
            if size:
                options["size"] = plain(size)
            record = {
                "sku": sku,
                "gtin": _code(sku),
                "options": options,
                "price": _price(item, step),
                "media": media,
                "weight_g": round(item.grams * (1.22**step if " " in size else 1)),
                "aisle": _aisles(item),
            }
            if item.kind.key == "knife":
                record["age_check"] = 18
            found.append(record)
    return found


def _aisles(item: Item) -> dict[str, str]:
    order = list(words.TREE)
    result = {}
    for number, store in enumerate(places.STORES):
        wide = (14, 9, 8, 18, 6)[number]
        aisle = (order.index(item.kind.category) * wide // len(order) + number) % wide + 1
        bay = chance("bay", item.slug, store).randrange(1, 7)
        result[store] = f"aisle {aisle}, bay {bay}"
    return result


def _options(item: Item) -> list[dict[str, Any]]:
    options = []
    if len(item.colours) > 1:
        shown: list[Colour] = [colour(tint) for tint in item.colours]
        options.append(
            {
                "id": "colour",
                "label": "Colour",
                "kind": "colour",
                "values": [{"id": c.key, "label": c.label, "swatch": c.main} for c in shown],
            }
        )
    if item.sizes:
        options.append(
            {
                "id": "size",
                "label": "Size",
                "kind": "size",
                "values": [{"id": plain(s), "label": s} for s in item.sizes],
            }
        )
    return options


def name_of(item: Item, language: str) -> str:
    noun = item.kind.nouns[language]
    return f"{item.series} {noun}" if language == "en" else f"{noun} {item.series}"


def _words(item: Item) -> dict[str, dict[str, str]]:
    material = words.MATERIALS[item.material]
    result = {}
    for language in words.LANGUAGES[1:]:
        stuff, care = material[language]
        short = item.kind.shorts[language]
        result[language] = {
            "name": name_of(item, language),
            "short": short,
            "description": f"{short}\n\n{stuff}. {care}",
        }
    return result


def product(item: Item, dimensions: str, pictures: int) -> dict[str, Any]:
    """The record of one product without its links to others."""
    stuff, care = words.MATERIALS[item.material]["en"]
    sold = popularity(item)
    dice = chance("opinions", item.slug)
    name = name_of(item, "en")
    tints = [colour(tint).label for tint in item.colours]
    attributes = {"Material": [stuff], "Care": [care], **({"Dimensions": [dimensions]} if dimensions else {})}
    rated = dice.random() < 0.8
    reviews = reviews_for(item, dice) if rated and sold > 40 else []
    opened: dict[str, Any] = {}
    if chance("new", item.slug).random() < 0.09:
        opened = {
            "new_from": (OPENED - timedelta(days=chance("day", item.slug).randrange(2, 40))).isoformat()
        }
    bullets = [
        stuff,
        *([dimensions] if dimensions else []),
        *([f"In {len(tints)} colours"] if len(tints) > 1 else []),
        *([f"In {len(item.sizes)} sizes"] if item.sizes else []),
    ]
    return {
        "id": f"demo:{item.slug}",
        "name": name,
        "brand": item.brand,
        "short": item.line,
        "description": f"{item.line} {item.kind.detail}\n\n{stuff}. {care}",
        "bullets": bullets,
        "category_ids": [item.kind.category],
        "options": _options(item),
        "variants": _variants(item, name, pictures),
        "media": [
            {"path": picture(item, item.colours[0], n), "alt": name, "width": 720, "height": 900}
            for n in range(1, pictures + 1)
        ],
        "attributes": attributes,
        "rating": round(min(5.0, max(3.4, dice.gauss(4.5, 0.28))), 1) if rated else None,
        "rating_count": max(len(reviews), int(sold * dice.uniform(0.05, 0.3))) if rated else 0,
        "reviews": reviews,
        "popularity": sold,
        **opened,
        "words": _words(item),
    }


def linked(items: Sequence[Item], records: list[dict[str, Any]]) -> None:
    """Fill in what goes with what, and what is alike, from the categories."""
    by_category: dict[str, list[Item]] = {}
    for item in items:
        by_category.setdefault(item.kind.category, []).append(item)
    for item, record in zip(items, records, strict=True):
        dice = chance("links", item.slug)
        alike = [other for other in by_category[item.kind.category] if other.slug != item.slug]
        alike.sort(
            key=lambda other: (other.kind.key != item.kind.key, abs(other.cents - item.cents), other.slug)
        )
        record["similar"] = [f"demo:{other.slug}" for other in alike[:4]]
        partners = [
            other for key in words.TREE[item.kind.category].goes_with for other in by_category.get(key, ())
        ]
        dice.shuffle(partners)
        record["goes_with"] = [f"demo:{other.slug}" for other in partners[:3]]


def _held(sku: str, sold: int) -> dict[str, int]:
    """Units by place: favourites everywhere, some at one store or a warehouse only, a few sold out."""
    dice = chance("stock", sku)
    level = min(40, 2 + sold // 9)
    draw = dice.random()
    if draw < 0.04:
        return {}
    if draw < 0.14 and sold < 150:
        return {dice.choice(places.WAREHOUSES): dice.randint(3, 60)}
    if draw < 0.20 and sold < 150:
        return {dice.choice(places.STORES): dice.randint(1, 4)}
    held = {}
    for store in places.STORES:
        if sold > 180 or dice.random() < 0.72:
            held[store] = max(0, round(dice.gauss(level * 0.6, level * 0.35)))
    for house in places.WAREHOUSES:
        if dice.random() < 0.85:
            held[house] = dice.randint(level, level * 8)
    return held


def stock(products: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records of the units of every SKU at every place that knows it."""
    return [
        {"sku": variant["sku"], "location_id": place, "on_hand": units}
        for product in products
        for variant in product["variants"]
        for place, units in _held(variant["sku"], product["popularity"]).items()
    ]
