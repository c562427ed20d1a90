"""The import command: reads a product or store feed into a hub.

python -m bus.connectors.files SOURCE [--into FOLDER|SETTINGS] [--stores FILE [--near NAME] [--count N]]
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bus.connectors.files import words
from bus.connectors.files.furnish import furnish
from bus.connectors.files.gather import Gathered, gather
from bus.connectors.files.importing import Outcome, Tell, bring_in, write_report
from bus.connectors.files.records import Feed, Verdict
from bus.connectors.files.web import Web
from bus.database import Database
from bus.record import open_record
from shared.domain.errors import EveryshelfError, RefusedInput
from shared.settings import HubSettings


def main(given_words: list[str] | None = None) -> int:
    """Run the command line; 0 when the feed went in, 1 when no row of it did, 2 when it could not be tried."""
    given = _parser().parse_args(given_words)
    started = time.perf_counter()
    try:
        return _run(given, started)
    except EveryshelfError as problem:
        return _failed(str(problem))
    except OSError as problem:
        return _failed(
            f"{problem.filename or 'a file'}: {problem.strerror or problem}; check path, rights and space"
        )
    except KeyboardInterrupt:
        print("import: stopped; the hub is as it was", file=sys.stderr)
        return 130


def _failed(reason: str) -> int:
    print(f"import: {reason}", file=sys.stderr)
    print(json.dumps({"error": reason}, ensure_ascii=False))
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run import", description="Read a product or store feed into the hub."
    )
    add = parser.add_argument
    add("source", type=Path, help="a feed, or a folder of feeds and pictures that belong together")
    add(
        "--into",
        type=Path,
        default=Path("hub"),
        metavar="HUB",
        help="the hub's folder, or its settings (.toml)",
    )
    add(
        "--source-name",
        metavar="NAME",
        help="what the hub calls this source (default: its file's or folder's name)",
    )
    add("--currency", default="USD", help="of prices that name none (default: USD)")
    add("--price", metavar="AMOUNT", help="price of items in a list without prices")
    add("--stock-at", default="", metavar="ID", help="the location whose stock the feed's quantities are")
    add(
        "--stores",
        type=Path,
        metavar="FILE",
        help="stores that share the feed's stock, for a shop without its own",
    )
    add(
        "--near",
        default="",
        metavar="NAME",
        help="the stores around this store or city (default: the densest)",
    )
    add("--count", type=int, default=8, metavar="N", help="how many stores (default: 8)")
    add("--web-pictures", action="store_true", help="fetch the pictures that the feed names by web addresses")
    add("--dry-run", action="store_true", help="read and check everything, change nothing")
    add("--report", type=Path, metavar="FILE", help="where refused rows go (default: HUB/reports/NAME.csv)")
    return parser


def _run(given: argparse.Namespace, started: float) -> int:
    settings = (
        HubSettings.load(given.into) if given.into.suffix == ".toml" else HubSettings(folder=given.into)
    )
    feed = _feed(given)
    console = Console(stderr=True)
    with _progress(console) as tell:
        gathered = gather(given.source, feed, lambda name: tell(f"reading {name}", 0, 0))
        if given.stores:
            stores = gather(given.stores, Feed(words.slug(_stem(given.stores))))
            furnish(gathered, stores.locations.values(), feed.source, count=given.count, near=given.near)
        with _database(settings, dry_run=given.dry_run) as database:
            outcome = bring_in(
                database,
                gathered,
                feed,
                settings.folder / "media",
                stock_at=given.stock_at,
                first_stock=given.stores is not None,
                dry_run=given.dry_run,
                web=_web(given, settings),
                tell=tell,
            )
    report = given.report or settings.folder / "reports" / f"{feed.source}.csv"
    if outcome.remarks and (given.report or not given.dry_run):
        write_report(report, outcome.remarks)
    figures = _figures(outcome, gathered, time.perf_counter() - started)
    figures["report"] = str(report) if report.exists() and outcome.remarks else ""
    figures["dry_run"] = given.dry_run
    _say(console, outcome, gathered, figures)
    print(json.dumps(figures, ensure_ascii=False))
    return 1 if not any(_got(outcome)) else 0


def _web(given: argparse.Namespace, settings: HubSettings) -> Web | None:
    wanted = given.web_pictures and not given.dry_run
    return Web(settings.folder / "web-pictures") if wanted else None


def _feed(given: argparse.Namespace) -> Feed:
    currency = given.currency.strip().upper()
    if not (currency.isascii() and currency.isalpha() and len(currency) == 3):
        raise RefusedInput(f"--currency {given.currency!r}: give an ISO code such as USD")
    try:
        price = words.minor(given.price, currency) if given.price else None
    except ValueError as problem:
        raise RefusedInput(f"--price: {problem}") from None
    name = words.slug(given.source_name or _stem(given.source))
    return Feed(name or "feed", currency=currency, default_price=price)


def _stem(path: Path) -> str:
    """``stores`` for ``data/stores.jsonl.gz``, the folder's name for a folder."""
    return path.resolve().name if path.is_dir() else path.name.split(".")[0]


