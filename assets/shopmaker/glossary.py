"""The shop's short texts in its other languages: colours, materials and their care, sizes, and places in a store."""

from __future__ import annotations

from collections.abc import Iterable

from assets.shopmaker import words
from assets.shopmaker.colours import called
from assets.shopmaker.ranges import Item


def glossary(items: Iterable[Item]) -> dict[str, dict[str, str]]:
    """Language → English → what it is called there; texts that stay as they are left out."""
    found: dict[str, dict[str, str]] = {}
    tints = sorted({tint for item in items for tint in item.colours})
    phrases = [dict(zip(words.LANGUAGES, cells, strict=True)) for cells in words.table("phrases")]
    for language in words.LANGUAGES[1:]:
        known = {phrase["en"]: phrase[language] for phrase in phrases}
        known |= {called(tint, "en"): called(tint, language) for tint in tints}
        for told in words.MATERIALS.values():
            known |= zip(told["en"], told[language], strict=True)
        found[language] = {text: other for text, other in known.items() if other not in {"-", text}}
    return found
