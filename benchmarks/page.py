"""All benchmarks, small, on one page: what a buyer would want to know, each as ours, the limit, and a peer.

A row is text with the fields of the benchmark's last line, which is JSON.
"""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
SECONDS: Final = 300  # a benchmark that takes longer is stopped, and the page says so
HEAD: Final = ("", "ours", "limit", "peer")
ROWS: Final[dict[str, tuple[tuple[str, str, str, str], ...]]] = {
    "search": (
        (
            "search: a letter typed at {products:,} products, p50",
            "{p50_ms:.2f} ms",
            "24 rows by key {floor_ms:.2f} ms",
            "",
        ),
        ("  … p99", "{p99_ms:.1f} ms", "", "tantivy {tantivy_p99_ms:.1f}, FTS5 bm25 {bm25_p99_ms:.1f} ms"),
        ("  first 24 in spite of a slip", "{typo_overlap:.1%}", "100 %", ""),
        ("  100 changed products found after", "{change_s:.2f} s", "", ""),
        ("  a whole catalogue taken in", "{apply_s:.1f} s", "FTS5 INSERT…SELECT {insert_select_s:.1f} s", ""),
        ("  reads refused while it is taken in", "{busy:.0f}", "0", ""),
    ),
    "relevance": (
        (
            "order of results, nDCG@10, {held_out_queries} further queries",
            "{held_out_ndcg_everyshelf:.3f}",
            "1",
            "tantivy {held_out_ndcg_tantivy:.3f}, FTS5 {held_out_ndcg_fts5:.3f}",
        ),
        (
            "  … {blind_queries} with slips and wishes",
            "{blind_ndcg_everyshelf:.3f}",
            "1",
            "tantivy {blind_ndcg_tantivy:.3f}, FTS5 {blind_ndcg_fts5:.3f}",
        ),
        (
            "  … {queries} queries tuned on",
            "{ndcg_everyshelf:.3f}",
            "1",
            "tantivy {ndcg_tantivy:.3f}, FTS5 {ndcg_fts5:.3f}",
        ),
    ),
    "kiosk": (
        ("kiosk: first picture, × an empty window", "{first_frame:.2f}", "1", ""),
        ("  a letter typed to pixels, × the tiles alone", "{keystroke:.2f}", "1", ""),
        ("  scrolling, × a model of integers", "{scroll:.2f}", "1", ""),
        ("  memory of its own", "{private_mb:.0f} MB", "", ""),
    ),
    "staff": (
        ("counter: first picture, × an empty window", "{first_frame:.2f}", "1", ""),
        ("  scan to page, p99", "{scan_p99_ms:.0f} ms", "", ""),
        ("  scrolling {orders:,} orders, × a model of integers", "{scrolling:.2f}", "1", ""),
    ),
    "desk": (
        (
            "order desk: orders a second",
            "SQLite {sqlite[orders_per_s]:,}",
            "",
            "PostgreSQL {postgresql[orders_per_s]:,}",
        ),
        (
            "  oversold of one SKU by 50 sellers",
            "{sqlite[oversold]}",
            "0",
            "PostgreSQL {postgresql[oversold]}",
        ),
    ),
    "sync": (
        (
            "sync: {delta[rows]:,} changes applied",
            "{delta[apply_s]:.2f} s",
            "executemany {delta[executemany_s]:.2f} s",
            "",
        ),
        (
            "  first sync of {skus:,} SKUs",
            "{first_sync[sync_s]:.1f} s",
            "copy {first_sync[copy_s]:.1f} s",
            "",
        ),
        ("  snapshot on the wire, × gzip of the same rows", "{wire[snapshot_to_gzip]:.2f}", "1", ""),
    ),
    "sourcing": (
        (
            "sourcing: parcels for an order of several lines",
            "{parcels_exact:.2f}",
            "",
            "greedy {parcels_greedy:.2f}",
        ),
        ("  time for an order, p99", "{p99_ms:.0f} ms", "", ""),
    ),
}


def show(names: list[str]) -> int:
    """Run the benchmarks and print the page, then a line of JSON; 1 when one of them said nothing."""
    results: dict[str, dict[str, Any]] = {}
    lines: list[tuple[str, str, str, str]] = []
    for name in sorted(names, key=lambda name: list(ROWS).index(name) if name in ROWS else len(ROWS)):
        started = time.monotonic()
        found, reason = _run(name)
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        results[name] = found
        lines += (
            [(name, reason, "", "")] if reason else [_row(row, found) for row in ROWS.get(name, _all(found))]
        )
    widths = [max(len(line[column]) for line in [HEAD, *lines]) for column in range(len(HEAD))]
    for line in [HEAD, *lines]:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
    print(json.dumps(results))
    return 0 if all(results.values()) else 1


def _run(name: str) -> tuple[dict[str, Any], str]:
    """The last line of a benchmark, or why there is none."""
    command = [sys.executable, "-m", "benchmarks", name, "--quick"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            out, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)  # so that it stops the servers it has started
            try:
                process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
            return {}, f"stopped after {SECONDS} s: ./run bench {name}"
    last = next((line for line in reversed(out.splitlines()) if line.startswith("{")), "")
    if last:
        found: dict[str, Any] = json.loads(last)
        return found, ""
    return {}, f"ended with {process.returncode} and no figures: ./run bench {name}"


def _all(found: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Rows for a benchmark that this page does not know."""
    return [(key, f"{{{key}}}", "", "") for key in found]


def _row(row: tuple[str, str, str, str], found: dict[str, Any]) -> tuple[str, str, str, str]:
    """A row with its figures; what the benchmark has not measured here is a dash."""
    what, ours, limit, peer = (_told(text, found) for text in row)
    return what, ours, limit, peer


def _told(text: str, found: dict[str, Any]) -> str:
    try:
        return text.format_map(found)
    except (KeyError, TypeError, ValueError, IndexError):
        return "–"
