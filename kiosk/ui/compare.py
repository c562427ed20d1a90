"""Two products side by side."""

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from shared.cache.catalogue import Catalogue, Tile
from shared.domain.catalogue import Product
from shared.qt import tasks
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Compare(QObject):
    """The products marked to be compared, at most two: a third takes the place of the first."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._marked: list[str] = []
        self._columns: list[dict[str, Any]] = []
        self._facts: list[dict[str, Any]] = []
        self.language = "en"

    @Property("QVariantList", notify=changed)
    def marked(self) -> list[str]:
        """The products' ids."""
        return self._marked

    @Property("QVariantList", notify=changed)
    def columns(self) -> list[dict[str, Any]]:
        """id, name, media, price, before, tone, availability, stars and count of each."""
        return self._columns

    @Property("QVariantList", notify=changed)
    def facts(self) -> list[dict[str, Any]]:
        """Rows of label, texts (one for each column, "—" where nothing is known) and same; what differs comes first."""
        return self._facts

    @Slot(str)
    def toggle(self, product_id: str) -> None:
        """Mark a product, or take its mark away."""
        if product_id in self._marked:
            self._marked.remove(product_id)
        else:
            self._marked = [*self._marked[-1:], product_id]
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Read the products again."""
        tasks.spawn(self._read())

    def reset(self) -> None:
        """Forget the marks."""
        self._marked, self._columns, self._facts = [], [], []
        self.changed.emit()

    async def _read(self) -> None:
        products = [await tasks.run(self._catalogue.product, marked) for marked in self._marked]
        tiles = await tasks.run(self._catalogue.tiles, self._marked, self.language)
        by_id = {tile.product_id: tile for tile in tiles}
        known = [product for product in products if product is not None and product.id in by_id]
        self._columns = [_column(product, by_id[product.id]) for product in known]
        self._facts = _rows([_facts(product) for product in known])
        self.changed.emit()


def _column(product: Product, tile: Tile) -> dict[str, Any]:
    tone, availability = words.availability(tile.here, tile.elsewhere, tile.warehouse)
    return {
        "id": product.id,
        "name": tile.name,
        "media": tile.media,
        "price": words.money(tile.amount, tile.currency),
        "before": words.money(tile.list_amount, tile.currency) if tile.list_amount > tile.amount else "",
        "tone": tone,
        "availability": availability,
        "stars": product.rating or 0.0,
        "count": product.rating_count,
    }


def _facts(product: Product) -> dict[str, str]:
    facts = {words.tr("Brand"): product.brand}
    facts |= {
        words.tr(option.label): words.listed(words.said(value.label) for value in option.values)
        for option in product.options
    }
    for (
        key,
        values,
    ) in product.attributes.items():  # what can be chosen says more than an attribute of its name
        facts.setdefault(
            words.said(key.replace("_", " ").capitalize()), words.listed(map(words.said, values))
        )
    told = {value for values in product.attributes.values() for value in values}
    facts[""] = "\n".join(f"·  {words.said(bullet)}" for bullet in product.bullets if bullet not in told)
    return facts


def _rows(products: list[dict[str, str]]) -> list[dict[str, Any]]:
    """The facts of all products, each label once, with the nameless one (the bullets) last."""
    labels = dict.fromkeys(label for facts in products for label, text in facts.items() if text)
    rows = []
    for label in labels:
        texts = [facts.get(label) or "—" for facts in products]
        rows.append({"label": label, "texts": texts, "same": len(products) > 1 and len(set(texts)) == 1})
    return sorted(rows, key=lambda row: (not row["label"], row["same"]))
