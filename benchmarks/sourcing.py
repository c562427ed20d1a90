"""How far plain greedy sourcing is from the exact choice, on real orders over 1,565 real stores.

./run bench sourcing [--quick]     orders: ../shared/data/orders; stores: ../shared/data/bestbuy-stores

Real are the orders' lines and quantities and the stores' places; which store holds what is drawn with a seed, an
article in a few or in many stores, as its sales say. Both choose among the same locations at the same costs.
"""

import argparse
import csv
import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from bus.desk.covers import Cover, cheapest, greedy
from bus.desk.rules import Rules
from bus.desk.sourcing import Question, Want, sources_of
from shared.domain.location import Location
from shared.domain.states import Way

DATA = Path("../shared/data")
SERVICES = {"POST", "D", "M", "BANK CHARGES", "DOT", "C2", "AMAZONFEE", "S", "CRUK", "PADS"}
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MOST_LINES = 20  # an order of a shopper; the seller's wholesale orders of hundreds of lines are left out
SIZES = ((1, 1), (2, 3), (4, 6), (7, 10), (11, MOST_LINES))


def main(words: list[str] | None = None) -> dict[str, Any]:
    """Print the table and give back its last line."""
    parser = argparse.ArgumentParser(prog="./run bench sourcing", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="300 orders instead of 3,000")
    given = parser.parse_args(words)
    if not (DATA / "orders").exists() or not (DATA / "bestbuy-stores").exists():
        print(
            "The real orders and stores are not here: ../shared/data/orders, ../shared/data/bestbuy-stores."
        )
        return {}
    chance = random.Random(3)
    stores = {store.id: store for store in _stores()}
    orders = [order for order in _orders() if len(order) <= MOST_LINES]
    atp = _stock(orders, sorted(stores), chance)
    rules = Rules()
    rule = rules.rule[-1]
    measured: list[tuple[int, Cover, Cover, float]] = []
    for lines in chance.sample(orders, 300 if given.quick else 3_000):
        wants = tuple(Want(f"l{n}", sku, quantity) for n, (sku, quantity) in enumerate(sorted(lines.items())))
        home = stores[chance.choice(sorted(stores))]
        question = Question(wants, Way.SHIP_TO_STORE, "web", home.id, home, atp, stores, NOW)
        sources = list(sources_of(question, rule, rules.costs, wants))
        reach = 0
        for source in sources:
            reach |= source.lines
        begun = time.perf_counter()
        exact = cheapest(sources, reach, rule.max_parts, rule.goal, rules.budget)
        seconds = time.perf_counter() - begun
        measured.append((len(wants), exact, Cover(greedy(sources, reach, rule.max_parts)), seconds))
    return _report(measured, len(stores), rules.budget)


def _report(measured: list[tuple[int, Cover, Cover, float]], stores: int, budget: int) -> dict[str, Any]:
    print(f"{len(measured):,} real orders over {stores:,} real stores; goal: fewest parcels, then cheapest\n")
    heads = ("orders", "exact", "parcels", "greedy", "cost +%", "worse", "p50 ms", "p99 ms")
    print(f"{'lines':>8}" + "".join(f"{head:>9}" for head in heads))
    for low, high in SIZES:
        _row(f"{low}-{high}", [m for m in measured if low <= m[0] <= high])
    total = _row("all", measured)
    print(
        f"\nexact: share solved within {budget:,} nodes, the others fall back to greedy; cost: of greedy over exact;"
    )
    print("worse: share of orders in which greedy sends more parcels or pays more.")
    print(json.dumps(total))
    return total


def _row(name: str, some: list[tuple[int, Cover, Cover, float]]) -> dict[str, Any]:
    if not some:
        return {}
    best = sum(exact.cost for _, exact, _, _ in some)
    plain = sum(cover.cost for _, _, cover, _ in some)
    worse = mean(
        (len(cover.sources), cover.cost) > (len(exact.sources), exact.cost + 1e-6)
        for _, exact, cover, _ in some
    )
    times = [seconds * 1000 for _, _, _, seconds in some]
    cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
    found = {
        "orders": len(some),
        "exact": round(mean(exact.exact for _, exact, _, _ in some), 4),
        "parcels_exact": round(mean(len(exact.sources) for _, exact, _, _ in some), 3),
        "parcels_greedy": round(mean(len(cover.sources) for _, _, cover, _ in some), 3),
        "greedy_cost_percent": round((plain / best - 1) * 100, 2) if best else 0.0,
        "greedy_worse": round(worse, 4),
        "p50_ms": round(cuts[49], 2),
        "p99_ms": round(cuts[98], 2),
    }
    shown = (
        f"{found['orders']:,}",
        f"{found['exact']:.1%}",
        f"{found['parcels_exact']:.2f}",
        f"{found['parcels_greedy']:.2f}",
        f"{found['greedy_cost_percent']:.1f}",
        f"{found['greedy_worse']:.1%}",
        f"{found['p50_ms']:.2f}",
        f"{found['p99_ms']:.1f}",
    )
    print(f"{name:>8}" + "".join(f"{text:>9}" for text in shown))
    return found


def _orders() -> Iterator[Counter[str]]:
    """Article → pieces of each real order; credits, services and free lines left out."""
    path = next((DATA / "orders").glob("*.csv.gz"))
    orders: dict[str, Counter[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        for row in csv.DictReader(lines):
            quantity, code = int(row["Quantity"]), row["StockCode"].strip().upper()
            if quantity > 0 and float(row["UnitPrice"]) > 0 and code not in SERVICES:
                orders.setdefault(row["InvoiceNo"], Counter())[code] += quantity
    yield from orders.values()


def _stores() -> Iterator[Location]:
    with gzip.open(DATA / "bestbuy-stores" / "stores.jsonl.gz", "rt", encoding="utf-8") as lines:
        for text in lines:
            store = json.loads(text)
            where = store["location"]
            yield Location(id=str(store["id"]), name=store["name"], lat=where["lat"], lon=where["lon"])


def _stock(orders: list[Counter[str]], stores: list[str], chance: random.Random) -> dict[str, dict[str, int]]:
    """Units by article and store: what sells often is in up to a fifth of the stores, the rest in a few."""
    sold = Counter(sku for order in orders for sku in order)
    most = max(sold.values())
    largest: Counter[str] = Counter()
    for order in orders:
        for sku, quantity in order.items():
            largest[sku] = max(largest[sku], quantity)
    stock = {}
    for sku, times in sorted(sold.items()):
        number = max(3, int(len(stores) * 0.2 * times / most))
        stock[sku] = {store: chance.randint(1, 2 * largest[sku]) for store in chance.sample(stores, number)}
    return stock


if __name__ == "__main__":
    main()
