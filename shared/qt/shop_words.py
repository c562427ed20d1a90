"""The shop's own short texts in the language in use: colours, materials, and where in the store a thing stands."""

import re
from collections.abc import Mapping
from itertools import count

from shared.domain.catalogue import Product
from shared.qt.formats import tr

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


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
        before, self._language, self._known = self._known, language, known if isinstance(known, dict) else {}
        return before != self._known

    def called(self, product: Product, sku: str) -> tuple[str, str]:
        """What an article and its chosen variant are called: the name, and the options in words."""
        labels = {option.id: {value.id: value.label for value in option.values} for option in product.options}
        chosen = (
            labels.get(key, {}).get(value, value) for key, value in product.variant(sku).options.items()
        )
        return product.wording(self._language).name, tr(", ").join(filter(None, map(self, chosen)))

    def __call__(self, text: str) -> str:
        """A text in the language in use, as it is where the shop has no other words for it."""
        if text in self._known:
            return self._known[text]
        place = count(1)
        said = self._known.get(_NUMBER.sub(lambda _: f"%{next(place)}", text), text)
        for number, value in enumerate(_NUMBER.findall(text), 1):
            said = said.replace(f"%{number}", value)
        return said
