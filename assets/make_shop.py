"""Makes the demo shop: `python -m assets.make_shop` writes assets/shop anew, pictures and records.

`--missing` renders only pictures that are not there, `--data` writes the records alone. Needs the studio's libraries:
`pip install mitsuba manifold3d pyoidn scikit-image` and, for speed, a libLLVM 16 or newer.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from assets.shopmaker import glossary, places, ranges, records, words
from assets.shopmaker.colours import colour
from assets.shopmaker.ranges import Item

SHOP = Path(__file__).parent / "shop"
QUALITY = 80


def _start_renderer() -> None:
    """Choose the quick renderer where a fit libLLVM is, the plain one elsewhere (same picture, other grain)."""
    import mitsuba

    known = [path for path in Path("/usr/lib").glob("*-linux-gnu/libLLVM*.so*") if not path.is_symlink()]
    fit = {
        int(number): path for path in known if (number := path.name.split("so.")[-1].split(".")[0]).isdigit()
    }
    newest = max(fit, default=0)
    if newest >= 16:
        os.environ.setdefault("DRJIT_LIBLLVM_PATH", str(fit[newest]))
    mitsuba.set_variant("llvm_ad_rgb" if newest >= 16 or "DRJIT_LIBLLVM_PATH" in os.environ else "scalar_rgb")
    mitsuba.set_log_level(mitsuba.LogLevel.Error)


def render(items: Iterable[Item], twice: set[str], *, missing: bool) -> int:
    """Photograph every product in every colour; the number of pictures made."""
    _start_renderer()
    from assets.shopmaker import families, studio

    jobs = [
        (item, tint, number)
        for item in items
        for tint in item.colours
        for number in ((1, 2) if item.slug in twice and tint == item.colours[0] else (1,))
    ]
    jobs.sort(  # something of everything first, then what most people look at
        key=lambda job: (job[1] != job[0].colours[0], job[2], -records.popularity(job[0]))
    )
    jobs = [job for job in jobs if not (missing and (SHOP / records.picture(*job)).exists())]
    began = time.monotonic()
    for done, (item, tint, number) in enumerate(jobs, 1):
        target = SHOP / records.picture(item, tint, number)
        shown = colour(tint)
        parts = families.build(item.model, shown.main, shown.second)
        studio.photograph(parts, families.shot(item.model, number)).save(target, quality=QUALITY, method=6)
        each = (time.monotonic() - began) / done
        print(
            f"{done}/{len(jobs)} {target.name} {target.stat().st_size // 1024} kB, {each:.1f} s each",
            flush=True,
        )
    return len(jobs)


def _dimensions(item: Item) -> str:
    """Width, depth and height from the model itself, scaled to the longest side."""
    if item.department == "clothing" or item.sizes:
        return ""
    from assets.shopmaker import families

    shown = colour(item.colours[0])
    parts = [
        part
        for part in families.build(item.model, shown.main, shown.second)
        if part.solid.points[:, 2].max() < 5
    ]
    low = [min(part.solid.points[:, axis].min() for part in parts) for axis in range(3)]
    high = [max(part.solid.points[:, axis].max() for part in parts) for axis in range(3)]
    extents = [float(b - a) for a, b in zip(low, high, strict=True)]
    width, depth, height = (max(1, round(side / max(extents) * item.longest_cm)) for side in extents)
    return f"{width} × {depth} × {height} cm"


def write(name: str, rows: Iterable[dict[str, Any]]) -> None:
    lines = b"".join(orjson.dumps(row) + b"\n" for row in rows)
    (SHOP / f"{name}.jsonl").write_bytes(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m assets.make_shop", description=__doc__)
    parser.add_argument("--missing", action="store_true", help="render only pictures that are not there yet")
    parser.add_argument("--data", action="store_true", help="write the records, leave the pictures")
    asked = parser.parse_args()
    (SHOP / "media").mkdir(parents=True, exist_ok=True)
    items = [item for department in words.DEPARTMENTS for item in ranges.read(department)]
    twice = records.twice_pictured(items)
    if not asked.data:
        render(items, twice, missing=asked.missing)
    products = [records.product(item, _dimensions(item), 2 if item.slug in twice else 1) for item in items]
    records.linked(items, products)
    write("categories", records.categories())
    write("products", products)
    write("locations", places.locations())
    write("stock", records.stock(products))
    write("staff", places.staff())
    about = {
        "name": "Everyshelf",
        "currency": "EUR",
        "languages": words.LANGUAGES,
        "words": glossary.glossary(items),
    }
    (SHOP / "shop.json").write_bytes(orjson.dumps(about) + b"\n")
    variants = sum(len(product["variants"]) for product in products)
    print(f"{len(products)} products, {variants} variants in {SHOP}")


if __name__ == "__main__":
    main()
