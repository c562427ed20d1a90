"""What many products share as *units*: a word, a brand, a category line with its terms and weights, made once.

A unit is a number; its terms are in `Collected`. Sets of facet values are numbers as well.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Final, Generic, NamedTuple, TypeVar

from shared.cache.search import ranking
from shared.cache.search.collected import Collected
from shared.cache.search.colours import family, plain_names
from shared.cache.search.documents import Tree, chosen, read_attributes, read_choice, read_options, within
from shared.cache.search.text import Term, fold, language_bit, terms, tokens, umlauts_spelled

RATINGS: Final = (4, 3)
_HYPHENED: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_YES: Final = frozenset({"yes", "ja", "true", "1", "tak", "oui"})

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Weighted = Iterable[tuple[str, str, float]]
"""(text, language, weight)"""


class Known(dict[K, V], Generic[K, V]):
    """Made when it is first asked for."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        value = self[key] = self._make(key)
        return value


class Choice(NamedTuple):
    """What follows from a product's options: units, sets of sizes and of colours, swatches."""

    units: tuple[int, ...]
    sizes: int
    colours: int
    swatches: tuple[str, ...]


class Shared:
    """Units and sets by what they follow from: look them up in the dictionaries."""

    def __init__(
        self,
        tree: Tree,
        language: str,
        collected: Collected,
        values: dict[tuple[str, str], int],
        told: Mapping[str, Mapping[str, str]],
    ) -> None:
        """``values``: facet values by their numbers, which grow. ``told``: see `reading.read_told`."""
        self._tree, self._own, self._collected, self._values = tree, language, collected, values
        self._told = told
        self._names: list[str] = []
        self.languages: Known[str, int] = Known(self._add_language)
        self.words: Known[tuple[str, int], int] = Known(self._word)
        """By raw token and number of its language."""
        self.categories: Known[tuple[str, ...], tuple[int, tuple[int, ...]]] = Known(self._category)
        self.brands: Known[str, tuple[int, tuple[int, ...]]] = Known(self._brand)
        self.choices: Known[tuple[bytes, ...], Choice] = Known(self._choice)
        """By the JSON of a product's options, then that of each variant's."""
        self.attributes: Known[bytes, tuple[int, ...]] = Known(self._attribute_units)
        """By their JSON."""
        self.ratings: Known[float, int] = Known(self._rating)
        self._options: Known[tuple[str, ...], int] = Known(self._option)
        self._colours: Known[tuple[str, str], int] = Known(self._plain_colour)
        self._texts: Known[str, int] = Known(self._attribute)

    def _add_language(self, name: str) -> int:
        if len(self._names) > 255:
            raise ValueError("a shop has at most 256 languages")
        self._names.append(name)
        return len(self._names) - 1

    def _word(self, key: tuple[str, int]) -> int:
        token, language = key
        return self._unit(self._weighted(token, self._names[language], 1.0))

    def _of_texts(self, texts: Weighted) -> int:
        """A new unit for texts that many products share."""
        return self._unit(
            found
            for text, language, weight in texts
            for token in dict.fromkeys(tokens(text))
            for found in self._weighted(token, language, weight)
        )

    def _brand(self, brand: str) -> tuple[int, tuple[int, ...]]:
        if not brand:
            return self._set("brand", ()), ()
        return self._set("brand", (brand,)), (self._of_texts([(brand, self._own, ranking.BRAND)]),)

    def _category(self, ids: tuple[str, ...]) -> tuple[int, tuple[int, ...]]:
        line = self._tree.line(ids)
        units = (self._of_texts(self._category_words(ids, line)),) if line else ()
        return self._set("category", line), units

    def _category_words(
        self, own: tuple[str, ...], line: tuple[str, ...]
    ) -> Iterator[tuple[str, str, float]]:
        for category in line:
            weight = ranking.CATEGORY if category in own else ranking.CATEGORY_ABOVE
            yield self._tree.names[category], self._own, weight
            for language, name in self._tree.words[category].items():
                yield name, language, weight

    def _choice(self, told: tuple[bytes, ...]) -> Choice:
        options = read_options(told[0])
        used = {pair for variant in told[1:] for pair in read_choice(variant).items()}
        sizes, colours = chosen(options, used, "size"), chosen(options, used, "colour")
        plain = dict.fromkeys((value.label, name) for value in colours if (name := family(value.swatch)))
        return Choice(
            (
                *[self._options[o.label, *[value.label for value in o.values]] for o in options],
                *[self._colours[colour] for colour in plain],
            ),
            self._set("size", [value.label for value in sizes]),
            self._set("colour", [value.label for value in colours]),
            tuple([value.swatch for value in colours if value.swatch]),
        )

    def _option(self, labels: tuple[str, ...]) -> int:
        label, *values = labels
        return self._of_texts(
            [
                *self._in_all(label, ranking.SHORT),
                *[t for v in values for t in self._in_all(v, ranking.OPTION)],
                *[(size, self._own, ranking.OPTION) for v in values for size in within(v)],
            ]
        )

    def _plain_colour(self, colour: tuple[str, str]) -> int:
        """What shoppers call a colour that the shop calls otherwise."""
        label, name = colour
        said = {token for text, _, _ in self._in_all(label, 0) for token in tokens(text)}
        plain = [
            (token, lang) for text, lang in plain_names(name) for token in tokens(text) if token not in said
        ]
        return self._of_texts((token, language, ranking.FAMILY) for token, language in plain)

    def _in_all(self, text: str, weight: float) -> Iterator[tuple[str, str, float]]:
        """A text of options or attributes, and what the shop says in other languages for it, if it is no sentence."""
        yield text, self._own, weight
        for language, words in self._told.items():
            if text in words and not text.endswith("."):
                yield words[text], language, weight

    def _attribute_units(self, told: bytes) -> tuple[int, ...]:
        return tuple(
            [
                self._texts[name.replace("_", " ") if value.lower() in _YES else value]
                for name, values in read_attributes(told).items()
                for value in values
            ]
        )

    def _attribute(self, text: str) -> int:
        sentence = text.endswith(".")  # of care and the like
        weight = ranking.DESCRIPTION if sentence else ranking.ATTRIBUTE
        return self._of_texts(self._in_all(text, weight))

    def _unit(self, weighted: Iterable[tuple[Term, float, int]]) -> int:
        c = self._collected
        size = code_size = 0
        for term, weight, spoken in weighted:
            if term.code:
                c.unit_codes.append(term.text)
                code_size += 1
                continue
            number = c.vocabulary.setdefault(term.text, len(c.vocabulary))
            if number == len(c.own):
                c.own.append(0)
            c.own[number] |= spoken if term.own else 0
            c.unit_terms.append(number)
            c.unit_weights.append(weight)
            size += 1
        c.unit_sizes.append(size)
        c.unit_code_sizes.append(code_size)
        return len(c.unit_sizes) - 1

    def _weighted(self, token: str, language: str, weight: float) -> Iterator[tuple[Term, float, int]]:
        """A token's terms with their weights and the language as `language_bit`."""
        if _HYPHENED.fullmatch(token) or (not token.isascii() and token.isalpha()):
            written = self._collected.written.setdefault(language, {})
            for plain in {fold(token.replace("-", "")), umlauts_spelled(token)} - {""}:
                written.setdefault(plain, token)
        for term in terms(token, language):
            yield term, weight if term.own else weight * ranking.DERIVED, language_bit(language)

    # --- facets -------------------------------------------------------------------------------------------------

    def _rating(self, rating: float) -> int:
        return self._set("rating", [str(stars) for stars in RATINGS if rating >= stars])

    def _set(self, facet: str, keys: Iterable[str]) -> int:
        """The number of a combination of values."""
        values = {self._values.setdefault((facet, key), len(self._values)) for key in keys}
        combos = self._collected.combos
        return combos.setdefault(tuple(sorted(values)), len(combos))
