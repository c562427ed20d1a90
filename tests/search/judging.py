"""Reads judgements.txt, heldout.txt and blind.txt: queries as typed, and by facts which products answer them."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path

from bus.connectors.files.gather import gather
from bus.connectors.files.records import Feed
from shared.domain.catalogue import Category, Product, Wording

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHOPS = {"luma": ROOT.parent / "shared" / "data" / "luma", "demo": ROOT / "assets" / "shop"}
Fact = Callable[[Product], bool]


@dataclass(frozen=True)
class Judged:
    """A query with its grades: product id → 1 to 3; what is not there is 0."""

    shop: str
    language: str
    text: str
    grades: dict[str, int]


@dataclass(frozen=True)
class Shop:
    products: tuple[Product, ...]
    categories: tuple[Category, ...]
    told: dict[
        str, dict[str, str]
    ]  # what it says in other languages for colours and the like, as in shop.json


def ndcg(grades: dict[str, int], found: Iterable[str], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of a list of product ids, gain 2**grade - 1."""

    def gain(values: Iterable[int]) -> float:
        return sum((2.0**grade - 1) / log2(place + 2) for place, grade in enumerate(values))

    best = gain(sorted(grades.values(), reverse=True)[:depth])
    return gain([grades.get(id_, 0) for id_ in found][:depth]) / best if best else 0.0


@cache
def shop(name: str) -> Shop | None:
    """The shop with this name, None where its data is absent; the Luma shop with German words added."""
    folder = SHOPS[name]
    if not any((folder / name).exists() for name in ("products.csv", "products.jsonl")):
        return None
    got = gather(folder, Feed(source=name))
    if name == "luma":
        german = tomllib.loads((HERE / "german.toml").read_text("utf-8"))
        products = tuple(_in_german(product, german) for product in got.products)
        categories = tuple(
            category.model_copy(update={"words": {"de": Wording(name=word)}})
            if (word := german["categories"].get(category.id.removeprefix("luma:")))
            else category
            for category in got.categories.values()
        )
        return Shop(products, categories, {})
    told = json.loads((folder / "shop.json").read_text("utf-8"))["words"]
    return Shop(tuple(got.products), tuple(got.categories.values()), told)


def _in_german(product: Product, german: dict[str, dict[str, str]]) -> Product:
    name = product.name
    for english, word in german["names"].items():
        name = re.sub(rf"\b{re.escape(english)}s?\b", word, name)
    told = [value for values in product.attributes.values() for value in values]
    told += [value.label for option in product.options for value in option.values]
    short = ", ".join(dict.fromkeys(german["values"][value] for value in told if value in german["values"]))
    return product.model_copy(update={"words": {"de": Wording(name=name, short=short)}})


@cache
def judged(file: str = "judgements") -> tuple[Judged, ...]:
    """Every judged query whose shop is here; ValueError names a line that is not understood or has no answer."""
    found = []
    here: Shop | None = None
    names: dict[str, list[str]] = {}
    source = language = ""
    for number, line in enumerate((HERE / f"{file}.txt").read_text("utf-8").splitlines(), 1):
        line = line.strip()  # noqa: PLW2901 - the line without its margin
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            source, language = line.strip("[]").split()
            here, names = shop(source), {}
        elif "//" not in line:
            name, _, facts = line.partition("=")
            names[name.strip()] = facts.strip().split(" | ")
        elif here is not None:
            text, *rules = (part.strip() for part in line.split("//"))
            grades = _grades(here.products, rules, names, source)
            if 3 not in grades.values():
                raise ValueError(f"{file}.txt:{number}: no product answers {text!r} fully")
            found.append(Judged(source, language, text, grades))
    return tuple(found)


def _grades(
    products: Iterable[Product], rules: list[str], names: dict[str, list[str]], source: str
) -> dict[str, int]:
    read = [(int(rule[0]), _all(rule[1:], names, source)) for rule in rules]
    return {
        product.id: grade
        for product in products
        if (grade := next((grade for grade, holds in read if holds(product)), 0))
    }


def _all(facts: str, names: dict[str, list[str]], source: str) -> Fact:
    each = [_fact(fact, names, source) for fact in facts.split()]
    return lambda product: all(holds(product) for holds in each)


def _fact(fact: str, names: dict[str, list[str]], source: str) -> Fact:
    if fact.startswith("!"):
        denied = _fact(fact[1:], names, source)
        return lambda product: not denied(product)
    if fact in names:
        choices = [_all(choice, names, source) for choice in names[fact]]
        return lambda product: any(holds(product) for holds in choices)
    key, colon, value = fact.partition(":")
    if not colon:
        raise ValueError(f"{fact!r} is neither a name nor key:value")
    values = [one.replace("_", " ").lower() for one in value.split(",")]
    return lambda product: any(_holds(product, key, one, source) for one in values)


def _holds(product: Product, key: str, value: str, source: str) -> bool:
    if key in {"name", "says"}:
        told = product.name if key == "name" else _told(product)
        return re.search(rf"(?<!\w){re.escape(value)}s?(?![\w-])", _plain(told)) is not None
    if key in {"under", "over"}:
        amount = min(variant.price.amount for variant in product.variants) / 100
        return amount < float(value) if key == "under" else amount > float(value)
    if key in {"sku", "id"}:
        codes = [v.sku for v in product.variants] if key == "sku" else [product.id.partition(":")[2]]
        return any(code.lower().startswith(value) for code in codes)
    return value in map(_plain, _values(product, key, source))


def _values(product: Product, key: str, source: str) -> list[str]:
    if key == "in":
        return [id_.removeprefix(f"{source}:") for id_ in _lines(source)[product.category_ids]]
    if key == "brand":
        return [product.brand]
    labels = [value.label for option in product.options if option.kind == key for value in option.values]
    return [
        *labels,
        *(value for name, values in product.attributes.items() if name.lower() == key for value in values),
    ]


def _told(product: Product) -> str:
    return " ".join((product.name, product.short, product.description, *product.bullets))


def _plain(text: str) -> str:
    return re.sub(r"[®™]", "", text).lower()


@cache
def _lines(source: str) -> dict[tuple[str, ...], set[str]]:
    """Category ids of products → these and all above them."""
    held = shop(source)
    if held is None:
        return {}
    parents = {category.id: category.parent_id for category in held.categories}
    found = {}
    for ids in {product.category_ids for product in held.products}:
        line: set[str] = set()
        for id_ in ids:
            at: str | None = id_
            while at is not None and at not in line:
                line.add(at)
                at = parents.get(at)
        found[ids] = line
    return found
