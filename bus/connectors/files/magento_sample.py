"""Reads the tables of Magento's sample data: gear in its own shape, categories, pictures, links, reviews."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from bus.connectors.files import tables, words
from bus.connectors.files.building import Article, Head, Tree, price, product
from bus.connectors.files.magento import flagged_new, short_name
from bus.connectors.files.records import Count, Feed, Link, Opinion, Picture, Record, Remark
from bus.connectors.files.tables import TableRow
from shared.domain.catalogue import Review

GEAR = frozenset(("category", "name", "sku", "price", "attribute_set"))
CATEGORIES = frozenset(("name", "url_key", "path"))
PICTURES = frozenset(("sku", "image"))
LINKS = frozenset(("sku", "linked_sku"))
REVIEWS = frozenset(("sku", "rating_value", "title", "review"))
_PLAIN = GEAR | {
    "qty", "description", "special_price", "visibility", "url_key", "size", "color",
    "eco_collection", "performance_fabric", "erin_recommends", "new", "sale",
}  # fmt: skip
_HIDDEN = "1"


def gear(path: Path, feed: Feed) -> Iterator[Record | Remark]:
    """Products; rows that are not visible by themselves make one product of their attribute set."""
    tree = Tree(feed.source)
    sets: dict[str, list[TableRow]] = {}
    seen: dict[str, int] = {}
    for row in tables.rows(path):
        if isinstance(row, Remark):
            yield row
            continue
        sku = row.get("sku")
        if not sku or sku in seen:
            yield Remark(
                row.line,
                f"SKU {sku} stands on line {seen[sku]} already" if sku else "a row without a SKU",
                sku=sku,
            )
            continue
        seen[sku] = row.line
        if (stocked := words.units(row.get("qty"))) is not None:
            yield Count(sku, stocked)
        together = row.get("visibility") == _HIDDEN and (row.get("size") or row.get("color"))
        sets.setdefault(f"set {row.get('attribute_set')}" if together else f"sku {sku}", []).append(row)
    for rows in sets.values():
        yield from _made(feed, tree, rows)
    yield from tree.categories()


def _made(feed: Feed, tree: Tree, rows: list[TableRow]) -> Iterator[Record | Remark]:
    articles = []
    for row in rows:
        choices = {name: row.get(name) for name in ("size", "color") if row.get(name)}
        try:
            asked = price(feed, row.get("price"), row.get("special_price"))
        except ValueError as problem:
            yield Remark(row.line, str(problem), sku=row.get("sku"))
            continue
        articles.append(Article(row.line, row.get("sku"), asked, choices))
    if not articles:
        return
    row = rows[0]
    name = row.get("attribute_set") if row.get("visibility") == _HIDDEN else row.get("name")
    head = Head(
        line=row.line,
        foreign_id=row.get("sku") if name == row.get("name") else words.slug(name),
        name=name,
        markup=row.get("description"),
        category_ids=[tree.add(path) for path in _paths(row.get("category"), feed.paths)],
        attributes={short_name(n): cell.split("\n") for n, cell in row.cells.items() if n not in _PLAIN},
        new_from=flagged_new(feed, row.get("new")),
    )
    yield from product(feed, head, articles)


def _paths(text: str, known: frozenset[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Paths from names one below the other; a department that is no child of the name before starts anew."""
    path: tuple[str, ...] = ()
    for name in (name.strip() for name in text.split("\n") if name.strip()):
        if path and (*path, name) not in known and (name,) in known:
            yield path
            path = ()
        path = (*path, name)
    if path:
        yield path


def categories(path: Path, feed: Feed) -> Iterator[Record | Remark]:
    """Categories with their paths; those the shop's menu leaves out stand behind the others."""
    tree = Tree(feed.source)
    for row in tables.rows(path):
        if isinstance(row, Remark):
            yield row
        elif not row.get("name"):
            yield Remark(row.line, "a category without a name")
        else:
            above = [name for name in row.get("path").split("/") if name]
            behind = 500 if row.get("include_in_menu") == "0" else 0
            tree.add([*above, row.get("name")], behind + (words.units(row.get("position")) or row.line))
    yield from tree.categories()


def pictures(path: Path, _: Feed) -> Iterator[Record | Remark]:
    """Pictures of SKUs, one a row."""
    for row in tables.rows(path):
        if isinstance(row, Remark):
            yield row
        elif row.get("sku") and row.get("image"):
            yield Picture(row.line, row.get("sku"), row.get("image"))
        else:
            yield Remark(row.line, "a picture needs a SKU and a path")


def links(path: Path, _: Feed) -> Iterator[Record | Remark]:
    """Links between products: alternatives in a file named for up-sells, else what goes with a product."""
    similar = "upsell" in path.name.lower()
    for row in tables.rows(path):
        if isinstance(row, Remark):
            yield row
        else:
            others = tuple(sku.strip() for sku in row.get("linked_sku").split("\n") if sku.strip())
            yield Link(row.line, row.get("sku"), others, similar)


def reviews(path: Path, _: Feed) -> Iterator[Record | Remark]:
    """Reviews; the reviewers' e-mail addresses are not read."""
    for row in tables.rows(path):
        if isinstance(row, Remark):
            yield row
            continue
        try:
            review = Review(
                rating=int(row.get("rating_value")),
                title=words.line(row.get("title")),
                text=words.prose(row.get("review"))[0],
                author=words.line(row.get("reviewer")),
            )
        except (ValueError, ValidationError):
            yield Remark(
                row.line, f"rating {row.get('rating_value')!r} is none of 1 to 5", sku=row.get("sku")
            )
        else:
            yield Opinion(row.line, row.get("sku"), review)
