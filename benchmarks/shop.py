"""A made-up shop of any size from real vocabularies, and queries as shoppers type them; a seed makes it repeatable."""

import gzip
import json
import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"
_SIZES: Final = (
    ("XS", "S", "M", "L", "XL"),
    ("36", "37", "38", "39", "40", "41", "42"),
    ("0.5 L", "1 L", "1.5 L"),
    (),
)
_COLOURS: Final = (
    "Black", "White", "Blue", "Red", "Green", "Grey", "Navy", "Beige", "Brown", "Pink", "Orange", "Silver",
)  # fmt: skip
_QUALITIES: Final = (
    *(
        "classic",
        "light",
        "compact",
        "premium",
        "soft",
        "warm",
        "waterproof",
        "organic",
        "cordless",
        "portable",
    ),
    *("slim", "heavy", "outdoor", "indoor", "kids", "women", "men", "travel", "mini", "large", "folding"),
    *(
        "wireless",
        "quiet",
        "fast",
        "durable",
        "handmade",
        "recycled",
        "cotton",
        "steel",
        "wooden",
        "leather",
        "wool",
    ),
)
_SENTENCES: Final = (
    "Made to last and easy to clean",
    "A favourite for everyday use at home and on the way",
    "Light enough to carry and strong enough to keep",
    "With a two year guarantee and spare parts for ten years",
    "Comes in a recycled box without plastic",
    "Fits small rooms and big plans",
    "Tested by our own staff in every weather",
)
_WORDS_WITHOUT_DATA: Final = (
    *(
        "Running Shoes",
        "Rain Jackets",
        "Water Bottles",
        "Coffee Machines",
        "Desk Lamps",
        "Kitchen Knives",
        "Yoga Mats",
    ),
    *(
        "Winter Coats",
        "Laptop Bags",
        "Phone Cases",
        "Garden Chairs",
        "Bath Towels",
        "Frying Pans",
        "Board Games",
    ),
)
_BRANDS_WITHOUT_DATA: Final = (
    "Nordkap",
    "Fjell",
    "Ållberg",
    "Brühl",
    "Lumen",
    "Kettler & Sons",
    "Aqua",
    "Orme",
    "Tessa",
)


@dataclass(frozen=True)
class Vocabulary:
    """Category paths, brands and product names; ``real`` tells whether they come from the real data."""

    paths: tuple[tuple[str, ...], ...]
    brands: tuple[str, ...]
    names: tuple[str, ...]
    real: bool


@cache
def vocabulary() -> Vocabulary:
    """From ../shared/data where it is there, else a small one of our own."""
    if not (DATA / "taxonomy").is_dir():
        paths: tuple[tuple[str, ...], ...] = tuple(
            ("Shop", name.split()[-1], name) for name in _WORDS_WITHOUT_DATA
        )
        return Vocabulary(paths, _BRANDS_WITHOUT_DATA, _WORDS_WITHOUT_DATA, real=False)
    (taxonomy,) = (DATA / "taxonomy").glob("*.txt.gz")
    with gzip.open(taxonomy, "rt", encoding="utf-8") as file:
        paths = tuple(
            tuple(line.split(" - ", 1)[1].strip().split(" > ")) for line in file if not line.startswith("#")
        )
    with gzip.open(DATA / "barcodes" / "items.jsonl.gz", "rt", encoding="utf-8") as file:
        items = [json.loads(line) for line in file]
    brands = tuple(sorted({item["Brand Name"].strip() for item in items if item.get("Brand Name")}))
    names = tuple(sorted({item["Name"].strip() for item in items if item.get("Name")}))
    return Vocabulary(paths, brands, names, real=True)


def products(count: int, seed: int = 7) -> Iterator[dict[str, object]]:
    """Canonical products; one in ten bears a real name, the others a name made of their category's words."""
    words = vocabulary()
    rng = random.Random(seed)
    brand_weights = [1 / (rank + 1) for rank in range(len(words.brands))]
    path_weights = [1 / (rank + 4) for rank in range(len(words.paths))]
    paths = rng.sample(words.paths, len(words.paths))
    chosen = rng.choices(paths, path_weights, k=count)
    brands = rng.choices(rng.sample(words.brands, len(words.brands)), brand_weights, k=count)
    for n, (path, brand) in enumerate(zip(chosen, brands, strict=True)):
        yield _product(n, path, brand, words, rng)


