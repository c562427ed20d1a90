"""Reads Magento's product CSV: configurable products with their variations, simple ones, words and links."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bus.connectors.files import tables, words
from bus.connectors.files.building import Article, Head, Tree, moment, price, product
from bus.connectors.files.options import option_id
from bus.connectors.files.records import Count, Feed, Link, Record, Remark, Verdict
from bus.connectors.files.tables import TableRow
from shared.domain.catalogue import Wording

COLUMNS = frozenset(("sku", "product_type", "attribute_set_code", "name", "price"))
_FLAGS = {"eco_collection": "Eco collection", "performance_fabric": "Performance fabric"}
_NOT_SHOWN = frozenset(("has_options", "required_options", "new", "sale", "erin_recommends", *_FLAGS))
_YES = frozenset(("yes", "1", "true"))
_PAIR = re.compile(r'(?:^|,)([\w.-]+)=("(?:[^"]|"")*"|[^=]*?)(?=,[\w.-]+=|$)', re.DOTALL)
_BRANDS = ("brand", "manufacturer")
_GTINS = ("gtin", "ean", "upc", "barcode")
_LINKS = (("related_skus", False), ("crosssell_skus", False), ("upsell_skus", True))
_OFF = frozenset(("0", "2"))


def read(path: Path, feed: Feed) -> Iterator[Record | Remark]:
    """Configurable products first; visible simple rows that none of them takes stand for themselves."""
    tree = Tree(feed.source)
    told = _Told()
    for row in tables.rows(path):
        yield from [row] if isinstance(row, Remark) else told.sort(row)
    taken: set[str] = set()
    for row in told.configurable:
        variations = list(_variations(row))
        own = [(told.simple[sku], choices) for sku, choices in variations if sku in told.simple]
        for sku in (sku for sku, _ in variations if sku not in told.simple):
            yield Remark(row.line, f"variation {sku!r} has no usable row of its own", sku=sku)
        taken.update(found.get("sku") for found, _ in own)
        yield from _made(feed, tree, row, own, told.words)
    for sku, row in told.simple.items():
        if sku not in taken and row.get("visibility").startswith("Not Visible"):
            yield Remark(row.line, "not sold by itself, and no configurable product takes it", sku=sku)
        elif sku not in taken:
            yield from _made(feed, tree, row, [(row, {})], told.words)
    yield from tree.categories()


class _Told:
    """A file's rows by what they are: a configurable product may stand before or behind its variations."""

    def __init__(self) -> None:
        self.simple: dict[str, TableRow] = {}
        self.configurable: list[TableRow] = []
        self.words: dict[str, dict[str, Wording]] = {}
        self._seen: dict[str, int] = {}

    def sort(self, row: TableRow) -> Iterator[Record | Remark]:
        """Keep a row; gives the stock and the links it tells, or why it is left out."""
        sku, view = row.get("sku"), row.get("store_view_code")
        kind = row.get("product_type") or "simple"
        if not sku or len(sku) > 120:
            yield Remark(row.line, "the SKU is longer than 120 characters" if sku else "a row without a SKU")
        elif view and re.match(r"[a-z]{2}(?![a-z])", view):
            self.words.setdefault(sku, {})[view[:2]] = _wording(row)
        elif view:
            yield Remark(row.line, f"store view {view!r} names no language", Verdict.SKIPPED, sku)
        elif sku in self._seen:
            yield Remark(row.line, f"SKU {sku} stands on line {self._seen[sku]} already", sku=sku)
        elif kind not in {"simple", "configurable"}:
            yield Remark(row.line, f"a {kind} product is no article of its own", Verdict.SKIPPED, sku)
        else:
            self._seen[sku] = row.line
            yield from _links(row)
            if kind == "configurable":
                self.configurable.append(row)
                return
            self.simple[sku] = row
            if (stocked := words.units(row.get("qty"))) is not None:
                yield Count(sku, stocked if row.get("is_in_stock") != "0" else 0)


