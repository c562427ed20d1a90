"""Texts split in blocks by machine code give the tokens of `text.tokens`, and units keep their place."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.shop import products
from shared.cache.search.hashing import hash_ids, hash_text
from shared.cache.search.loops_layout import sorted_rows
from shared.cache.search.splitting import Splitter
from shared.cache.search.text import tokens
from shared.cache.search.vocabulary import beginnings
from shared.domain.catalogue import Product
from tests.search.judging import SHOPS, shop

PIECES = (
    *" \t\n.,-'\"_/&+(019ELlmz",
    *("5", "1,5", "1.50 l", '27"', " 2 in", "cm", "''", "-a", "L5923", "wh-1000xm4"),
    *"’″™®\u00ad\u00a0½²①٣é´¨ßİΣςال\u064b日本ﬁⅷ\u0301\u0308🎉𝟏K５ｌ…–“या°×ŉ각각\u2044\x0b\x1c\u2003\u3000\u200b\ufeff",
)  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


class Split:
    """A splitter whose units are tokens by language."""

    def __init__(self) -> None:
        self.units: dict[tuple[str, int], int] = {}
        self.splitter = Splitter(
            lambda token, language: self.units.setdefault((token, language), len(self.units))
        )

    def __call__(self, texts: Sequence[str], language: int = 0) -> list[list[str]]:
        """The distinct tokens of each text, as if it were a product's only one."""
        count = len(texts)
        units, weights, sizes = self.splitter.split(
            [text.encode() for text in texts], bytes([language]) * count, bytes([7]) * count,
            [1] * count, [], [0] * count, lambda: len(self.units),
        )  # fmt: skip
        assert weights.tolist() == [7] * len(units)
        named = list(self.units)
        ends = np.cumsum(sizes).tolist()
        split = [units[end - size : end].tolist() for end, size in zip(ends, sizes.tolist(), strict=True)]
        assert all(named[unit][1] == language for some in split for unit in some)
        return [[named[unit][0] for unit in some] for some in split]


SPLIT = Split()  # one for all: chunks met before are the usual case


def distinct(text: str) -> list[str]:
    return list(dict.fromkeys(tokens(text)))


@settings(max_examples=400)
@given(st.lists(st.one_of(pieces, any_text), max_size=8), st.integers(0, 3))
def test_a_split_text_has_the_tokens_of_the_definition(texts: list[str], language: int) -> None:
    assert SPLIT(texts, language) == [distinct(text) for text in texts]


def test_no_token_comes_of_a_split_that_the_whole_text_does_not_have() -> None:
    split = Split()
    texts = ["5 l ² a", "a 5 ½ l", "1,5 l 3 x", "7 ٣ in"]
    split(texts)
    assert {token for token, _ in split.units} == {token for text in texts for token in tokens(text)}


def all_texts(product: Product) -> list[str]:
    worded = [
        text for words in product.words.values() for text in (words.name, words.short, words.description)
    ]
    return [product.name, product.short, product.description, *product.bullets, *worded]


@pytest.mark.parametrize("name", sorted(SHOPS))
def test_every_text_of_the_shops_is_split_as_defined(name: str) -> None:
    if (held := shop(name)) is None:
        pytest.skip(f"the {name} shop is not here")
    texts = [text for product in held.products for text in all_texts(product)]
    assert Split()(texts) == [distinct(text) for text in texts]


def test_every_text_of_a_made_shop_is_split_as_defined() -> None:
    texts = [str(product[field]) for product in products(3_000) for field in ("name", "description")]
    assert Split()(texts) == [distinct(text) for text in texts]


def test_a_product_has_its_shared_units_then_those_of_each_text_once() -> None:
    split = Split()
    split(["x"] * 10)
    units, weights, sizes = split.splitter.split(
        [b"a b a", b"b", b"c"],
        bytes(3),
        bytes([9, 5, 3]),
        [2, 0, 1],
        [0, 0],
        [1, 1, 0],
        lambda: len(split.units),
    )
    a, b, c = (split.units[letter, 0] for letter in "abc")
    assert sizes.tolist() == [4, 1, 1]
    assert units.tolist() == [0, a, b, b, 0, c]
    assert weights.tolist() == [1, 9, 9, 5, 1, 3]


@given(st.lists(st.tuples(st.integers(0, 2**64 - 1), st.sampled_from([0, 1, 2**40])), max_size=50))
def test_rows_are_sorted_and_equal_ones_stay(rows: list[tuple[int, int]]) -> None:
    keys = np.array(rows, np.uint64).reshape(-1, 2)
    assert sorted_rows(keys).tolist() == sorted(range(len(rows)), key=rows.__getitem__)


@given(st.sets(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), max_size=30))
def test_beginnings_have_the_hash_of_their_text_and_the_words_they_begin(words: set[str]) -> None:
    ordered = sorted(words)
    found = beginnings(ordered)
    expected = {}
    for word in ordered:
        for text in {word, *(word[:n] for n in range(1, min(len(word), 16) + 1))}:
            begun = [at for at, other in enumerate(ordered) if other.startswith(text)]
            if len(text) > 16:
                begun = [ordered.index(text)]
            expected[hash_text(text)] = (begun[0], begun[-1] + 1, int(text in words))
    columns = (found[name].tolist() for name in ("prefix_low", "prefix_high", "prefix_word"))
    assert dict(zip(found["prefix"].tolist(), zip(*columns, strict=True), strict=True)) == expected


def test_ids_of_a_large_shop_have_hashes_of_their_own() -> None:
    texts = [f"shop:{n}" for n in range(200_000)] + [f"SKU-{n:07d}" for n in range(200_000)]
    hashes = hash_ids(texts)
    assert len(np.unique(hashes)) == len(texts)
    for bits in (0, 8, 44, 56):  # any part of it tells them apart as well as chance would
        counts = np.bincount((hashes >> np.uint64(bits)).astype(np.int64) & 255, minlength=256)
        assert abs(counts - len(texts) / 256).max() < 6 * (len(texts) / 256) ** 0.5
