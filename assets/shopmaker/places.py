"""The demo shop's five stores, two warehouses and the people at its counters; towns and names are invented."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from argon2.low_level import Type, hash_secret

PIN = "2468"  # of everyone at the demo counters; badges are 1001 … 5003

_DAY, _LATE, _SHORT = ((540, 1080),), ((540, 1260),), ((600, 1080),)
_WEEK = "Mon–Wed 9:00–18:00, Thu–Fri 9:00–21:00, Sat 9:00–18:00, Sun "
_STORES: list[dict[str, Any]] = [
    {"id": "riverside", "name": "Riverside", "street": "4 Weir Walk", "city": "Carrickvane", "postcode": "V00 RV40", "lat": 52.6731, "lon": -8.6402,
     "sunday": ((720, 1080),), "phone": "+353 20 910 0140", "services": ["pickup", "curbside", "returns", "assembly", "gift-wrap"], "minutes": 60, "capacity": 220},
    {"id": "harbour", "name": "Harbour Street", "street": "21 Harbour Street", "city": "Carrickvane", "postcode": "V00 HB21", "lat": 52.6655, "lon": -8.6783,
     "sunday": ((720, 1080),), "phone": "+353 20 910 0221", "services": ["pickup", "returns", "gift-wrap"], "minutes": 90, "capacity": 120},
    {"id": "old-mill", "name": "Old Mill", "street": "1 Millrace Yard", "city": "Dunmarrin", "postcode": "V00 MD01", "lat": 52.7542, "lon": -8.5017,
     "sunday": (), "phone": "+353 20 910 0301", "services": ["pickup", "returns", "repairs"], "minutes": 90, "capacity": 90},
    {"id": "northgate", "name": "Northgate", "street": "Unit 12, Northgate Park", "city": "Kilharrow", "postcode": "V00 NG12", "lat": 52.8463, "lon": -8.9874,
     "sunday": ((660, 1140),), "phone": "+353 20 910 0412", "services": ["pickup", "curbside", "returns", "assembly", "bulky-goods"], "minutes": 45, "capacity": 320},
    {"id": "castle-park", "name": "Castle Park", "street": "7 Bailey Lane", "city": "Rathlowen", "postcode": "V00 CP07", "lat": 52.3321, "lon": -8.1596,
     "sunday": (), "phone": "+353 20 910 0507", "services": ["pickup", "returns"], "minutes": 120, "capacity": 70},
]  # fmt: skip
_WAREHOUSES: list[dict[str, Any]] = [
    {"id": "midland-warehouse", "name": "Midland warehouse", "street": "Depot Road 3", "city": "Ballymorrow", "postcode": "V00 MW03", "lat": 53.1205, "lon": -7.9128,
     "phone": "+353 20 910 0803", "transit": 1, "capacity": 4000},
    {"id": "port-warehouse", "name": "Port warehouse", "street": "Quay 9, Outer Basin", "city": "Fennaport", "postcode": "V00 PW09", "lat": 51.8874, "lon": -8.3391,
     "phone": "+353 20 910 0809", "transit": 2, "capacity": 6000},
]  # fmt: skip
STORES = tuple(store["id"] for store in _STORES)
WAREHOUSES = tuple(house["id"] for house in _WAREHOUSES)
_PEOPLE = {
    "riverside": ("Maeve Tallon", "Jonas Ferris", "Aoife Brandt"),
    "harbour": ("Cormac Lisle", "Ines Dorrian", "Tomasz Weir"),
    "old-mill": ("Sabine Quill", "Rory Ashgrove", "Nadia Fenn"),
    "northgate": ("Declan Murrow", "Yasmin Hale", "Piotr Glenn"),
    "castle-park": ("Orla Vance", "Henrik Shaw", "Leila Corr"),
}


def locations() -> list[dict[str, Any]]:
    """Records of all stores and warehouses."""
    records = []
    for place in _STORES:
        week = (_DAY, _DAY, _DAY, _LATE, _LATE, _DAY, place["sunday"])
        sunday = "closed"
        if place["sunday"]:
            sunday = "–".join(f"{minute // 60}:{minute % 60:02}" for minute in place["sunday"][0])
        records.append(
            _record(place, "store", week, _WEEK + sunday)
            | {"services": place["services"], "group": "Shannon vale", "handling_minutes": place["minutes"]}
        )
    for place in _WAREHOUSES:
        day = ((360, 1320),)
        record = _record(place, "warehouse", (day,) * 5 + (_SHORT, ()), "Mon–Fri 6:00–22:00, Sat 10:00–18:00")
        records.append(
            record | {"handling_minutes": 240, "transit_days": place["transit"], "group": "Warehouses"}
        )
    return records


def _record(place: dict[str, Any], kind: str, week: tuple[Any, ...], text: str) -> dict[str, Any]:
    return {
        "id": place["id"],
        "name": place["name"],
        "kind": kind,
        "address": {key: place[key] for key in ("street", "city", "postcode")}
        | {"region": "Shannon vale", "country": "IE"},
        "lat": place["lat"],
        "lon": place["lon"],
        "tz": "Europe/Dublin",
        "hours": {"week": week, "text": text},
        "phone": place["phone"],
        "cutoff_minute": 16 * 60,
        "daily_capacity": place["capacity"],
    }


def staff() -> list[dict[str, Any]]:
    """A manager, a clerk and a picker for every store; the PIN's hash has a fixed salt, so nothing changes."""
    records = []
    for number, store in enumerate(STORES, 1):
        for place, (role, name) in enumerate(
            zip(("manager", "clerk", "picker"), _PEOPLE[store], strict=True), 1
        ):
            badge = f"{number}00{place}"
            salt = sha256(f"demo shop {badge}".encode()).digest()[:16]
            secret = hash_secret(PIN.encode(), salt, 3, 65_536, 4, 32, Type.ID).decode()
            records.append(
                {
                    "id": f"{store}-{badge}",
                    "badge": badge,
                    "name": name,
                    "role": role,
                    "location_id": store,
                    "pin_hash": secret,
                }
            )
    return records
