"""The shop's own short texts, as its setting ``words`` translates them, wherever a shopper reads them."""

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from shared.domain.catalogue import Product
from shared.domain.messages import Collection
from shared.qt.language import Language
from shared.qt.shop_words import ShopWords, usual
from tests.kiosk.shelf import ShortTexts, furnish
from tests.kiosk.stage import play, stage

SHOP = Path(__file__).resolve().parents[2] / "assets" / "shop"
GERMAN = {"Blue": "Blau", "aisle %1": "Gang %1"}


def test_texts_are_found_whole_or_by_their_numbers() -> None:
    said = ShopWords()
    assert said("Ink blue") == "Ink blue"
    told = {"de": {"%1 × %2 cm": "%1 mal %2 cm", "In 2 colours": "zweifarbig"}, "ar": "broken"}
    assert not said.learn(told)
    assert said.use("de")
    assert [said(text) for text in ("4.5 × 12 cm", "In 2 colours", "In 3 colours", "")] == [
        "4.5 mal 12 cm",
        "zweifarbig",
        "In 3 colours",
        "",
    ]
    assert said.use("ar")
    assert said("In 2 colours") == "In 2 colours"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ["Dunkelblau", "Gang 7", "Rot", "4,5 l", "Terrazzo", "v2.0 turbo"]),
        ("pl", ["Granatowy", "alejka 7", "Czerwony", "4,5 l", "Terrazzo", "v2.0 turbo"]),
        ("fr", ["Bleu foncé", "allée 7", "Rouge", "4,5 l", "Terrazzo", "v2.0 turbo"]),
        ("ar", ["أزرق داكن", "الممر 7", "أحمر", "4.5 l", "Terrazzo", "v2.0 turbo"]),
    ],
)
def test_usual_words_are_known_to_a_shop_that_says_nothing(
    qapp: QGuiApplication, language: str, said: list[str]
) -> None:
    spoken = Language(qapp)
    spoken.use(language)
    words = ShopWords()
    words.use(language)
    texts = ["Dark blue", "aisle 7", "red", "4.5 l", "Terrazzo", "v2.0 turbo"]
    assert [words(text) for text in texts] == said
    words.learn({language: {"Dark blue": "Nachtblau"}})
    assert words("Dark blue") == "Nachtblau", "the shop's own word comes first"
    spoken.use("en")


def test_usual_words_are_there_in_every_language() -> None:
    known = {language: set(usual(language)) for language in ("de", "pl", "fr", "ar")}
    assert len(known["de"]) > 60
    assert known["de"] == known["pl"] == known["fr"] == known["ar"]


def test_colours_and_aisles_follow_the_language_on_every_page(qapp: QGuiApplication, tmp_path: Path) -> None:
    folder = tmp_path / "device"
    furnish(folder, [(Collection.SETTING, "words", ShortTexts(value={"de": GERMAN}))])

    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await on.go("basket")
            assert [row["options"] for row in kiosk.basket.groups[0]["lines"]] == ["Blue, S"]
            kiosk.access.speak("de")
            await on.rest()
            [here, *_] = kiosk.basket.groups
            assert here["sentence"].endswith("Gang 7.")
            line = here["lines"][0]
            assert (line["name"], line["options"]) == ("Juno rain jacket (deutsch)", "Blau, S")
            await on.go("product")
            assert kiosk.product.options[0]["chosenLabel"] == "Blau"
            assert {value["label"] for value in kiosk.product.options[0]["values"]} == {"Blau", "Rot"}
            await on.go("category")
            colours = next(group for group in kiosk.search.groups if group["id"] == "colour")
            assert {value["label"] for value in colours["values"]} == {"Blau", "Rot"}
            kiosk.compare.toggle(on.cast.product)
            await on.rest()
            assert ["Blau, Rot"] in [fact["texts"] for fact in kiosk.compare.facts]

    play(qapp, story)


@pytest.mark.parametrize("language", ["de", "pl", "fr", "ar"])
def test_our_own_shop_leaves_nothing_in_english(language: str) -> None:
    said = ShopWords()
    said.learn(json.loads((SHOP / "shop.json").read_text("utf-8"))["words"])
    said.use(language)
    same = set()
    for line in (SHOP / "products.jsonl").read_text("utf-8").splitlines():
        product = Product.model_validate_json(line)
        values = {value.label for option in product.options for value in option.values}
        places = {place for variant in product.variants for place in variant.aisle.values()}
        told = {text for texts in product.attributes.values() for text in texts}
        texts = values | places | told | {*product.attributes, *product.bullets}
        same |= {text for text in texts if said(text) == text and any(ch.islower() for ch in text)}
    alike = {
        "de": {"Material", "Sand", "Mint", "Denim", "Cognac", "Terrazzo"},
        "fr": {"Dimensions", "Rose", "Denim", "Cognac", "Terrazzo"},
    }
    units = {text for text in same if language != "ar" and text.split()[-1] in {"cm", "m", "l", "kg"}}
    assert same - units <= alike.get(language, set())