def _made(
    feed: Feed,
    tree: Tree,
    row: TableRow,
    rows: Sequence[tuple[TableRow, dict[str, str]]],
    translations: dict[str, dict[str, Wording]],
) -> Iterator[Record | Remark]:
    articles = []
    for found, choices in rows:
        if _OFF & {found.get("product_online"), row.get("product_online")}:
            yield Remark(found.line, "switched off in the source", Verdict.SKIPPED, found.get("sku"))
            continue
        try:
            articles.append(_article(feed, found, choices))
        except ValueError as problem:
            yield Remark(found.line, str(problem), sku=found.get("sku"))
    if rows and not articles:
        return  # every article has its own remark already
    sku = row.get("sku")
    told = pairs(row.get("additional_attributes"))
    new_from = moment(row.get("new_from_date"))
    head = Head(
        line=row.line,
        foreign_id=sku,
        name=row.get("name") or sku,
        markup=row.get("description"),
        short=row.get("short_description"),
        brand=next((told[name] for name in _BRANDS if told.get(name)), ""),
        category_ids=[tree.add(path) for path in _paths(row.get("categories"))],
        attributes=_attributes(told, taken={name for article in articles for name in article.choices}),
        pictures=_pictures(row),
        new_from=new_from.date() if new_from else flagged_new(feed, told.get("new", "")),
        translations=translations.get(sku, {}),
    )
    yield from product(feed, head, articles)


def _article(feed: Feed, row: TableRow, choices: dict[str, str]) -> Article:
    dates = row.get("special_price_from_date"), row.get("special_price_to_date")
    told = pairs(row.get("additional_attributes"))
    return Article(
        line=row.line,
        sku=row.get("sku"),
        price=price(feed, row.get("price"), row.get("special_price"), *dates),
        choices=choices,
        pictures=_pictures(row),
        gtin=next((told[name] for name in _GTINS if told.get(name)), ""),
        weight_g=words.grams(row.get("weight"), "lb"),
    )


def _variations(row: TableRow) -> Iterator[tuple[str, dict[str, str]]]:
    """SKUs of a configurable product with what each was chosen for."""
    for text in row.get("configurable_variations").split("|"):
        if choices := pairs(text):
            yield choices.pop("sku", text), choices


def _links(row: TableRow) -> Iterator[Link]:
    for column, similar in _LINKS:
        if others := tuple(other.strip() for other in row.get(column).split(",") if other.strip()):
            yield Link(row.line, row.get("sku"), others, similar)


def pairs(text: str) -> dict[str, str]:
    """``a=1,b=x|y`` as a dictionary; values may be quoted or hold commas."""
    return {name: value.strip('"').replace('""', '"').strip() for name, value in _PAIR.findall(text)}


def _pictures(row: TableRow) -> list[str]:
    """Base and additional pictures of a row, each once, in order."""
    told = [row.get("base_image"), *row.get("additional_images").split(",")]
    paths = (path.strip() for path in told)
    return list(dict.fromkeys(path for path in paths if path and path != "no_selection"))


def flagged_new(feed: Feed, flag: str) -> date | None:
    """The day of this import for what a feed calls new without a date."""
    return feed.today if flag.lower() in _YES else None


def _attributes(told: dict[str, str], taken: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    ids = {option_id(name) for name in taken}
    for name, value in told.items():
        if name in _FLAGS and value.lower() in _YES:
            found.setdefault("features", []).append(_FLAGS[name])
        elif name not in _NOT_SHOWN and option_id(name) not in ids and name not in _BRANDS:
            found.setdefault(short_name(name), []).extend(value.split("|"))
    return found


def short_name(column: str) -> str:
    """An attribute's name without the kind of product that samples add: ``style_bottom`` → ``style``."""
    return re.sub(r"_(general|bottom|bags|gear)$", "", column)


def _paths(text: str) -> Iterator[list[str]]:
    """Category paths below Magento's root category: a comma parts them, a slash their names."""
    for path in re.split(r",(?! )", text):
        names = [name.replace("\\/", "/") for name in re.split(r"(?<!\\)/", path)]
        if len(names) > 1:
            yield names[1:]


def _wording(row: TableRow) -> Wording:
    description, _ = words.prose(row.get("description"))
    short, _ = words.prose(row.get("short_description"))
    return Wording(name=words.line(row.get("name")), short=short, description=description)
