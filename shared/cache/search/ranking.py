"""The ranking rule, in one place: what a match in each field is worth and what orders equal matches.

A product's score for a query is

    Σ over the words it has of  (HAS + best over the word's readings (field weight × reading factor)) / (100 × words)
    + POPULARITY × prior + HERE if in this store now + ELSEWHERE if anywhere + NEW while new

- *Field weight* of a term in a product: the fields it stands in, added up, at most 255. A short name weighs more than a
  long one: the name's weight falls with its number of words.
- *Reading*: the word itself, its stem, a synonym, a word it begins, a word with one typo more …, each with a factor.
  Words that only begin with what was typed count by tier (name, brand and category, or elsewhere), so that the answer
  is the same whether they are looked up one by one or, in a large catalogue, as one bitmap.
- *Prior*: 1 for the best seller falling with the logarithm of the popularity rank.

Products with all words come first. With few or none, a word is *left out*: the one without which most of the best
matches still are what was asked for (THING), and of those the one without which they match best.
"""

from typing import Final

NAME: Final = 100
BRAND: Final = 75
CATEGORY: Final = 60
CATEGORY_ABOVE: Final = 35
OPTION: Final = 45
ATTRIBUTE: Final = 45
FAMILY: Final = 15  # the plain name of a colour that the shop calls otherwise
SHORT: Final = 15
DESCRIPTION: Final = 12
CODE: Final = 200
DERIVED: Final = 0.85  # a stem or a part of a word against the word itself

HAS: Final = 100  # for having a word at all: with all words weakly before with one word strongly

THING: Final = 75  # from here a match tells what a product is, below it what it is like; see "left out"

HIGH: Final = 65  # from here a term stands in the name or brand, or in several fields: the upper tier

EXACT: Final = 1.0
STEM: Final = 0.9
SYNONYM: Final = 0.85
PREFIX_HIGH: Final = 80.0  # weight, not factor: see "Reading"
PREFIX_LOW: Final = 20.0
TYPO: Final = 0.3
JOINED: Final = 0.9
END: Final = 0.75  # a word that ends with it: "flasche" in "trinkflasche"

POPULARITY: Final = 0.12
HERE: Final = 0.05
ELSEWHERE: Final = 0.03
NEW: Final = 0.02

NEW_DAYS: Final = 90


def name_weight(words: int) -> int:
    """The weight of a word in a name of so many words: 115 for one, 100 for four, not below 70."""
    return max(70, NAME + 20 - 5 * words)
