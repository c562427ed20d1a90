"""Departments, categories, materials and promotions in the shop's five languages, read from `range/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "range"
LANGUAGES = ("en", "de", "pl", "fr", "ar")
PROMOTIONS = ("Autumn price", "Weekend offer", "Last of the season", "Member price for everyone")


@dataclass(frozen=True)
class Node:
    """A department or category: parent or None, categories it goes well with, its name by language."""

    parent: str | None
    goes_with: tuple[str, ...]
    names: dict[str, str]


def table(name: str) -> Iterator[list[str]]:
    """The cells of every line of a table in `range/`; lines that start with # are remarks."""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


def _tree() -> dict[str, Node]:
    found = {}
    for key, parent, partners, *names in table("categories"):
        goes_with = () if partners == "-" else tuple(partners.split())
        by_language = dict(zip(LANGUAGES, names, strict=True))
        found[key] = Node(None if parent == "-" else parent, goes_with, by_language)
    return found


def _materials() -> dict[str, dict[str, tuple[str, str]]]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    key = ""
    for cells in table("materials"):
        mark, _, rest = cells[0].partition(" ")
        if mark == "@":
            key = rest
        else:
            found.setdefault(key, {})[mark.rstrip(":")] = (rest, cells[1])
    return found


TREE = _tree()
DEPARTMENTS = tuple(key for key, node in TREE.items() if node.parent is None)
MATERIALS = _materials()
"""Material → language → what it is called and how to care for it."""