@contextmanager
def _database(settings: HubSettings, *, dry_run: bool) -> Iterator[Database]:
    if dry_run and not settings.database and not (settings.folder / "hub.db").exists():
        settings = settings.model_copy(
            update={"database": "sqlite://"}
        )  # a trial must not leave a hub behind
    database = open_record(settings, new=True)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _progress(console: Console) -> Iterator[Tell]:
    """A bar on a terminal; elsewhere one plain line per stage."""
    if not console.is_terminal:
        seen: set[str] = set()

        def plain(stage: str, done: int, total: int) -> None:
            if stage not in seen and (done == total):
                seen.add(stage)
                console.print(f"{stage} {total}" if total else stage, highlight=False)

        yield plain
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task("reading", total=None)

        def bar(stage: str, done: int, total: int) -> None:
            bars.update(task, description=stage, completed=done, total=total or None)

        yield bar


def _got(outcome: Outcome) -> Iterator[int]:
    for summary in (outcome.products, outcome.categories, outcome.locations, outcome.staff):
        yield summary.added + summary.changed + summary.same
    yield outcome.stock


def _figures(outcome: Outcome, gathered: Gathered, seconds: float) -> dict[str, Any]:
    return {
        "source": outcome.source,
        "products": len(gathered.products),
        "variants": outcome.variants,
        "images": outcome.pictures,
        "added": outcome.products.added,
        "updated": outcome.products.changed,
        "unchanged": outcome.products.same,
        "withdrawn": outcome.products.withdrawn,
        "kept_unread": outcome.kept,
        "categories": asdict(outcome.categories),
        "locations": asdict(outcome.locations),
        "stock_changed": outcome.stock,
        "refused": outcome.count(Verdict.REFUSED),
        "skipped": outcome.count(Verdict.SKIPPED),
        "noted": outcome.count(Verdict.NOTED),
        "files": gathered.files,
        "not_feeds": gathered.unknown,
        "seconds": round(seconds, 2),
    }


def _say(console: Console, outcome: Outcome, gathered: Gathered, figures: dict[str, Any]) -> None:
    held = (f"{figures[name]} {name}" for name in ("products", "variants", "images"))
    places = f"{len(gathered.categories)} categories, {len(gathered.locations)} locations"
    went = (f"{figures[name]} {name}" for name in ("added", "updated", "unchanged", "withdrawn"))
    lines = [
        f"{outcome.source}: {', '.join(held)}, {places}",
        f"  {', '.join(went)}",
        f"  rows: {figures['refused']} refused, {figures['skipped']} skipped, {figures['noted']} noted",
    ]
    if figures["kept_unread"]:
        lines.append(
            f"  {figures['kept_unread']} products stay, because rows that may be theirs could not be read"
        )
    if not gathered.products and not gathered.locations and outcome.remarks:
        lines.append(f"  first reason: {outcome.remarks[0].reason}")
    if gathered.unknown:
        lines.append(f"  left alone, no feeds: {', '.join(gathered.unknown)}")
    if figures["report"]:
        lines.append(f"  report: {figures['report']}")
    if figures["dry_run"]:
        lines.append("  dry run: nothing was changed")
    for text in lines:
        console.print(text, highlight=False, soft_wrap=True, markup=False)


if __name__ == "__main__":
    sys.exit(main())
