"""The ways to narrow a search as the shopper reads them."""

from typing import Any, Final

from msgspec import structs

from kiosk.ui import words
from shared.cache.catalogue import Facet, Found

GROUPS: Final = ("here", "category", "size", "colour", "price", "brand", "rating")
Path = list[dict[str, str]]


def groups(found: Found, path: Path) -> list[dict[str, Any]]:
    """Those that a result has: id, label, and values with id, label, count, active."""
    named = {
        "here": words.tr("Availability"), "category": words.tr("Department"), "size": words.tr("Size"),
        "colour": words.tr("Colour"), "price": words.tr("Price"), "brand": words.tr("Brand"),
        "rating": words.tr("Rating"),
    }  # fmt: skip
    return [
        {"id": group, "label": named[group], "values": _values(found, group, path)}
        for group in GROUPS
        if found.facets.get(group)
    ]


def chosen(found: Found) -> list[dict[str, str]]:
    """The values in use."""
    return [
        {"group": group, "id": facet.id, "label": _label(found, group, facet)}
        for group in GROUPS
        for facet in found.facets.get(group, [])
        if facet.active
    ]


def _values(found: Found, group: str, path: Path) -> list[dict[str, Any]]:
    """A group's values with the shopper's words; the way to where one is says nothing new."""
    above = {step["id"] for step in path} if group == "category" else set()
    facets = (facet for facet in found.facets[group] if facet.id not in above)
    return [structs.asdict(facet) | {"label": _label(found, group, facet)} for facet in facets]


def _label(found: Found, group: str, facet: Facet) -> str:
    if group == "price":
        low, _, high = facet.id.partition("-")
        currency = found.tiles[0].currency if found.tiles else "EUR"
        least, most = words.about(int(low or 0), currency), words.about(int(high or 0), currency)
        if not high:
            return words.tr("from %1", least)
        return words.tr("%1 to %2", least, most) if int(low or 0) else words.tr("up to %1", most)
    if group == "rating":
        return words.tr("%n star(s) and more", n=int(facet.id))
    return words.tr("In this store") if group == "here" else words.said(facet.label)
