"""Reads product data for Google Merchant Center as tab or comma separated text."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from bus.connectors.files import tables, words
from bus.connectors.files.building import Article, Head, Tree, price, product
from bus.connectors.files.records import Count, Feed, Record, Remark
from bus.connectors.files.tables import TableRow

COLUMNS = frozenset(("id", "title", "price", "availability"))
_OPTIONS = ("color", "size", "material", "pattern")
_SHOWN = ("material", "pattern", "gender", "age group", "condition", "energy efficiency class")


def read(path: Path, feed: Feed) -> Iterator[Record | Remark]:
    """Items of one ``item_group_id`` as one product; columns may be named with spaces or underscores."""
    tree = Tree(feed.source)
    groups: dict[str, list[TableRow]] = {}
    seen: dict[str, int] = {}
    for row in tables.rows(path):
        if isinstance(row, Remark):
            yield row
            continue
        row = replace(row, cells={column(name): cell for name, cell in row.cells.items()})  # noqa: PLW2901
        sku = row.get("id")
        if not sku or len(sku) > 120:
            yield Remark(
                row.line, "an item without an id" if not sku else "an id of more than 120 characters"
            )
        elif sku in seen:
            yield Remark(row.line, f"id {sku} stands on line {seen[sku]} already", sku=sku)
        else:
            seen[sku] = row.line
            groups.setdefault(row.get("item group id") or sku, []).append(row)
    for group, rows in groups.items():
        yield from _made(feed, tree, group, rows)
    yield from tree.categories()


def column(name: str) -> str:
    """A column's name in lower case with spaces: ``Item_Group_ID`` → ``item group id``."""
    return name.lower().replace("_", " ").strip()


def _made(feed: Feed, tree: Tree, group: str, rows: list[TableRow]) -> Iterator[Record | Remark]:
    articles = []
    for row in rows:
        try:
            articles.append(_article(feed, row, grouped=len(rows) > 1))
        except ValueError as problem:
            yield Remark(row.line, str(problem), sku=row.get("id"))
            continue
        stocked = words.units(row.get("quantity") or row.get("sell on google quantity"))
        if row.get("availability").replace("_", " ") == "out of stock":
            stocked = 0
        if stocked is not None:
            yield Count(row.get("id"), stocked)
    if not articles:
        return
    row = rows[0]
    ours = [path for path in row.get("product type").split(",") if path.strip()]
    paths = ours or [path for path in (feed.category(row.get("google product category")),) if path]
    chosen = {name for article in articles for name in article.choices}
    head = Head(
        line=row.line,
        foreign_id=group,
        name=_title([row.get("title") for row in rows], articles),
        markup=row.get("description"),
        brand=row.get("brand"),
        category_ids=[tree.add(path.split(">")) for path in paths],
        attributes={name: [row.get(name)] for name in _SHOWN if row.get(name) and name not in chosen},
    )
    yield from product(feed, head, articles)


def _article(feed: Feed, row: TableRow, *, grouped: bool) -> Article:
    told = row.get("price")
    starts, _, ends = row.get("sale price effective date").partition("/")
    own = replace(feed, currency=words.currency_of(told) or feed.currency)
    more = row.get("additional image link").split(",")
    names = _OPTIONS if grouped else ("color", "size")
    return Article(
        line=row.line,
        sku=row.get("id"),
        price=price(own, told, row.get("sale price"), starts, ends),
        choices={name: row.get(name) for name in names if row.get(name)},
        pictures=[path.strip() for path in [row.get("image link"), *more] if path.strip()],
        gtin=row.get("gtin"),
        weight_g=words.grams(row.get("shipping weight"), "kg"),
    )


def _title(titles: list[str], articles: list[Article]) -> str:
    """The words all titles of a group begin with, the first title when that is too little to tell."""
    if len(articles) == 1:
        return titles[0]
    shared = "".join(chars[0] for chars in takewhile(lambda c: len(set(c)) == 1, zip(*titles, strict=False)))
    if shared not in titles:
        shared = shared.rpartition(" ")[0]
    shared = shared.rstrip(" -–,/(|")
    return shared if len(shared) >= 4 else titles[0]
