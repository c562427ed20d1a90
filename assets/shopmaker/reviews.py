"""What shoppers say: opinions by department, dealt out so that no product repeats one and few repeat at all."""

from __future__ import annotations

import random
from typing import Any

from assets.shopmaker.ranges import Item
from assets.shopmaker.words import table

_AUTHORS = (
    *("Marta K.", "Lewis P.", "Anke", "Yusuf", "Claire D.", "Oisín", "Hanna R.", "Tom B.", "Zofia", "Noémie"),
    *(
        "Karim",
        "Greta S.",
        "Pádraig",
        "Lina",
        "Aleks W.",
        "Joanne",
        "Samir H.",
        "Birgit",
        "Eoin M.",
        "Paulina",
    ),
    *("Rémy", "Dana", "Fionn", "Ursula T."),
)
_SAID = [(department, int(rating), title, text) for department, rating, title, text in table("reviews")]


def reviews_for(item: Item, dice: random.Random) -> list[dict[str, Any]]:
    """None to three opinions for a product, each by someone else."""
    count = dice.choice((0, 0, 1, 1, 2, 3))
    said = dice.sample([row[1:] for row in _SAID if row[0] == item.department], count)
    authors = dice.sample(_AUTHORS, count)
    return [
        {"rating": rating, "title": title, "text": text, "author": author}
        for (rating, title, text), author in zip(said, authors, strict=True)
    ]
