"""Reads Shopify's product CSV: rows of one handle are one product, rows without a price bring pictures."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from bus.connectors.files import tables, words
from bus.connectors.files.building import Article, Head, Tree, price, product
from bus.connectors.files.options import value_id
from bus.connectors.files.records import Count, Feed, Record, Remark, Verdict
from bus.connectors.files.tables import TableRow

COLUMNS = frozenset(("Handle", "Title", "Variant Price"))
_SHOWN = {"Google Shopping / Gender": "gender", "Google Shopping / Age Group": "age group"}
_CATEGORIES = ("Product Category", "Google Shopping / Google Product Category", "Type")


def read(path: Path, feed: Feed) -> Iterator[Record | Remark]:
    """Products handle by handle; an article without a SKU gets one made of the handle and its options."""
    tree = Tree(feed.source)
    done: dict[str, int] = {}
    skus: dict[str, int] = {}
    for handle, rows in groupby(_usable(path), key=_handle):
        found = [row for row in rows if isinstance(row, TableRow)]
        if isinstance(handle, Remark):
            yield handle
        elif not handle:
            yield from (Remark(row.line, "a row without a handle") for row in found)
        elif handle in done:
            reason = f"handle {handle!r} stands on line {done[handle]} already"
            yield Remark(found[0].line, reason, sku=handle)
        else:
            done[handle] = found[0].line
            yield from _made(feed, tree, found, skus)
    yield from tree.categories()


def _handle(row: TableRow | Remark) -> str | Remark:
    return row if isinstance(row, Remark) else row.get("Handle")


def _usable(path: Path) -> Iterator[TableRow | Remark]:
    """The rows; a broken one's Remark waits behind its handle's rows, so that those stay together."""
    held: list[Remark] = []
    handle = ""
    for row in tables.rows(path):
        if isinstance(row, Remark):
            held.append(row)
            continue
        if row.get("Handle") != handle:
            yield from held
            held.clear()
            handle = row.get("Handle")
        yield row
    yield from held


def _made(feed: Feed, tree: Tree, rows: list[TableRow], skus: dict[str, int]) -> Iterator[Record | Remark]:
    first, handle = rows[0], rows[0].get("Handle")
    if not first.get("Title"):
        yield Remark(
            first.line, f"{handle!r} begins without a title: its first row is missing or broken", sku=handle
        )
        return
    status = first.get("Status").lower()
    if first.get("Published").lower() == "false" or status in {"draft", "archived"}:
        yield Remark(first.line, "not published in the source", Verdict.SKIPPED, handle)
        return
    names = [first.get(f"Option{n} Name") for n in (1, 2, 3)]
    articles = []
    for row in rows:
        if not row.get("Variant Price") and not row.get("Option1 Value"):
            continue  # a picture's row
        choices = {
            name: row.get(f"Option{n} Value")
            for n, name in enumerate(names, 1)
            if name and row.get(f"Option{n} Value") not in {"", "Default Title"}
        }
        sku = row.get("Variant SKU").lstrip("'") or made_sku(handle, choices.values())
        if sku in skus:
            yield Remark(row.line, f"SKU {sku} stands on line {skus[sku]} already", sku=sku)
            continue
        skus[sku] = row.line
        try:
            articles.append(_article(feed, row, sku, choices))
        except ValueError as problem:
            yield Remark(row.line, str(problem), sku=sku)
            continue
        if (stocked := words.units(row.get("Variant Inventory Qty"))) is not None:
            yield Count(sku, stocked)
    if not articles:
        return
    yield from product(feed, _head(feed, tree, rows, handle), articles)


def _article(feed: Feed, row: TableRow, sku: str, choices: dict[str, str]) -> Article:
    asked, before = row.get("Variant Price"), row.get("Variant Compare At Price")
    reduced = before and words.minor(before, feed.currency) > words.minor(asked, feed.currency)
    return Article(
        line=row.line,
        sku=sku,
        price=price(feed, before, asked) if reduced else price(feed, asked),
        choices=choices,
        pictures=[row.get("Variant Image")] if row.get("Variant Image") else [],
        gtin=row.get("Variant Barcode").lstrip("'"),
        weight_g=words.grams(row.get("Variant Grams"), "g"),
    )


def _head(feed: Feed, tree: Tree, rows: list[TableRow], handle: str) -> Head:
    first = rows[0]
    named = next((told for column in _CATEGORIES if (told := feed.category(first.get(column)))), "")
    tags = [tag.strip() for tag in first.get("Tags").split(",") if tag.strip()]
    paths = [named.split(" > ")] if named else [[tag.capitalize()] for tag in tags]
    placed = sorted(rows, key=lambda row: words.units(row.get("Image Position")) or row.line + 10_000)
    attributes = {name: [first.get(column)] for column, name in _SHOWN.items() if first.get(column)}
    return Head(
        line=first.line,
        foreign_id=handle,
        name=first.get("Title"),
        markup=first.get("Body (HTML)"),
        brand=first.get("Vendor"),
        category_ids=[tree.add(path) for path in paths],
        attributes={**attributes, "tags": tags},
        pictures=[row.get("Image Src") for row in placed if row.get("Image Src")],
    )


def made_sku(handle: str, labels: Iterable[str]) -> str:
    """The SKU of an article that has none: the same whenever handle and options are the same."""
    return words.key("-".join([handle, *(value_id(label) for label in labels)]))
