"""Reads WooCommerce's product CSV: variable products with their variations, and simple ones."""

import re
from collections.abc import Iterator
from pathlib import Path

from bus.connectors.files import tables, words
from bus.connectors.files.building import Article, Head, Tree, price, product
from bus.connectors.files.options import option_id
from bus.connectors.files.records import Count, Feed, Link, Record, Remark, Verdict
from bus.connectors.files.tables import TableRow

COLUMNS = frozenset(("Type", "SKU", "Name", "Regular price"))
_REASONS = {
    "grouped": "a group of other products, not an article of its own",
    "external": "sold by another shop",
    "virtual": "nothing to hand over: a virtual product",
    "downloadable": "nothing to hand over: a download",
}
_UNITS = {"Weight (lbs)": "lb", "Weight (kg)": "kg", "Weight (g)": "g", "Weight (oz)": "oz"}


def read(path: Path, feed: Feed) -> Iterator[Record | Remark]:
    """Simple products where they stand, variable ones at the end, when all their variations are known."""
    tree = Tree(feed.source)
    seen: dict[str, int] = {}
    parents: dict[str, TableRow] = {}
    variations: dict[str, list[TableRow]] = {}
    for row in tables.rows(path):
        if isinstance(row, Remark):
            yield row
            continue
        sku = _sku(row)
        if sku in seen:
            yield Remark(row.line, f"SKU {sku} stands on line {seen[sku]} already", sku=sku)
            continue
        seen[sku] = row.line
        kinds = _kinds(row)
        if remark := _unfit(row, kinds):
            yield remark
        elif "variation" in kinds:
            variations.setdefault(row.get("Parent"), []).append(row)
        elif "variable" in kinds:
            parents[sku] = row
        else:
            yield from _made(feed, tree, row, [row])
    for sku, parent in parents.items():
        rows = variations.pop(sku, []) + variations.pop(f"id:{parent.get('ID')}", [])
        yield from _made(feed, tree, parent, rows)
    for name, rows in variations.items():
        reason = f"its parent {name!r} is not for sale or not in the file"
        yield from (Remark(row.line, reason, sku=_sku(row)) for row in rows)
    yield from tree.categories()


def _kinds(row: TableRow) -> set[str]:
    return {kind.strip().lower() for kind in row.get("Type").split(",")}


def _unfit(row: TableRow, kinds: set[str]) -> Remark | None:
    """Why a row makes no product here, if it does not."""
    sku = _sku(row)
    if not sku:
        return Remark(row.line, "a row with neither SKU nor ID")
    if reason := next((_REASONS[kind] for kind in _REASONS if kind in kinds), ""):
        return Remark(row.line, reason, Verdict.SKIPPED, sku)
    hidden = row.get("Visibility in catalog") == "hidden" and "variation" not in kinds
    if hidden or row.get("Published") in {"0", "-1"}:
        return Remark(row.line, "hidden or not published in the source", Verdict.SKIPPED, sku)
    if not kinds & {"simple", "variable", "variation"}:
        return Remark(row.line, f"type {row.get('Type')!r} is not known", sku=sku)
    return None


def _sku(row: TableRow) -> str:
    return words.key(row.get("SKU") or (f"woo-{row.get('ID')}" if row.get("ID") else ""))


def _made(feed: Feed, tree: Tree, row: TableRow, rows: list[TableRow]) -> Iterator[Record | Remark]:
    sku = _sku(row)
    articles = []
    for found in rows:
        try:
            articles.append(_article(feed, found, row))
        except ValueError as problem:
            yield Remark(found.line, str(problem), sku=_sku(found))
            continue
        stocked = words.units(found.get("Stock"))
        if found.get("In stock?") == "0":
            stocked = 0
        if stocked is not None:
            yield Count(_sku(found), stocked)
    if rows and not articles:
        return
    for column, similar in (("Cross-sells", False), ("Upsells", True)):
        if others := tuple(_listed(row.get(column))):
            yield Link(row.line, sku, others, similar)
    chosen = {option_id(name) for article in articles for name in article.choices}
    head = Head(
        line=row.line,
        foreign_id=sku,
        name=row.get("Name"),
        markup=row.get("Description"),
        short=row.get("Short description"),
        brand=", ".join(_listed(row.get("Brands"))),
        category_ids=[tree.add(path.split(">")) for path in _listed(row.get("Categories"))],
        attributes={
            name.lower(): values
            for name, values in _attributes(row)
            if option_id(name) not in chosen and values
        },
        pictures=_listed(row.get("Images")),
    )
    yield from product(feed, head, articles)


def _article(feed: Feed, row: TableRow, parent: TableRow) -> Article:
    weighed = ((one.get(column), unit) for one in (row, parent) for column, unit in _UNITS.items())
    weight = next((pair for pair in weighed if pair[0]), ("", "g"))
    return Article(
        line=row.line,
        sku=_sku(row),
        price=price(
            feed,
            row.get("Regular price"),
            row.get("Sale price"),
            row.get("Date sale price starts"),
            row.get("Date sale price ends"),
        ),
        choices={name: values[0] for name, values in _attributes(row) if len(values) == 1},
        pictures=_listed(row.get("Images")),
        gtin=row.get("GTIN, UPC, EAN, or ISBN"),
        weight_g=words.grams(*weight),
    )


def _attributes(row: TableRow) -> Iterator[tuple[str, list[str]]]:
    """Attributes as (name, values); one without a value means any in a variation."""
    for column, name in row.cells.items():
        if number := re.fullmatch(r"Attribute (\d+) name", column):
            yield name, _listed(row.get(f"Attribute {number[1]} value(s)"))


def _listed(text: str) -> list[str]:
    """The parts between commas; one behind a backslash belongs to the text."""
    return [part.replace("\\,", ",").strip() for part in re.split(r"(?<!\\),", text) if part.strip()]
