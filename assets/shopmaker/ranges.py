"""Reads the shop's range: plain text tables of product kinds and products, one file per department.

A kind starts with `@ key | category | material | name in English | German | Polish | French | Arabic`, then `>` with a
sentence on how it is made, then one line per language (`de:` …) that says in short what it is. Products of the kind
follow, one a line: `- object | series | brand | cents | colours | sizes | longest side in cm | grams | English line`;
an object made of something else than its kind says so: `tray.1@powder-steel`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assets.shopmaker.words import FOLDER, LANGUAGES


@dataclass(frozen=True)
class Kind:
    """What products of one sort share: category, material, their noun and short text in every language."""

    key: str
    category: str
    material: str
    nouns: dict[str, str]
    detail: str
    shorts: dict[str, str]


@dataclass(frozen=True)
class Item:
    """One product of the range; `model` names a family and a shape such as `mug.0`; money in cents."""

    department: str
    kind: Kind
    model: str
    material: str
    series: str
    brand: str
    cents: int
    colours: tuple[str, ...]
    sizes: tuple[str, ...]
    longest_cm: float
    grams: int
    line: str

    @property
    def slug(self) -> str:
        return f"{plain(self.series)}-{self.kind.key}"


def plain(text: str) -> str:
    """Letters and digits with hyphens, accents dropped."""
    table = str.maketrans("äöüåøæéèêëàâçíîïóôúûñłśćżźńąęÄÖÜÅØÆÉÈ", "aouaoaeeeeaaciiioouunlsczznaeAOUAOAEE")
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in text.translate(table).lower())
    return "-".join(kept.split())


def read(department: str) -> list[Item]:
    """The products of a department; ValueError names the line that cannot be read."""
    items: list[Item] = []
    kind: Kind | None = None
    path = FOLDER / f"{department}.txt"
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark, _, rest = raw.strip().partition(" ")
        try:
            if not mark:
                continue
            if mark == "@":
                kind = _kind([cell.strip() for cell in rest.split("|")])
            elif mark == "-":
                items.append(_item(department, kind, [cell.strip() for cell in rest.split("|")]))
            else:
                kind = _told(kind, mark, rest.strip())
        except ValueError as problem:
            raise ValueError(f"{path.name}, line {number}: {problem}: {raw[:80]}") from problem
    return items


def _kind(cells: list[str]) -> Kind:
    key, category, material, *names = cells
    return Kind(key, category, material, dict(zip(LANGUAGES, names, strict=True)), "", {})


def _told(kind: Kind | None, mark: str, text: str) -> Kind:
    """The kind with one more line of words."""
    if kind is None:
        raise ValueError("no kind stands above")
    if mark == ">":
        return replace(kind, detail=text)
    if mark.rstrip(":") not in LANGUAGES:
        raise ValueError(f"{mark!r} starts no line of a range")
    return replace(kind, shorts={**kind.shorts, mark.rstrip(":"): text})


def _item(department: str, kind: Kind | None, cells: list[str]) -> Item:
    if kind is None:
        raise ValueError("no kind stands above")
    shown, series, brand, cents, colours, sizes, longest, grams, line = cells
    model, _, material = shown.partition("@")
    return Item(
        department=department,
        kind=kind,
        model=model,
        material=material or kind.material,
        series=series,
        brand=brand,
        cents=int(cents),
        colours=tuple(colours.split()),
        sizes=_sizes(sizes),
        longest_cm=float(longest),
        grams=int(grams),
        line=line,
    )


def _sizes(text: str) -> tuple[str, ...]:
    runs = {
        "-": (),
        "garment": ("XS", "S", "M", "L", "XL"),
        "wide": ("S", "M", "L", "XL"),
        "kids": ("98–104", "110–116", "122–128", "134–140"),
        "shoes": ("37", "38", "39", "40", "41", "42", "43", "44"),
        "kids-shoes": ("28", "30", "32", "34"),
        "socks": ("35–38", "39–42", "43–46"),
    }
    return runs.get(text) or tuple(part.strip() for part in text.split(";") if part.strip() not in {"", "-"})
