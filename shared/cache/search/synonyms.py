"""Words that mean the same: a settings file and a shop's own lists, by language."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from shared.cache.search.text import fold, stem, tokens, umlauts_spelled

_FILE: Final = Path(__file__).with_name("synonyms.toml")
_EVERY: Final = ""  # the language of groups that are of every language
Groups = Iterable[Sequence[str]]
Phrase = tuple[str, ...]


class Spoken:
    """Languages in which a query is read, and what means the same in them as a word or phrase.

    A word that the first language knows means there what it means in this one: "hose" to a German is no garden hose.
    """

    def __init__(self, languages: Sequence[tuple[str, Groups]]) -> None:
        """Of (language, its groups), the shopper's before the others."""
        self.languages = tuple(language for language, _ in languages)
        self.of: dict[Phrase, tuple[Phrase, ...]] = {}
        for language, groups in languages:
            for phrase, others in _pairs(groups, language).items():
                self.of.setdefault(phrase, others)
        self.longest = max(map(len, self.of), default=1)
        self.begins = {phrase[0] for phrase in self.of if len(phrase) > 1}


class Synonyms:
    """Words that mean the same, by language."""

    def __init__(self, groups: Mapping[str, Groups]) -> None:
        """``groups``: language → groups; "" for those of every language."""
        self._groups = {language: [*some] for language, some in groups.items()}
        self._known: dict[tuple[str, ...], Spoken] = {}

    @classmethod
    def load(cls, path: Path | None = None, more: Groups | Mapping[str, Groups] = ()) -> "Synonyms":
        """From a TOML file with ``en = [["tee", "t-shirt"], …]`` and more groups, of every language or by language."""
        groups: dict[str, list[Sequence[str]]] = {
            language: [*some] for language, some in _read(path or _FILE).items()
        }
        for language, some in (more if isinstance(more, Mapping) else {_EVERY: more}).items():
            groups.setdefault(language, []).extend(some)
        return cls(groups)

    def spoken(self, languages: tuple[str, ...]) -> Spoken:
        """These languages, those that come first before the others."""
        known = self._known.get(languages)
        if known is None:
            every = self._groups.get(_EVERY, [])
            known = Spoken([(one, [*self._groups.get(one, []), *every]) for one in languages])
            self._known[languages] = known
        return known


def _pairs(groups: Groups, language: str) -> dict[Phrase, tuple[Phrase, ...]]:
    """What means the same as each phrase, however its umlauts are written, and in plural."""
    found: dict[Phrase, dict[Phrase, None]] = {}
    for group in groups:
        forms = [dict.fromkeys(_forms(text, language)) for text in group]
        for at, phrases in enumerate(forms):
            others = [phrase for n, some in enumerate(forms) if n != at for phrase in some]
            for phrase in phrases:
                found.setdefault(phrase, {}).update(dict.fromkeys(p for p in others if p not in phrases))
    return {phrase: tuple(others) for phrase, others in found.items()}


def _forms(text: str, language: str) -> Iterator[Phrase]:
    words = [token.replace("-", "") for token in tokens(text)]
    plain = tuple(map(fold, words))
    yield plain
    yield tuple(umlauts_spelled(word) or fold(word) for word in words)
    yield (*plain[:-1], stem(plain[-1], language))


@cache
def _read(path: Path) -> dict[str, list[list[str]]]:
    with path.open("rb") as file:
        return tomllib.load(file)
