"""Reads a file or a folder as one source and joins what its files tell about the same products."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from bus.connectors.files import formats
from bus.connectors.files.formats import TAXONOMY, Format
from bus.connectors.files.lists import taxonomy
from bus.connectors.files.records import Count, Feed, Link, Opinion, Picture, Remark, Verdict
from shared.domain.catalogue import Category, Media, Product, Review
from shared.domain.errors import EnvironmentFault, RefusedInput
from shared.domain.location import Location
from shared.domain.people import StaffMember

SUFFIXES = frozenset((".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".gz"))
SHOWN_REVIEWS, SHOWN_LINKS = 12, 12
ABOUT = "shop.json"
"""What a shop says of itself: name, currency, languages."""


@dataclass
class Gathered:
    """What a source holds; ``roots`` are the folders where a product's pictures may lie."""

    products: list[Product] = field(default_factory=list)
    categories: dict[str, Category] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    staff: dict[str, StaffMember] = field(default_factory=dict)
    counts: list[Count] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # file → format
    unknown: list[str] = field(default_factory=list)
    roots: tuple[Path, ...] = ()
    doubtful: set[str] = field(default_factory=set)  # what had rows that nobody can tell the record of

    def count(self, verdict: Verdict) -> int:
        """How many rows met this fate."""
        return sum(remark.verdict is verdict for remark in self.remarks)


def gather(source: Path, feed: Feed, tell: Callable[[str], None] = lambda _: None) -> Gathered:
    """Everything of a source; RefusedInput when nothing in it is a feed. ``tell`` hears each file's name."""
    if not source.exists():
        raise EnvironmentFault(f"{source}: there is no such file or folder")
    gathered = Gathered()
    found = _recognised(source, gathered)
    named = {
        number: names for path, form in found if form is TAXONOMY for number, names in taxonomy(path).items()
    }
    feed = replace(feed, taxonomy=named)
    base = source if source.is_dir() else source.parent
    gathered.roots = tuple(dict.fromkeys(root for path, _ in found for root in _upwards(path.parent, base)))
    beside = _Beside()
    for path, form in sorted(found, key=lambda pair: (pair[1].brings == "products", pair[0])):
        name = str(path.relative_to(base))
        tell(name)
        gathered.files[name] = form.name
        if form.brings == "products" and not feed.paths:
            feed = replace(feed, paths=_paths(gathered.categories))
        _read(path, name, form, feed, gathered, beside)
    beside.join(gathered)
    _tidy(gathered)
    return gathered


