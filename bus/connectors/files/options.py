"""Options of a product from its variants' values: their kind, ids, swatches and display order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from bus.connectors.files import words
from shared.domain.catalogue import Option, OptionValue
from shared.domain.sizes import Rank, size_rank

_COLOUR_WORDS = frozenset(
    ("color", "colour", "farbe", "kolor", "couleur", "colore", "cor", "kleur", "färg", "اللون")
)
_SIZE_WORDS = frozenset(("size", "größe", "grösse", "rozmiar", "taille", "talla", "taglia", "maat", "المقاس"))
Kind = Literal["colour", "size", "other"]
_LAST: Rank = (2, "", 0, "")
SWATCHES = {
    "black": "#1c1c1e", "white": "#fbfbf9", "gray": "#8d9096", "grey": "#8d9096", "charcoal": "#3f4349",
    "silver": "#c3c6ca", "red": "#c62f34", "burgundy": "#6d1f33", "maroon": "#6b2230", "pink": "#e88ba6",
    "rose": "#d9879a", "coral": "#f0775f", "orange": "#e8792b", "rust": "#a8502a", "copper": "#b4703f",
    "peach": "#f3b391", "yellow": "#f0c52e", "mustard": "#cf9f2a", "gold": "#c9a24a", "cream": "#f3ead6",
    "ivory": "#f5f0e1", "beige": "#d9c7a8", "tan": "#c59f72", "sand": "#dbc9a6", "camel": "#b98a56",
    "brown": "#73492f", "chocolate": "#4e3022", "khaki": "#958d63", "olive": "#6a6f3a", "green": "#3c8f4d",
    "lime": "#a3c644", "mint": "#a9d9c0", "sage": "#9caf92", "emerald": "#17795a", "teal": "#1d7f82",
    "turquoise": "#35b3b0", "aqua": "#6fcfd6", "cyan": "#3fb7d6", "blue": "#2f66b5", "navy": "#1e2f55",
    "indigo": "#3b3f86", "sky": "#84bce8", "denim": "#45628c", "royal": "#2c4fb0", "purple": "#74479c",
    "violet": "#7d55b5", "lavender": "#b7a3dc", "lilac": "#c3a7d6", "plum": "#6e3a66", "magenta": "#bd3a88",
    "fuchsia": "#cc3f93", "bronze": "#8f6a3c", "slate": "#5d6b7a", "stone": "#b5ac9d",
}  # fmt: skip


def kind(name: str) -> Kind:
    """``colour``, ``size`` or ``other`` for an option's name in the languages of our shops."""
    told = words.line(name).lower()
    parts = set(re.split(r"[\s_/-]+", told))
    if parts & _COLOUR_WORDS:
        return "colour"
    return "size" if parts & _SIZE_WORDS else "other"


def option_id(name: str) -> str:
    """``colour`` and ``size`` whatever the feed calls them, else a key made of the name."""
    found = kind(name)
    return found if found != "other" else words.key(words.slug(name)) or "option"


def swatch(label: str) -> str:
    """``#rrggbb`` for a colour's name, ``Dark Blue`` included; empty for a name nobody knows."""
    parts = re.findall(r"[a-z]+", label.lower())
    known = next((SWATCHES[part] for part in reversed(parts) if part in SWATCHES), "")
    if (
        known
        and (shade := {"dark": 0.62, "deep": 0.7, "light": 1.0, "pale": 1.0}.get(parts[0]))
        and len(parts) > 1
    ):
        towards = 255 if shade == 1.0 else 0
        weight = 0.45 if shade == 1.0 else 1 - shade
        channels = (int(known[i : i + 2], 16) for i in (1, 3, 5))
        return "#" + "".join(f"{round(c + (towards - c) * weight):02x}" for c in channels)
    return known


def build(named: Iterable[tuple[str, str]], chosen: Iterable[Mapping[str, str]]) -> tuple[Option, ...]:
    """The options of a product from (option id, label) pairs and each variant's option id → value label.

    Values stand in size order where every one of them is a size, otherwise as they first appear.
    """
    variants = list(chosen)
    return tuple(
        Option(id=identity, label=label, kind=kind(label), values=_values(kind(label), identity, variants))
        for identity, label in named
    )


def _values(found: Kind, identity: str, variants: Sequence[Mapping[str, str]]) -> tuple[OptionValue, ...]:
    labels: dict[str, str] = {}
    for variant in variants:
        if text := variant.get(identity):
            labels.setdefault(value_id(text), text)
    ranks = {value: size_rank(text) for value, text in labels.items()}
    order = list(labels)
    if found != "colour" and None not in ranks.values():
        order.sort(key=lambda value: ranks[value] or _LAST)
    coloured = found == "colour"
    return tuple(
        OptionValue(id=value, label=labels[value], swatch=swatch(labels[value]) if coloured else "")
        for value in order
    )


def value_id(label: str) -> str:
    """The key of an option's value."""
    return words.key(words.slug(label)) or "x"
