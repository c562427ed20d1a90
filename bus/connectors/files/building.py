"""Makes canonical products of what every product feed tells in its own columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from pydantic import ValidationError

from bus.connectors.files import options, words
from bus.connectors.files.records import Feed, Remark, Verdict
from shared.domain.catalogue import Category, Media, Price, Product, Promotion, Variant, Wording
from shared.domain.codes import gtin14

_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%m/%d/%y, %I:%M %p", "%m/%d/%y", "%m/%d/%Y", "%d.%m.%Y")


@dataclass
class Article:
    """One sellable row: ``choices`` maps an option's name in the feed to the value's label."""

    line: int
    sku: str
    price: Price
    choices: dict[str, str] = field(default_factory=dict)
    pictures: Sequence[str] = ()
    gtin: str = ""
    weight_g: int | None = None


@dataclass
class Head:
    """What a product says about all its articles; ``markup`` and ``short`` may be HTML."""

    line: int
    foreign_id: str
    name: str
    markup: str = ""
    short: str = ""
    brand: str = ""
    category_ids: Sequence[str] = ()
    attributes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pictures: Sequence[str] = ()
    new_from: date | None = None
    translations: Mapping[str, Wording] = field(default_factory=dict)


def product(feed: Feed, head: Head, articles: Sequence[Article]) -> Iterator[Product | Remark]:
    """The product of a head and its articles, after a remark for each article that cannot be part of it."""
    names = [
        name for name in _option_names(articles) if all(article.choices.get(name) for article in articles)
    ]
    kept: dict[tuple[str, ...], Article] = {}
    for article in articles:
        chosen = tuple(options.value_id(article.choices[name]) for name in names)
        if other := kept.get(chosen):
            reason = f"{article.sku} cannot be told from {other.sku}: both are {_told(article, names)}"
            yield Remark(article.line, reason, sku=article.sku)
        else:
            kept[chosen] = article
    if not kept:
        reason = f"{head.name or head.foreign_id} has no article that can be sold"
        yield Remark(head.line, reason, sku=head.foreign_id)
        return
    for article in kept.values():
        if article.gtin and not gtin14(article.gtin):
            reason = f"{article.gtin!r} is no GTIN (length or check digit): taken without it"
            yield Remark(article.line, reason, Verdict.NOTED, article.sku)
    try:
        yield _product(feed, head, names, list(kept.values()))
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        yield Remark(head.line, f"{where}: {first['msg']}", sku=head.foreign_id)


def _product(feed: Feed, head: Head, names: list[str], articles: list[Article]) -> Product:
    identities = {name: options.option_id(name) for name in names}
    chosen = [{identities[name]: words.line(article.choices[name]) for name in names} for article in articles]
    description, bullets = words.prose(head.markup)
    short, more = words.prose(head.short)
    pictures = dict.fromkeys([*head.pictures, *(path for article in articles for path in article.pictures)])
    name = words.line(head.name)
    return Product(
        id=words.key(f"{feed.source}:{head.foreign_id}"),
        name=name,
        brand=words.line(head.brand),
        short=" ".join(short.split()) or words.opening(description),
        description=description,
        bullets=bullets or more,
        category_ids=tuple(dict.fromkeys(head.category_ids)),
        options=options.build([(identities[n], label(n)) for n in names], chosen),
        variants=tuple(
            Variant(
                sku=article.sku,
                gtin=gtin14(article.gtin),
                options={identity: options.value_id(text) for identity, text in values.items()},
                price=article.price,
                media=tuple(_media(path, name, values.get("colour", "")) for path in article.pictures),
                weight_g=article.weight_g,
            )
            for article, values in zip(articles, chosen, strict=True)
        ),
        media=tuple(_media(path, name, "") for path in pictures),
        attributes={k: found for k, told in head.attributes.items() if (found := _lines(told))},
        new_from=head.new_from,
        words=dict(head.translations),
    )


def _option_names(articles: Sequence[Article]) -> list[str]:
    """Option names in order of appearance, colour first: it changes the picture."""
    names = list(dict.fromkeys(name for article in articles for name in article.choices))
    unique = {options.option_id(name): name for name in reversed(names)}
    ordered = [name for name in names if name in unique.values()]
    return sorted(ordered, key=lambda name: options.kind(name) != "colour")


def _told(article: Article, names: list[str]) -> str:
    return ", ".join(article.choices[name] for name in names) or "without options"


def _media(path: str, name: str, colour: str) -> Media:
    return Media(path=path, alt=f"{name}, {colour}" if colour else name)


def _lines(told: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean for text in told if (clean := words.line(text))))


def label(name: str) -> str:
    """A column's name as a person would write it: ``eco_collection`` → ``Eco collection``."""
    told = words.line(name.replace("_", " "))
    return told[:1].upper() + told[1:]


def price(feed: Feed, regular: str, special: str = "", starts: str = "", ends: str = "") -> Price:
    """A price, with a promotion when the special one is lower; ValueError says what is wrong with it."""
    amount = words.minor(regular, feed.currency)
    promotion = None
    if special:
        lower = words.minor(special, feed.currency)
        if lower < amount:
            promotion = Promotion(amount=lower, starts=moment(starts), ends=moment(ends))
    return Price(amount=amount, currency=feed.currency, promotion=promotion)


def moment(text: str) -> datetime | None:
    """A date or a time in UTC, ISO 8601 or as spreadsheets write it; None when there is none to read."""
    told = text.strip()
    if not told:
        return None
    found = _iso(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", told))
    for form in _DATES:
        found = found or _strptime(told, form)
    if found is None:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _strptime(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        return None


class Tree:
    """The category paths a feed names: gives their ids, and the categories in order of appearance.

    Positions given with ``add`` win; paths that only products name stand behind them.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._positions: dict[tuple[str, ...], int] = {}

    def add(self, path: Sequence[str], position: int | None = None) -> str:
        """The id of a path of names from the department down; its ancestors are added too."""
        clean = tuple(name for part in path if (name := words.line(part)))
        for depth in range(1, len(clean) + 1):
            self._positions.setdefault(clean[:depth], 1000 + len(self._positions))
        if position is not None and clean:
            self._positions[clean] = position
        return self._id(clean) if clean else ""

    def categories(self) -> Iterator[Category]:
        """Every category once, parents before children."""
        for path, position in self._positions.items():
            parent = self._id(path[:-1]) if len(path) > 1 else None
            yield Category(id=self._id(path), name=path[-1], parent_id=parent, position=position)

    def _id(self, path: tuple[str, ...]) -> str:
        return words.key(f"{self._source}:" + "/".join(words.slug(name) or "x" for name in path))
