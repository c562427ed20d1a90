"""The shop's short texts in the language in use: colours, materials, and where in the store a thing stands."""

import json
import re
from collections.abc import Mapping
from functools import cache
from itertools import count

from PySide6.QtCore import QLocale

from shared.domain.catalogue import Product
from shared.qt.formats import tr
from shared.qt.language import FOLDER

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MEASURE = re.compile(r"[\d.]+(?: × [\d.]+)*\s?[^\W\d_]{0,2}")  # "4.5 l", "4.5 × 12 cm"


@cache
def usual(language: str) -> dict[str, str]:
    """What most shops say alike, in small letters, in another language: for shops that do not say it themselves."""
    words: dict[str, dict[str, str]] = json.loads((FOLDER / "goods.json").read_text("utf-8"))
    return words.get(language, {})


class ShopWords:
    """The shop's setting ``words``: language → text → the text there. Numbers stand in texts as %1, %2 and so on."""

    def __init__(self) -> None:
        self._all: Mapping[str, object] = {}
        self._language = "en"
        self._known: Mapping[str, str] = {}

    def learn(self, told: Mapping[str, object]) -> bool:
        """Take what the shop says; whether that changes anything in the language in use."""
        self._all = told
        return self.use(self._language)

    def use(self, language: str) -> bool:
        """Speak another language; whether anything is said otherwise than before."""
        known = self._all.get(language)
        before = (self._language, self._known)
        self._language, self._known = language, known if isinstance(known, dict) else {}
        return before != (self._language, self._known)

    def called(self, product: Product, sku: str) -> tuple[str, str]:
        """What an article and its chosen variant are called: the name, and the options in words."""
        labels = {option.id: {value.id: value.label for value in option.values} for option in product.options}
        chosen = (
            labels.get(key, {}).get(value, value) for key, value in product.variant(sku).options.items()
        )
        return product.wording(self._language).name, tr(", ").join(filter(None, map(self, chosen)))

    def __call__(self, text: str) -> str:
        """A text in the language in use, as it is where neither the shop nor we have other words for it."""
        if text in self._known:
            return self._known[text]
        place = count(1)
        form = _NUMBER.sub(lambda _: f"%{next(place)}", text)
        said = self._known.get(form) or self._usual(form) or form
        measured = said is not form or _MEASURE.fullmatch(text) is not None
        for number, value in enumerate(_NUMBER.findall(text), 1):
            point = QLocale().decimalPoint() if measured else "."
            said = said.replace(f"%{number}", value.replace(".", point))
        return said

    def _usual(self, form: str) -> str:
        """What most shops say alike, with a capital letter where the text has one."""
        said = usual(self._language).get(form.casefold(), "")
        return said[:1].upper() + said[1:] if form[:1].isupper() else said
