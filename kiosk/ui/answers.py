"""What a search gives the page, put together in a worker thread."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from shared.cache.catalogue import Catalogue, Found, Query
from shared.domain.catalogue import Category

SUGGESTED: Final = 3
KNOWN: Final = 60  # words of the catalogue among which the next letter is looked for


@dataclass(frozen=True)
class Answer:
    """What was found, ways to go on typing, and categories as rows: the way to this one, those below, those near."""

    found: Found
    suggestions: list[str]
    path: list[dict[str, str]]
    below: list[dict[str, str]]
    nearest: list[dict[str, str]]


def answer_to(catalogue: Catalogue, query: Query) -> Answer:
    """All in one go: the way to a worker and back costs more than most searches."""
    text, where, language = query.text.strip(), query.category_id, query.language
    found = catalogue.search(query)
    going_on = catalogue.suggest(text, SUGGESTED, language) if text else []
    path, below = (catalogue.path(where), catalogue.children(where)) if where else ([], [])
    return Answer(
        found,
        [word for word in going_on if word.casefold() != text.casefold()],
        [category_row(category, language) for category in path],
        [category_row(category, language) for category in below],
        _told_apart(catalogue, found.nearest, language),
    )


def may_follow(catalogue: Catalogue, query: Query, answer: Answer) -> list[str]:
    """What may be typed next: whole words of the catalogue's, and names of what was found."""
    *_, begun = query.text.split(" ")
    return catalogue.suggest(begun, KNOWN, query.language) + [tile.name for tile in answer.found.tiles]


def category_row(category: Category, language: str) -> dict[str, str]:
    """A category as QML shows it."""
    worded = category.words.get(language)
    name = worded.name if worded else category.name
    return {"id": category.id, "name": name, "media": category.media.sha256 if category.media else ""}


def _told_apart(catalogue: Catalogue, categories: list[Category], language: str) -> list[dict[str, str]]:
    """Categories as rows, those of one name with the department they are in."""
    rows = [category_row(category, language) for category in categories]
    often = Counter(row["name"] for row in rows)
    for row in rows:
        department = catalogue.path(row["id"])[:1] if often[row["name"]] > 1 else []
        if department and department[0].id != row["id"]:
            row["name"] += f" ({category_row(department[0], language)['name']})"
    return rows