def _recognised(source: Path, gathered: Gathered) -> list[tuple[Path, Format]]:
    if not source.is_dir():
        form = formats.recognise(source)
        if form is None:
            raise RefusedInput(f"{source}: this is no feed; expected are {formats.NAMES}")
        return _worth_it(source, [(source, form)])
    found = []
    for path in sorted(source.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith("."):
            if form := formats.recognise(path):
                found.append((path, form))
            elif path.name != ABOUT:
                gathered.unknown.append(str(path.relative_to(source)))
    if not found:
        raise RefusedInput(f"{source}: no feed in this folder; expected are {formats.NAMES}")
    return _worth_it(source, found)


def _worth_it(source: Path, found: list[tuple[Path, Format]]) -> list[tuple[Path, Format]]:
    if all(form is TAXONOMY for _, form in found):
        raise RefusedInput(f"{source}: a taxonomy alone is no feed; put it beside one that refers to it")
    return found


def _upwards(folder: Path, base: Path) -> Iterator[Path]:
    """The folder and those above it, up to the source's own."""
    while True:
        yield folder
        if folder == base or base not in folder.parents:
            return
        folder = folder.parent


def _read(path: Path, name: str, form: Format, feed: Feed, gathered: Gathered, beside: "_Beside") -> None:
    for record in form.read(path, feed):
        match record:
            case Remark():
                gathered.remarks.append(replace(record, file=name))
                if record.verdict is Verdict.REFUSED and not record.sku:
                    gathered.doubtful.add(form.brings)
            case Product():
                beside.add(record, name, gathered)
            case Category():
                gathered.categories.setdefault(record.id, record)
            case Location():
                gathered.locations[record.id] = record
            case StaffMember():
                gathered.staff[record.id] = record
            case Count():
                gathered.counts.append(record)
            case Picture() | Opinion() | Link():
                beside.told.append((name, record))


def _paths(categories: dict[str, Category]) -> frozenset[tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for category in categories.values():  # parents stand before their children
        above = found.get(category.parent_id or "", ())
        found[category.id] = (*above, category.name)
    return frozenset(found.values())


class _Beside:
    """Pictures, reviews and links that stand in other files than their products."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Picture | Opinion | Link]] = []
        self._products: dict[str, Product] = {}
        self._by_sku: dict[str, str] = {}

    def add(self, product: Product, file: str, gathered: Gathered) -> None:
        """Keep a product; SKUs and ids that another product has already are refused."""
        doubled = [variant.sku for variant in product.variants if variant.sku in self._by_sku]
        for sku in doubled:
            reason = f"SKU {sku} belongs to {self._by_sku[sku]} already"
            gathered.remarks.append(Remark(0, reason, sku=sku, file=file))
        kept = tuple(variant for variant in product.variants if variant.sku not in doubled)
        if product.id in self._products:
            reason = f"product {product.id} stands in an earlier file already"
            gathered.remarks.append(Remark(0, reason, sku=product.id, file=file))
        elif kept:
            self._products[product.id] = (
                product if not doubled else product.model_copy(update={"variants": kept})
            )
            self._by_sku.update((variant.sku, product.id) for variant in kept)

    def join(self, gathered: Gathered) -> None:
        """Give every product what the other files tell about it, and hand the products over."""
        pictures: dict[str, list[Picture]] = defaultdict(list)
        reviews: dict[str, list[Opinion]] = defaultdict(list)
        links: dict[tuple[str, bool], list[str]] = defaultdict(list)
        for file, record in self.told:
            owner = self._owner(record.sku)
            if owner is None:
                reason = f"{type(record).__name__.lower()} of {record.sku!r}, which no product has"
                gathered.remarks.append(Remark(record.line, reason, sku=record.sku, file=file))
            elif isinstance(record, Picture):
                pictures[owner].append(record)
            elif isinstance(record, Opinion):
                reviews[owner].append(record)
            else:
                others = [(sku, self._owner(sku)) for sku in record.others]
                links[owner, record.similar] += [other for _, other in others if other and other != owner]
                if unknown := [sku for sku, other in others if other is None]:
                    reason = f"linked to {', '.join(unknown)}, which no product has"
                    gathered.remarks.append(Remark(record.line, reason, Verdict.NOTED, record.sku, file))
        for identity, product in self._products.items():
            told = _with_pictures(product, pictures[identity])
            changes = _rated([opinion.review for opinion in reviews[identity]], product.popularity)
            for name, similar in (("goes_with", False), ("similar", True)):
                if others_ := dict.fromkeys([*getattr(product, name), *links[identity, similar]]):
                    changes[name] = tuple(others_)[:SHOWN_LINKS]
            gathered.products.append(told.model_copy(update=changes) if changes else told)

    def _owner(self, sku: str) -> str | None:
        """The product of a SKU, of a product's own number, or of a group made for the SKU."""
        own = sku.removesuffix("_Group")
        if own in self._by_sku:
            return self._by_sku[own]
        return next((found for found in self._foreign.get(own, ())), None)

    @property
    def _foreign(self) -> dict[str, list[str]]:
        if not hasattr(self, "_numbers"):
            self._numbers: dict[str, list[str]] = defaultdict(list)
            for identity in self._products:
                self._numbers[identity.partition(":")[2]].append(identity)
        return self._numbers


def _with_pictures(product: Product, pictures: list[Picture]) -> Product:
    if not pictures:
        return product
    several = len(product.variants) > 1
    variants = []
    for variant in product.variants:
        own = [picture.path for picture in pictures if several and picture.sku == variant.sku]
        label = next(
            (v.label for o in product.options for v in o.values if v.id == variant.options.get(o.id)), ""
        )
        alt = f"{product.name}, {label}" if label else product.name
        added = tuple(Media(path=path, alt=alt) for path in own)
        variants.append(variant.model_copy(update={"media": (*variant.media, *added)}) if own else variant)
    paths = dict.fromkeys([*(m.path for m in product.media), *(picture.path for picture in pictures)])
    media = tuple(Media(path=path, alt=product.name) for path in paths)
    return product.model_copy(update={"media": media, "variants": tuple(variants)})


def _rated(reviews: list[Review], popularity: int) -> dict[str, object]:
    if not reviews:
        return {}
    stars = sum(review.rating for review in reviews)
    shown = tuple(reviews[:SHOWN_REVIEWS])
    told = {"rating": round(stars / len(reviews), 2), "rating_count": len(reviews), "reviews": shown}
    return told if popularity else {**told, "popularity": stars}  # for want of sales figures


def _tidy(gathered: Gathered) -> None:
    """Leave out categories without products, and give the others a picture of one of theirs, each its own."""
    if not gathered.products:
        return
    held: dict[str, list[Product]] = defaultdict(list)
    for product in gathered.products:
        reached: set[str] = set()
        for identity in product.category_ids:
            step: str | None = identity
            while step is not None and step in gathered.categories and step not in reached:
                reached.add(step)
                held[step].append(product)
                step = gathered.categories[step].parent_id
    used: set[str] = set()
    kept = {}
    for category in sorted(gathered.categories.values(), key=lambda c: (c.parent_id is not None, c.position)):
        if category.id in held:
            pictured = [media for p in held[category.id] for media in p.media[:1]]
            picture = next((m for m in pictured if m.path not in used), pictured[0] if pictured else None)
            if category.media is None and picture is not None:
                used.add(picture.path)
                kept[category.id] = category.model_copy(update={"media": picture})
            else:
                kept[category.id] = category
    gathered.categories = kept
