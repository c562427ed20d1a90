"""The demo shop's five stores, two warehouses and the people at its counters; towns and names are invented."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from argon2.low_level import Type, hash_secret

from assets.shopmaker.words import table

PIN = (
    "2468"  # of everyone at the demo counters; badges are 1001 (manager), 1002 (clerk), 1003 (picker), 2001 …
)
ROLES = ("manager", "clerk", "picker")
_ROWS = list(table("places"))
STORES = tuple(row[0] for row in _ROWS if row[7] != "warehouse")
WAREHOUSES = tuple(row[0] for row in _ROWS if row[7] == "warehouse")
_PEOPLE = {
    "riverside": ("Maeve Tallon", "Jonas Ferris", "Aoife Brandt"),
    "harbour": ("Cormac Lisle", "Ines Dorrian", "Tomasz Weir"),
    "old-mill": ("Sabine Quill", "Rory Ashgrove", "Nadia Fenn"),
    "northgate": ("Declan Murrow", "Yasmin Hale", "Piotr Glenn"),
    "castle-park": ("Orla Vance", "Henrik Shaw", "Leila Corr"),
}


def _minutes(span: str) -> list[list[int]]:
    """``12:00–18:00`` as minutes after midnight; none for a closed day."""
    if span == "-":
        return []
    return [[int(clock[:-3]) * 60 + int(clock[-2:]) for clock in span.split("–")]]


def _hours(sunday: str) -> dict[str, Any]:
    if sunday == "warehouse":
        spans, text = ["6:00–22:00"] * 5 + ["10:00–18:00", "-"], "Mon–Fri 6:00–22:00, Sat 10:00–18:00"
    else:
        day, late = "9:00–18:00", "9:00–21:00"
        spans = [day, day, day, late, late, day, sunday]
        end = "closed" if sunday == "-" else sunday
        text = f"Mon–Wed {day}, Thu–Fri {late}, Sat {day}, Sun {end}"
    return {"week": [_minutes(span) for span in spans], "text": text}


def locations() -> list[dict[str, Any]]:
    """Records of all stores and warehouses."""
    records = []
    for key, name, street, city, postcode, lat, lon, sunday, phone, services, ready, capacity in _ROWS:
        house = sunday == "warehouse"
        address = {
            "street": street,
            "city": city,
            "region": "Shannon vale",
            "postcode": postcode,
            "country": "IE",
        }
        records.append(
            {
                "id": key,
                "name": name,
                "kind": "warehouse" if house else "store",
                "address": address,
                "lat": float(lat),
                "lon": float(lon),
                "tz": "Europe/Dublin",
                "hours": _hours(sunday),
                "services": [] if services == "-" else services.split(),
                "phone": phone,
                "group": "Warehouses" if house else "Shannon vale",
                "handling_minutes": int(ready),
                "cutoff_minute": 16 * 60,
                "transit_days": 2 if key == WAREHOUSES[-1] else 1,
                "daily_capacity": int(capacity),
            }
        )
    return records


def staff() -> list[dict[str, Any]]:
    """A manager, a clerk and a picker for every store; the PIN's hash has a fixed salt, so nothing changes."""
    records = []
    for number, store in enumerate(STORES, 1):
        for place, (role, name) in enumerate(zip(ROLES, _PEOPLE[store], strict=True), 1):
            badge = f"{number}00{place}"
            salt = sha256(f"demo shop {badge}".encode()).digest()[:16]
            secret = hash_secret(PIN.encode(), salt, 3, 65_536, 4, 32, Type.ID).decode()
            who = {"id": f"{store}-{badge}", "badge": badge, "name": name, "role": role}
            records.append(who | {"location_id": store, "pin_hash": secret})
    return records