def _product(
    n: int, path: tuple[str, ...], brand: str, words: Vocabulary, rng: random.Random
) -> dict[str, object]:
    thing = path[-1].replace(" & ", " ").rstrip("s")
    if rng.random() < 0.1:
        name = rng.choice(words.names)
    else:
        name = f"{brand} {rng.choice(_QUALITIES)} {thing}"
        name += f" {rng.choice('ABCDEHKLMRSTX')}{rng.randrange(10, 9_999)}" if rng.random() < 0.4 else ""
    sizes = rng.choice(_SIZES)
    colours = rng.sample(_COLOURS, rng.randrange(1, 4))
    amount = int(10 ** rng.uniform(2.4, 5.2))
    digits = f"{400_000_000_000 + n:012d}"
    check = -sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits))) % 10
    description = (
        f"{rng.choice(_SENTENCES)}. {rng.choice(_QUALITIES)} {thing} for {rng.choice(_QUALITIES)} days."
    )
    options = [
        {"id": "c", "label": "Colour", "kind": "colour", "values": [{"id": c, "label": c} for c in colours]}
    ]
    if sizes:
        options.append(
            {"id": "s", "label": "Size", "kind": "size", "values": [{"id": s, "label": s} for s in sizes]}
        )
    chosen = {"c": colours[0], **({"s": sizes[0]} if sizes else {})}
    return {
        "id": f"shop:{n}",
        "name": name,
        "brand": brand,
        "description": description,
        "category_ids": [category_id(path)],
        "options": options,
        "variants": [
            {"sku": f"SKU-{n:07d}", "gtin": digits + str(check), "options": chosen,
             "price": {"amount": amount - amount % 5, "currency": "EUR"}}
        ],
        "media": [{"sha256": f"{n:064x}"}],
        "attributes": {"material": [rng.choice(("cotton", "steel", "wood", "plastic", "wool"))]},
        "rating": round(rng.uniform(2.5, 5.0), 1),
        "popularity": int(1_000_000 / (rng.randrange(1_000_000) + 1)),
    }  # fmt: skip


def categories() -> Iterator[dict[str, object]]:
    """The tree of all paths."""
    leaves = vocabulary().paths
    for path in dict.fromkeys(leaf[:n] for leaf in leaves for n in range(1, len(leaf) + 1)):
        yield {
            "id": category_id(path),
            "name": path[-1],
            "parent_id": category_id(path[:-1]) if path[1:] else None,
        }


def category_id(path: tuple[str, ...]) -> str:
    """A short id that is the same in every run."""
    return f"c{zlib.crc32(' > '.join(path).encode()):08x}"


@cache
def category_names() -> dict[str, str]:
    """Paths as text by id."""
    return {category_id(path): " > ".join(path) for path in vocabulary().paths}


@dataclass(frozen=True)
class Typed:
    """A query as typed, and as it was meant where a slip is in it."""

    text: str
    meant: str

    @property
    def slip(self) -> bool:
        return self.text != self.meant


def queries(count: int, of: list[dict[str, object]], seed: int = 11, slips: float = 0.22) -> list[Typed]:
    """Queries for products of the shop: two or three words of a name, some with a size, some with a slip."""
    rng = random.Random(seed)
    found: list[Typed] = []
    while len(found) < count:
        product = rng.choice(of)
        words = [w for w in str(product["name"]).lower().split() if w.isalpha() and len(w) > 2]
        if len(words) < 2:
            continue
        start = rng.randrange(len(words) - 1)
        meant = words[start : start + rng.choice((2, 2, 3))]
        if rng.random() < 0.1:
            rng.shuffle(meant)
        typed = list(meant)
        if rng.random() < slips:
            at = max(range(len(typed)), key=lambda i: len(typed[i]))
            typed = _slip(typed, at, rng)
        found.append(Typed(" ".join(typed), " ".join(meant)))
    return found


def _slip(words: list[str], at: int, rng: random.Random) -> list[str]:
    """One slip: a letter changed, lost, doubled or swapped, also the first; a word joined to the next or split."""
    word = words[at]
    kind = rng.choice(("change", "lose", "double", "swap", "first", "join", "split"))
    if kind == "join":
        first = min(at, len(words) - 2)
        return [*words[:first], words[first] + words[first + 1], *words[first + 2 :]]
    if len(word) < 5:
        return words
    i = rng.randrange(1, len(word) - 1)
    if kind == "split":
        i = rng.randrange(2, len(word) - 2) if len(word) > 5 else 2
        return [*words[:at], word[:i], word[i:], *words[at + 1 :]]
    slipped = {
        "change": word[:i] + rng.choice("aeiourstn") + word[i + 1 :],
        "lose": word[:i] + word[i + 1 :],
        "double": word[:i] + word[i] + word[i:],
        "swap": word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :],
        "first": rng.choice("aeiourstn") + word[1:],
    }[kind]
    return [*words[:at], slipped, *words[at + 1 :]]
