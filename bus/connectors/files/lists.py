"""Reads lists other than product feeds: items by GTIN, pictures of them, and category trees."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bus.connectors.files import jsonlines, tables, words
from bus.connectors.files.building import Article, Head, product
from bus.connectors.files.records import Feed, Picture, Record, Remark, Verdict
from shared.domain.catalogue import Category, Price
from shared.domain.codes import gtin14

ITEM_KEYS = frozenset(("GTIN-14", "Name"))
ITEM_PICTURES = frozenset(("file", "gtin14"))
TREE_KEYS = frozenset(("id", "name", "path", "subCategories"))
_SHOWN = {
    "Size": "size", "Ingredients": "ingredients", "Serving Size": "serving size", "Author": "author",
    "Publisher": "publisher", "Format": "format", "Pages": "pages", "Alcohol By Volume": "alcohol by volume",
}  # fmt: skip


def items(path: Path, feed: Feed) -> Iterator[Record | Remark]:
    """Items by GTIN, at the default price for want of one; a brand is spelled as most rows spell it."""
    found: list[tuple[int, dict[str, Any]]] = []
    seen: dict[str, int] = {}
    for number, told in jsonlines.objects(path):
        if isinstance(told, Remark):
            yield told
            continue
        code = str(told.get("GTIN-14") or "")
        gtin = gtin14(code)
        if gtin is None:
            yield Remark(number, f"{code!r} is no GTIN: its length or check digit is wrong")
        elif gtin in seen:
            yield Remark(number, f"GTIN {gtin} stands on line {seen[gtin]} already", sku=gtin)
        elif not str(told.get("Name") or "").strip():
            yield Remark(number, "an item without a name", sku=gtin)
        elif feed.default_price is None:
            yield Remark(number, "the list has no prices: give a default price to take it in", sku=gtin)
        else:
            seen[gtin] = number
            found.append((number, {**told, "GTIN-14": gtin}))
    brands = _spellings(words.mended(str(told.get("Brand Name") or "")) for _, told in found)
    for number, told in found:
        yield from _item(feed, number, told, brands)


def _item(feed: Feed, number: int, told: dict[str, Any], brands: dict[str, str]) -> Iterator[Record | Remark]:
    gtin = told["GTIN-14"]
    brand = words.mended(str(told.get("Brand Name") or ""))
    head = Head(
        line=number,
        foreign_id=gtin,
        name=words.mended(str(told["Name"])),
        brand=brands.get(_folded(brand), brand),
        attributes={name: [str(told[key])] for key, name in _SHOWN.items() if told.get(key)},
        pictures=[url.strip() for url in str(told.get("Images") or "").split(",") if url.strip()],
    )
    price = Price(amount=feed.default_price or 0, currency=feed.currency)
    yield from product(feed, head, [Article(number, gtin, price, gtin=gtin)])


def _folded(brand: str) -> str:
    return re.sub(r"[\W_]+", "", brand.casefold())


def _spellings(brands: Iterator[str]) -> dict[str, str]:
    """The most frequent spelling of each brand by its letters and digits alone."""
    counted = Counter(words.line(brand) for brand in brands if brand.strip())
    best: dict[str, str] = {}
    for spelling, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        best.setdefault(_folded(spelling), spelling)
    return best


def item_pictures(path: Path, _: Feed) -> Iterator[Record | Remark]:
    """Pictures by GTIN; their files lie in ``images`` beside the list."""
    for row in tables.rows(path):
        if isinstance(row, Remark):
            yield row
        elif row.get("gtin14") and row.get("file"):
            yield Picture(row.line, row.get("gtin14"), f"images/{row.get('file')}")
        else:
            yield Remark(row.line, "a picture needs a file and a GTIN")


def taxonomy(path: Path) -> dict[str, str]:
    """Google's product taxonomy with numbers: number → names from the top, parted by `` > ``."""
    parts = (line.text.strip().partition(" - ") for line in tables.lines(path) if not line.fault)
    return {number: names for number, _, names in parts if number.isdigit() and names}


def no_records(_path: Path, _feed: Feed) -> Iterator[Record | Remark]:
    """A taxonomy gives no records of its own: other feeds refer to it."""
    yield from ()


def tree(path: Path, feed: Feed) -> Iterator[Record | Remark]:
    """Categories with the path to each; ancestors that are not in the list are passed over."""
    found: dict[str, tuple[int, dict[str, Any]]] = {}
    for number, told in jsonlines.objects(path):
        if isinstance(told, Remark):
            yield told
            continue
        identity = str(told.get("id") or "")
        name = told.get("name")
        if not identity or not isinstance(name, str) or not name.strip():
            yield Remark(number, f"category {identity or '?'} has no {'name' if identity else 'id'}")
        elif identity in found:
            yield Remark(number, f"category {identity} stands on line {found[identity][0]} already")
        else:
            found[identity] = (number, told)
    for position, (identity, (number, told)) in enumerate(found.items()):
        above = [str(step.get("id")) for step in told.get("path") or () if isinstance(step, dict)]
        above = [step for step in above if step != identity]
        known = [step for step in above if step in found]
        below = [str(step.get("id")) for step in told.get("subCategories") or () if isinstance(step, dict)]
        if unknown := len(above) - len(known) + sum(step not in found for step in below):
            yield Remark(
                number,
                f"category {identity} names {unknown} categories that are not in the list",
                Verdict.NOTED,
            )
        yield Category(
            id=words.key(f"{feed.source}:{identity}"),
            name=words.line(words.mended(told["name"])),
            parent_id=words.key(f"{feed.source}:{known[-1]}") if known else None,
            position=position,
        )
