"""How good the order of results is: nDCG@10 over judged queries, beside SQLite's FTS5 with bm25 and tantivy.

./run bench relevance [--worst N]

The judgements are in tests/search: judgements.txt, which the engine was tuned on, heldout.txt, which was kept apart,
and blind.txt and fresh.txt, which were written later and committed before they were first measured; docs/search.md says
what each has taught since.
"""

import argparse
import json
import sqlite3
from collections.abc import Callable
from statistics import mean

import tantivy

from shared.cache.search.index import Index
from shared.cache.search.model import Query
from shared.cache.search.text import fold
from shared.domain.catalogue import Product
from shared.domain.messages import Collection
from tests.search.judging import SHOPS, Judged, Shop, judged, ndcg, shop
from tests.search.rows import MemoryRows

FIELDS = ("name", "brand", "category", "attributes", "description")
BOOSTS = (4.0, 3.0, 2.5, 2.0, 0.5)  # as our own field weights, for both peers
ENGINES = ("everyshelf", "fts5 bm25", "tantivy")
Search = Callable[[Judged], list[str]]
SETS = (
    ("judgements", "", "judged"),
    ("heldout", "held_out_", "held-out"),
    ("blind", "blind_", "blind"),
    ("fresh", "fresh_", "fresh"),
)


def main(words: list[str] | None = None) -> dict[str, float]:
    """Print the tables and give back the last line."""
    parser = argparse.ArgumentParser(prog="./run bench relevance", description=__doc__)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst answered queries")
    parser.add_argument("--quick", action="store_true", help="the same: it takes seconds")
    options = parser.parse_args(words)
    asked = {name: searches for name in SHOPS if (held := shop(name)) for searches in [engines(held)]}
    if not asked:
        print("No judged shop is here: ../shared/data/luma is absent and the demo shop is not made.")
        return {}
    result: dict[str, float] = {}
    for file, prefix, title in SETS:
        queries = judged(file)
        scores = {
            engine: [ndcg(query.grades, asked[query.shop][engine](query)) for query in queries]
            for engine in ENGINES
        }
        print(f"nDCG@10 of {len(queries)} {title} queries (tests/search/{file}.txt)\n")
        _table(queries, scores)
        ours = scores["everyshelf"]
        worst = sorted(zip(ours, queries, strict=True), key=lambda pair: pair[0])
        for score, query in worst[: options.worst]:
            print(f"  {score:.2f}  {query.shop} {query.language}  {query.text}")
        result |= {
            f"{prefix}ndcg_{engine.partition(' ')[0]}": round(mean(some), 4)
            for engine, some in scores.items()
        }
        result |= {
            f"{prefix}queries": len(queries),
            f"{prefix}margin": round(mean(ours) - max(mean(scores[engine]) for engine in ENGINES[1:]), 4),
        }
    print(json.dumps(result))
    return result


def _table(queries: tuple[Judged, ...], scores: dict[str, list[float]]) -> None:
    print(f"{'shop and language':<22}{'queries':>8}" + "".join(f"{engine:>14}" for engine in scores))
    groups = {(q.shop, q.language) for q in queries}
    for group in [*sorted(groups), None]:
        at = [i for i, q in enumerate(queries) if group is None or (q.shop, q.language) == group]
        title = "all" if group is None else " ".join(group)
        cells = "".join(f"{mean(values[i] for i in at):>14.3f}" for values in scores.values())
        print(f"{title:<22}{len(at):>8}{cells}")
    print()


def engines(held: Shop) -> dict[str, Search]:
    """Ours and the peers over one shop."""
    rows = MemoryRows(held.products, held.categories)
    rows.put(Collection.SETTING, "words", json.dumps({"value": held.told}))
    index = Index(rows, "s1")
    documents = [(product.id, fields(product, held)) for product in held.products]
    return {
        "everyshelf": lambda q: [
            t.product_id for t in index.search(Query(q.text, language=q.language, limit=10)).tiles
        ],
        "fts5 bm25": fts5(documents),
        "tantivy": tantivy_of(documents),
    }


def fields(product: Product, held: Shop) -> tuple[str, ...]:
    """The texts of a product in every language, as FIELDS."""
    tree = {category.id: category for category in held.categories}
    names = []
    for id_ in product.category_ids:
        at: str | None = id_
        while at in tree:
            names += [tree[at].name, *(words.name for words in tree[at].words.values())]
            at = tree[at].parent_id
    told = [value for values in product.attributes.values() for value in values]
    told += [value.label for option in product.options for value in option.values]
    told += [words[text] for text in told for words in held.told.values() if text in words]
    told += [code for variant in product.variants for code in (variant.sku, variant.gtin or "")]
    words = product.words.values()
    return (
        " ".join((product.name, *(w.name for w in words))),
        product.brand,
        " ".join(names),
        " ".join(told),
        " ".join(
            (
                product.short,
                product.description,
                *product.bullets,
                *(f"{w.short} {w.description}" for w in words),
            )
        ),
    )


def fts5(documents: list[tuple[str, tuple[str, ...]]]) -> Search:
    """FTS5 with Porter stems, diacritics removed, weighted bm25; all words, else any; the last as a prefix."""
    conn = sqlite3.connect(":memory:")
    conn.execute(
        f"CREATE VIRTUAL TABLE doc USING fts5(id UNINDEXED, {','.join(FIELDS)}, tokenize='porter unicode61')"
    )
    conn.executemany("INSERT INTO doc VALUES (?,?,?,?,?,?)", [(id_, *texts) for id_, texts in documents])
    rank = f"bm25(doc, 0, {', '.join(map(str, BOOSTS))})"
    sql = f"SELECT id FROM doc WHERE doc MATCH ? ORDER BY {rank} LIMIT 10"  # noqa: S608 - nothing from outside

    def search(query: Judged) -> list[str]:
        words = "".join(ch if ch.isalnum() else " " for ch in query.text).split()
        quoted = [f'"{word}"' for word in words]
        quoted[-1] += "*"
        for joint in (" AND ", " OR "):
            if found := [row[0] for row in conn.execute(sql, (joint.join(quoted),))]:
                return found
        return []

    return search


def tantivy_of(documents: list[tuple[str, tuple[str, ...]]]) -> Search:
    """Tantivy with English stems, boosted fields and, where that finds nothing, fuzzy words of distance 1."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(20_000_000)
    for id_, texts in documents:
        writer.add_document(
            tantivy.Document(id=id_, **{n: fold(t) for n, t in zip(FIELDS, texts, strict=True)})
        )
    writer.commit()
    index.reload()
    searcher = index.searcher()
    boosts = dict(zip(FIELDS, BOOSTS, strict=True))

    def search(query: Judged) -> list[str]:
        text = "".join(ch if ch.isalnum() else " " for ch in fold(query.text))
        for fuzzy in ({}, dict.fromkeys(FIELDS, (True, 1, True))):
            parsed, _ = index.parse_query_lenient(text, list(FIELDS), field_boosts=boosts, fuzzy_fields=fuzzy)
            hits = searcher.search(parsed, 10).hits
            if hits:
                return [searcher.doc(address)["id"][0] for _, address in hits]
        return []

    return search
