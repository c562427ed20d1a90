"""Reads JSON lines: Everyshelf's own records, and lists of other makers' objects."""

import contextlib
import json
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bus.connectors.files import tables
from bus.connectors.files.records import Count, Feed, Record, Remark
from shared.domain.catalogue import Category, Product
from shared.domain.location import Location
from shared.domain.people import StaffMember


def objects(path: Path) -> Generator[tuple[int, dict[str, Any] | Remark]]:
    """The objects of a file with their line numbers; a line that holds none becomes a Remark."""
    for line in tables.lines(path):
        text = line.text.strip()
        if line.fault:
            yield line.number, Remark(line.number, line.fault)
        elif text:
            try:
                found = json.loads(text)
            except (ValueError, RecursionError) as problem:
                yield line.number, Remark(line.number, f"no JSON ({problem})")
                continue
            if isinstance(found, dict):
                yield line.number, found
            else:
                yield line.number, Remark(line.number, "no JSON object")


def first_keys(path: Path) -> frozenset[str]:
    """The keys of the first object, none when the file starts with anything else."""
    with contextlib.closing(objects(path)) as lines:
        return next(
            (frozenset(found) for _, found in islice(lines, 5) if isinstance(found, dict)), frozenset()
        )


def _of(model: type[BaseModel]) -> Any:  # noqa: ANN401
    def read(path: Path, _: Feed) -> Iterator[Record | Remark]:
        for number, found in objects(path):
            if isinstance(found, Remark):
                yield found
                continue
            try:
                yield model.model_validate(found)  # type: ignore[misc]
            except ValidationError as problem:
                first = problem.errors()[0]
                where = ".".join(map(str, first["loc"]))
                sku = str(found.get("id", "")) if model is Product else ""
                yield Remark(number, f"{where}: {first['msg']}", sku=sku)

    return read


products = _of(Product)
categories = _of(Category)
locations = _of(Location)
staff = _of(StaffMember)


def stock(path: Path, _: Feed) -> Iterator[Record | Remark]:
    """Units of a SKU at a location: ``{"sku": …, "location_id": …, "on_hand": …}``."""
    for number, found in objects(path):
        if isinstance(found, Remark):
            yield found
            continue
        sku, where, units = found.get("sku"), found.get("location_id"), found.get("on_hand")
        if isinstance(sku, str) and isinstance(where, str) and type(units) is int and 0 <= units <= 10**9:
            yield Count(sku, units, where)
        else:
            yield Remark(number, "stock needs sku, location_id and on_hand (a whole number from 0)")
