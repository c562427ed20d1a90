"""The catalogue, its prices and its stock by location, kept equal in the shop; and what is not, as a report."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bus.connectors.contract import Difference, LaterError, PoisonError, Work
from bus.connectors.vendure.graphql import AdminApi
from bus.connectors.vendure.orders import OPEN
from bus.connectors.vendure.settings import VendureSettings
from bus.desk import lookup
from shared.domain.catalogue import Product, Variant
from shared.domain.stock import Level

AT_ONCE = 50
_LEARN = "{activeChannel{pricesIncludeTax currencyCode} stockLocations(options:{take:1000}){items{id name}}}"
_VARIANTS = """query($skus:[String!]!,$open:[String!]!){
  productVariants(options:{filter:{sku:{in:$skus}},take:1000})
  {items{id sku name enabled priceWithTax product{id} stockLevels{stockLocationId stockOnHand stockAllocated}}}
  orders(options:{filter:{state:{in:$open}},sort:{orderPlacedAt:DESC},take:1}){items{id}}}"""
_UPDATE = "mutation($input:[UpdateProductVariantInput!]!){updateProductVariants(input:$input){id}}"
_ADD = "mutation($input:[CreateProductVariantInput!]!){createProductVariants(input:$input){id}}"
_MAKE = "mutation($words:[ProductTranslationInput!]!){createProduct(input:{enabled:true,translations:$words}){id}}"
_SHOW = "mutation($id:ID!,$enabled:Boolean!){updateProduct(input:{id:$id,enabled:$enabled}){id}}"
_BY_SLUG = "query($slug:String!){product(slug:$slug){id}}"
_GROUPS = "query($code:String!){productOptionGroups(options:{filter:{code:{eq:$code}}}){items{id code}}}"
_GROUP = """mutation($code:String!,$words:[ProductOptionGroupTranslationInput!]!,$options:[CreateGroupOptionInput!]!){
  createProductOptionGroup(input:{code:$code,translations:$words,options:$options}){id}}"""
_JOIN = (
    "mutation($product:ID!,$group:ID!){addOptionGroupToProduct(productId:$product,optionGroupId:$group){id}}"
)
_OPTIONS = "query($id:ID!){product(id:$id){optionGroups{id code options{id code}}}}"
_ALL = "query($skip:Int!){productVariants(options:{take:100,skip:$skip,sort:{id:ASC}}){items{sku enabled}}}"


class Goods:
    """What one shop sells, by SKU: the hub's prices and what may be promised, the shop's own words and pictures."""

    def __init__(self, api: AdminApi, settings: VendureSettings) -> None:
        self._api = api
        self._settings = settings
        self._currency = ""
        self._places: dict[str, str] = {}

    async def put_stock(self, skus: Sequence[str], work: Work) -> None:
        """Let the shop sell of each SKU, location by location, exactly what the desk may promise."""
        await self._learn()
        found, levels = await self._both(skus, work)
        if wrong := [row for sku in found if (row := self._stock_row(found[sku], levels[sku]))]:
            await self._api.ask(_UPDATE, input=wrong)

    async def put_products(self, products: Iterable[Product], work: Work) -> None:
        """Put products by SKU: prices and stock of those the shop has, the others made there."""
        await self._learn()
        products = list(products)
        known, levels = await self._both([v.sku for p in products for v in p.variants], work)
        wrong = []
        for product in products:
            try:
                await self._put(product, known, levels, work)
            except PoisonError as poison:  # one that the shop refuses holds back no other
                wrong.append(f"{product.id}: {poison}")
        if wrong:
            raise PoisonError("; ".join(wrong))

    async def _put(
        self,
        product: Product,
        known: dict[str, dict[str, Any]],
        levels: dict[str, dict[str, Level]],
        work: Work,
    ) -> None:
        new = [v for v in product.variants if v.sku not in known]
        if new and self._settings.catalogue:
            await self._make(product, new, work)
            known, levels = await self._both([v.sku for v in product.variants], work)
        rows = []
        for variant in product.variants:
            if variant.sku in known:
                theirs = known[variant.sku]
                row = self._stock_row(theirs, levels[variant.sku]) or {"id": theirs["id"]}
                if (price := self._price(variant)) is not None and price != theirs["priceWithTax"]:
                    row["price"] = price
                if len(row) > 1:
                    rows.append(row)
        if rows:
            await self._api.ask(_UPDATE, input=rows)

    async def withdraw(self, product_id: str, work: Work) -> None:
        """Sell a product no longer; one that the shop had before us stays its own matter."""
        theirs = await work.theirs("product", product_id)
        if theirs is not None:
            await self._api.do(_SHOW, id=theirs, enabled=False)

    async def differences(self, products: Sequence[Product], work: Work) -> list[Difference]:
        """Prices and stock levels of products that the shop shows otherwise, and articles that it lacks."""
        await self._learn()
        told: list[Difference] = []
        found, levels = await self._both([v.sku for p in products for v in p.variants], work)
        for product in products:
            for variant in product.variants:
                theirs = found.get(variant.sku)
                if theirs is None:
                    told.append(Difference(variant.sku, "article", "sold here", "not there"))
                    continue
                price = self._price(variant)
                if price is None:
                    told.append(Difference(variant.sku, "currency", variant.price.currency, self._currency))
                elif price != theirs["priceWithTax"]:
                    told.append(Difference(variant.sku, "price", str(price), str(theirs["priceWithTax"])))
                for place, (wanted, is_) in self._stock(theirs, levels[variant.sku]).items():
                    if wanted != is_:
                        told.append(Difference(variant.sku, f"stock at {place}", str(wanted), str(is_)))
        return told

    async def unknown(self, ours: set[str]) -> list[Difference]:
        """Articles that the shop sells and the hub does not know."""
        told: list[Difference] = []
        skip = 0
        while page := (await self._api.ask(_ALL, skip=skip))["productVariants"]["items"]:
            told += [
                Difference(v["sku"], "article", "not here", "sold there")
                for v in page
                if v["enabled"] and v["sku"] not in ours
            ]
            skip += len(page)
        return told

    async def _both(
        self, skus: Sequence[str], work: Work
    ) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Level]]]:
        """The shop's variants by SKU, and the desk's levels of those it has."""
        found = await self._variants(skus, work)
        return found, await work.read(partial(lookup.levels, skus=list(found)))

    async def _variants(self, skus: Sequence[str], work: Work) -> dict[str, dict[str, Any]]:
        """The shop's variants by SKU; LaterError while a web order is under way whose pieces nobody counts yet."""
        found: dict[str, dict[str, Any]] = {}
        for start in range(0, len(skus), AT_ONCE):
            said = await self._api.ask(_VARIANTS, skus=list(skus[start : start + AT_ONCE]), open=OPEN)
            for order in said["orders"]["items"]:
                if await work.ours("order", order["id"]) is None:
                    raise LaterError("a web order is on its way to the desk", 0.3)
            found |= {row["sku"]: row for row in said["productVariants"]["items"]}
        return found

    def _stock(self, theirs: dict[str, Any], levels: Mapping[str, Level]) -> dict[str, tuple[int, int]]:
        """By location: what may be sold, and what the shop sells; it takes its open orders' pieces off itself."""
        rows = {row["stockLocationId"]: row for row in theirs["stockLevels"]}
        told = {}
        for place, theirs_id in self._places.items():
            row = rows.get(theirs_id, {"stockOnHand": 0, "stockAllocated": 0})
            level = levels.get(place)
            told[place] = (level.atp if level else 0, row["stockOnHand"] - row["stockAllocated"])
        return told

    def _stock_row(self, theirs: dict[str, Any], levels: Mapping[str, Level]) -> dict[str, Any]:
        rows = {row["stockLocationId"]: row for row in theirs["stockLevels"]}
        wrong = []
        for place, (wanted, is_) in self._stock(theirs, levels).items():
            if wanted != is_:
                theirs_id = self._places[place]
                taken = rows[theirs_id]["stockAllocated"] if theirs_id in rows else 0
                wrong.append({"stockLocationId": theirs_id, "stockOnHand": wanted + taken})
        return {"id": theirs["id"], "stockLevels": wrong} if wrong else {}

    def _price(self, variant: Variant) -> int | None:
        return variant.price.at(datetime.now(UTC)) if variant.price.currency == self._currency else None

    async def _make(self, product: Product, new: Sequence[Variant], work: Work) -> None:
        """Make a product with its options and variants; what a crash left half made is found by our own names."""
        slug = _slug(product.id)
        words = product.wording(self._settings.language)
        code = self._settings.language

        async def find() -> str | None:
            found = (await self._api.ask(_BY_SLUG, slug=slug))["product"]
            return found and str(found["id"])

        async def create() -> str:
            text = {"languageCode": code, "name": words.name, "slug": slug, "description": words.description}
            return str((await self._api.do(_MAKE, words=[text]))["id"])

        theirs = await work.once("product", product.id, find, create)
        chosen = await self._options(product, theirs, slug)
        rows = [
            {
                "productId": theirs,
                "sku": v.sku,
                "price": price,
                "trackInventory": "TRUE",
                "translations": [{"languageCode": code, "name": _variant_name(words.name, product, v)}],
                "optionIds": [chosen[pair] for pair in v.options.items() if pair in chosen],
            }
            for v in new
            if (price := self._price(v)) is not None
        ]
        if rows:
            await self._api.do(_ADD, input=rows)

    async def _options(self, product: Product, theirs: str, slug: str) -> dict[tuple[str, str], str]:
        """Option and value → the shop's id of the value; groups that are missing are made."""
        language = self._settings.language
        joined = (await self._api.ask(_OPTIONS, id=theirs))["product"]["optionGroups"]
        for option in product.options:
            code = f"{slug}-{_slug(option.id)}"
            if any(group["code"] == code for group in joined):
                continue
            groups = (await self._api.ask(_GROUPS, code=code))["productOptionGroups"]["items"]
            made = next((group["id"] for group in groups), None)
            if made is None:
                values = [
                    {"code": _slug(v.id), "translations": [{"languageCode": language, "name": v.label}]}
                    for v in option.values
                ]
                words = [{"languageCode": language, "name": option.label}]
                made = (await self._api.do(_GROUP, code=code, words=words, options=values))["id"]
            await self._api.do(_JOIN, product=theirs, group=made)
        groups = (await self._api.ask(_OPTIONS, id=theirs))["product"]["optionGroups"]
        ids = {(g["code"], o["code"]): o["id"] for g in groups for o in g["options"]}
        return {
            (option.id, value.id): ids[f"{slug}-{_slug(option.id)}", _slug(value.id)]
            for option in product.options
            for value in option.values
        }

    async def _learn(self) -> None:
        """The channel and the stock locations; LaterError says what must be set in the shop first."""
        if self._places:
            return
        said = await self._api.ask(_LEARN)
        if not said["activeChannel"]["pricesIncludeTax"]:
            raise LaterError(
                "Vendure's channel must have prices with tax: set `Prices include tax` there", 60
            )
        by_name = {row["name"]: row["id"] for row in said["stockLocations"]["items"]}
        for name in self._settings.places.values():
            if name not in by_name:
                raise LaterError(
                    f"Vendure has no stock location {name!r}: make it there, or correct `places`", 60
                )
        self._currency = said["activeChannel"]["currencyCode"]
        self._places = {place: by_name[name] for place, name in self._settings.places.items()}


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _variant_name(name: str, product: Product, variant: Variant) -> str:
    labels = {(o.id, v.id): v.label for o in product.options for v in o.values}
    chosen = [labels.get(pair, pair[1]) for pair in variant.options.items()]
    return " ".join([name, *chosen])
