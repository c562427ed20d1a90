"""Reads a seller's order lines as a catalogue: what was sold, under which name, at which price, how often."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bus.connectors.files import tables, words
from bus.connectors.files.building import Article, Head, price, product
from bus.connectors.files.records import Feed, Record, Remark, Verdict
from bus.connectors.files.tables import TableRow
from shared.domain.catalogue import Product

COLUMNS = frozenset(("InvoiceNo", "StockCode", "Description", "Quantity", "UnitPrice"))


@dataclass
class _Sold:
    """What the lines of one code say."""

    line: int
    names: Counter[str] = field(default_factory=Counter)
    prices: Counter[str] = field(default_factory=Counter)
    units: int = 0


def read(path: Path, feed: Feed) -> Iterator[Record | Remark]:
    """A product for each code, named and priced as most lines do; ``popularity`` is the units sold less those returned.

    Codes that differ only in case are one article. Services, write-offs and free pieces are skipped.
    """
    sold: dict[str, _Sold] = {}
    for row in tables.rows(path):
        if isinstance(row, Remark):
            yield row
        elif remark := _note(row, sold):
            yield remark
    for code, told in sold.items():
        if not told.prices:
            yield Remark(told.line, f"{code} was only ever returned", Verdict.SKIPPED, code)
            continue
        try:
            asked = price(feed, told.prices.most_common(1)[0][0])
        except ValueError as problem:
            yield Remark(told.line, str(problem), sku=code)
            continue
        head = Head(line=told.line, foreign_id=code, name=_name(told.names))
        for made in product(feed, head, [Article(told.line, code, asked)]):
            if isinstance(made, Product):
                yield made.model_copy(update={"popularity": max(0, told.units)})
            else:
                yield made


def _note(row: TableRow, sold: dict[str, _Sold]) -> Remark | None:
    """Count a line, or say why it tells nothing of an article."""
    code, name = row.get("StockCode").upper(), words.line(row.get("Description"))
    try:
        units = int(row.get("Quantity"))
    except ValueError:
        return Remark(row.line, f"{row.get('Quantity')!r} is no quantity", sku=code)
    returned = row.get("InvoiceNo").upper().startswith("C")
    if not any(ch.isdigit() for ch in code):
        return Remark(row.line, f"{code or '?'} is a service, not an article", Verdict.SKIPPED, code)
    if units < 0 and not returned:
        return Remark(row.line, f"{code}: a write-off ({name or 'no reason'})", Verdict.SKIPPED, code)
    if row.get("UnitPrice").strip("0.") == "" or row.get("UnitPrice").startswith("-"):
        return Remark(row.line, f"{code}: given away or corrected, not sold", Verdict.SKIPPED, code)
    told = sold.setdefault(words.key(code), _Sold(row.line))
    told.units += units
    if not returned:
        told.names[name or code] += 1
        told.prices[row.get("UnitPrice")] += 1
    return None


def _name(names: Counter[str]) -> str:
    """The most frequent name; shouted ones are written as titles."""
    name = names.most_common(1)[0][0]
    return name.title().replace("'S ", "'s ") if name.isupper() else name
