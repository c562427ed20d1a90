"""Reads lists of stores as JSON lines, with their dirt: lost zeros, loose hours, repeated names."""

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bus.connectors.files import jsonlines, words
from bus.connectors.files.records import Feed, Record, Remark, Verdict
from shared.domain.errors import RefusedInput
from shared.domain.hours import parse_hours
from shared.domain.location import Address, Hours, Location

KEYS = frozenset(("id", "name", "address", "city", "location"))
_ZONES = {
    "America/New_York": "CT DE DC FL GA IN KY ME MD MA MI NH NJ NY NC OH PA RI SC VT VA WV",
    "America/Chicago": "AL AR IL IA KS LA MN MS MO NE ND OK SD TN TX WI",
    "America/Denver": "CO ID MT NM UT WY",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Phoenix": "AZ",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR VI",
}
_ZONE = {state: zone for zone, states in _ZONES.items() for state in states.split()}
# States on two clocks: (state, zone west of this longitude, longitude); county lines are not followed
_SPLIT = {
    "FL": ("America/Chicago", -85.0),
    "IN": ("America/Chicago", -86.95),
    "KY": ("America/Chicago", -86.0),
    "MI": ("America/Menominee", -87.4),
    "TX": ("America/Denver", -104.9),
    "KS": ("America/Denver", -101.5),
    "NE": ("America/Denver", -101.0),
    "SD": ("America/Denver", -100.5),
    "ND": ("America/Denver", -101.5),
}
_TELLING = (("state",), ("city", "state"), ("address",), ("address", "city"), ("address", "city", "id"))
_TENNESSEE_EAST, _IDAHO_NORTH, _MALHEUR_EAST = -85.3, 45.5, -117.3


def read(path: Path, feed: Feed) -> Iterator[Record | Remark]:
    """Stores with names that can be told apart; a store whose position or id is unusable is refused."""
    found: list[tuple[int, dict[str, Any]]] = []
    seen: dict[str, int] = {}
    for number, told in jsonlines.objects(path):
        if isinstance(told, Remark):
            yield told
            continue
        identity = str(told.get("id") or "")
        if not identity or identity in seen:
            where = f" stands on line {seen[identity]} already" if identity else ": none"
            yield Remark(number, f"store id {identity}{where}")
            continue
        seen[identity] = number
        found.append((number, told))
    names = _names([told for _, told in found])
    for (number, told), name in zip(found, names, strict=True):
        try:
            location, note = _location(feed, told, name)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as problem:
            yield Remark(number, f"store {told['id']}: {_reason(problem)}")
            continue
        if note:
            yield Remark(number, note, Verdict.NOTED)
        yield location


def _location(feed: Feed, told: dict[str, Any], name: str) -> tuple[Location, str]:
    """The store, and what could not be read of it."""
    state = str(told.get("state") or "").strip().upper()
    lat, lon = float(told["location"]["lat"]), float(told["location"]["lon"])
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"position {lat}, {lon} is not on earth")
    written = str(told.get("hours") or "")
    note, hours = "", None
    with contextlib.suppress(RefusedInput):
        hours = parse_hours(written) if written else None
    if hours is None:
        hours = Hours(week=(((600, 1200),),) * 7, text=written)
        note = f"store {told['id']}: opening hours {written!r} are not readable: taken as 10:00 to 20:00"
    country = str(told.get("country") or ("US" if state in _ZONE else "")).upper()
    street = ", ".join(words.line(str(told[part])) for part in ("address", "address2") if told.get(part))
    location = Location(
        id=words.key(f"{words.slug(feed.source)}-{told['id']}"),
        name=name,
        address=Address(
            street=street,
            city=words.line(str(told["city"])),
            region=state,
            postcode=postcode(str(told.get("zip") or told.get("postcode") or ""), country),
            country=country,
        ),
        lat=lat,
        lon=lon,
        tz=str(told.get("tz") or zone(state, lat, lon)),
        hours=hours,
        services=tuple(dict.fromkeys(words.line(str(service)) for service in told.get("services") or ())),
        phone=words.line(str(told.get("phone") or "")),
        group=words.line(str(told.get("type") or "")),
    )
    return location, note


def postcode(text: str, country: str) -> str:
    """A postcode; a US one gets back the leading zero that a spreadsheet took."""
    plain, dash, extension = text.strip().partition("-")
    if country == "US" and plain.isdigit() and len(plain) < 5:
        plain = plain.zfill(5)
    return plain + dash + extension


def zone(state: str, lat: float, lon: float) -> str:
    """The IANA zone of a place in the United States; elsewhere the whole hours its longitude suggests."""
    if state == "TN":
        return "America/New_York" if lon > _TENNESSEE_EAST else "America/Chicago"
    if state == "ID" and lat > _IDAHO_NORTH:
        return "America/Los_Angeles"
    if state == "OR" and lon > _MALHEUR_EAST and lat < 44.5:
        return "America/Boise"
    if state in _SPLIT and lon < _SPLIT[state][1]:
        return _SPLIT[state][0]
    offset = round(lon / 15)
    return _ZONE.get(state) or (f"Etc/GMT{-offset:+d}" if offset else "UTC")


def _names(told: list[dict[str, Any]]) -> list[str]:
    """A name each; those of one name get what tells them apart: state, city, street, or at last their id."""
    names = [words.line(words.mended(str(one.get("name") or one.get("city") or one["id"]))) for one in told]
    same: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        same[name.lower()].append(index)
    for indices in (found for found in same.values() if len(found) > 1):
        for parts in _TELLING:
            added = [_joined(told[index], parts) for index in indices]
            if len({text.lower() for text in added}) == len(indices) and all(added):
                break
        for index, text in zip(indices, added, strict=True):
            names[index] = f"{names[index]} ({text})"
    return names


def _joined(one: dict[str, Any], parts: tuple[str, ...]) -> str:
    return ", ".join(words.line(str(one[part])) for part in parts if one.get(part))


def _reason(problem: Exception) -> str:
    if isinstance(problem, ValidationError):
        first = problem.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    if isinstance(problem, KeyError):
        return f"{problem.args[0]!r} is missing"
    return "the position is not readable" if isinstance(problem, TypeError | AttributeError) else str(problem)
