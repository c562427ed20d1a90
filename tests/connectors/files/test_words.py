"""Strings of feeds as clean text, amounts, weights, sizes and colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bus.connectors.files import options, words
from shared.domain.catalogue import Product


@pytest.mark.parametrize(
    ("markup", "text", "bullets"),
    [
        (
            "<p>Warm &amp; light.</p>\n<p>&bull; Zip.<br />&bull; Wash. <br/>Dry.</p>",
            "Warm & light.\n\nDry.",
            ("Zip.", "Wash."),
        ),
        ("<p>Bag.<p>\n<ul><li>One<li>Two <b>big</b></ul>", "Bag.", ("One", "Two big")),
        ("&lt;p&gt;Twice&lt;/p&gt;", "Twice", ()),
        ("Just  a\tline\n- first\n- second", "Just a line", ("first", "second")),
        ("<script>alert(1)</script>Seen<style>p{}</style>", "Seen", ()),
        ("a < b and c > d", "a < b and c > d", ()),
        ("", "", ()),
    ],
)
def test_html_becomes_paragraphs_and_bullets(markup: str, text: str, bullets: tuple[str, ...]) -> None:
    assert words.prose(markup) == (text, bullets)


@given(st.text(max_size=300))
def test_no_markup_ever_raises(markup: str) -> None:
    text, bullets = words.prose(markup)
    assert "\0" not in text
    assert all(bullet.strip() == bullet for bullet in bullets)
    assert words.line(markup).split() == words.line(markup).split(" ") or not words.line(markup)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("52", "USD", 5200),
        ("32.5", "USD", 3250),
        (".5", "USD", 50),
        ("1,299.00", "USD", 129_900),
        ("1.299,00", "EUR", 129_900),
        ("1,299", "USD", 129_900),
        ("9,99 €", "EUR", 999),
        ("$ 12", "USD", 1200),
        ("12.00 USD", "USD", 1200),
        ("EUR 7.10", "EUR", 710),
        ("1 299,50", "EUR", 129_950),
        ("500", "JPY", 500),
        ("1.234", "KWD", 1234),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, currency: str, minor: int) -> None:
    assert words.minor(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no price"),
        ("ask us", "is no price"),
        ("0.00", "not above zero"),
        ("-3", "not above zero"),
        ("12 EUR", "is not in USD"),
        ("1.999", "more decimals"),
        ("9" * 20, "too high"),
    ],
)
def test_an_amount_that_is_none_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        words.minor(text, "USD")


def test_weights_and_stock() -> None:
    assert [words.grams(".5", "lb"), words.grams("1.2", "kg"), words.grams("3 kg", "g")] == [227, 1200, 3000]
    assert [words.grams("0", "g"), words.grams("", "g"), words.grams("heavy", "g")] == [None, None, None]
    assert [words.units("100.0000"), words.units("-4"), words.units(""), words.units("many")] == [
        100,
        0,
        None,
        None,
    ]


def test_keys_and_repairs() -> None:
    assert words.slug("Bras & Tanks") == "bras-tanks"
    assert words.slug("Größe ½ — Ölfarbe") == words.slug("Größe ½ - Ölfarbe")
    assert len(words.key("x" * 300)) == 120
    assert words.key("x" * 300) != words.key("x" * 301)
    assert words.mended("Corn CafÃ©") == "Corn Café"
    assert words.mended("Ärger â la carte") == "Ärger â la carte"
    assert words.opening("First one. Second one.") == "First one."
    assert words.opening("word " * 80).endswith("…")


def test_sizes_stand_in_the_order_people_expect() -> None:
    def order(labels: list[str]) -> list[str]:
        built = options.build([("size", "Size")], [{"size": label} for label in labels])
        return [value.label for value in built[0].values]

    assert order(["XL", "S", "XXS", "2XL", "M", "XS", "L"]) == ["XXS", "XS", "S", "M", "L", "XL", "2XL"]
    assert order(["Large", "Medium", "Small", "Extra Large", "X-Small"]) == [
        "X-Small", "Small", "Medium", "Large", "Extra Large",
    ]  # fmt: skip
    assert order(["36", "28", "30.5", "30"]) == ["28", "30", "30.5", "36"]
    assert order(["10 foot", "6 foot", "8 foot"]) == ["6 foot", "8 foot", "10 foot"]
    assert order(["Tall", "One", "M"]) == ["Tall", "One", "M"]


def test_colours_have_swatches() -> None:
    assert options.swatch("Blue") == "#2f66b5"
    assert options.swatch("Ocean Blue") == "#2f66b5"
    assert options.swatch("Dark Green") != options.swatch("Green") != options.swatch("Light Green")
    assert options.swatch("Zorblax") == ""
    assert [options.kind(name) for name in ("color", "Couleur", "shoe_size", "Logo")] == [
        "colour", "colour", "size", "other",
    ]  # fmt: skip
    assert Product.model_fields["options"].default == ()
