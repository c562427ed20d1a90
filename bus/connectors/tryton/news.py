"""What has changed in Tryton: products and prices, moves of stock, states of shipments."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any, Final

from bus.connectors.contract import Intake
from bus.connectors.tryton.houses import Houses, TrytonSettings
from bus.connectors.tryton.rest import Rest, moment
from shared.domain.states import Action

OVERLAP: Final = timedelta(
    seconds=60
)  # a change is stamped when its work begins and seen when it is committed
SHIPMENT_STEPS: Final = {
    "picked": (Action.PICK,),
    "packed": (Action.PICK, Action.PACK),
    "done": (Action.PICK, Action.PACK, Action.SHIP),
}


class News:
    """Looks for changes since the newest moment seen of a model, by Tryton's clock."""

    def __init__(self, rest: Rest, settings: TrytonSettings, houses: Houses) -> None:
        self._rest = rest
        self._settings = settings
        self._houses = houses

    async def changed_products(self, since: dict[str, str]) -> list[Intake]:
        fields = (
            "code",
            "rec_name",
            "template.name",
            "list_price_used",
            "identifiers.code",
            "write_date",
            "create_date",
        )
        rows = await self._after(
            "product.product", (*fields, "template.write_date"), since, extra="template."
        )
        intakes = []
        for row in rows:
            if row["code"] and row["list_price_used"] is not None:
                body = {
                    "id": row["code"],
                    "name": row["template"]["name"],
                    "price": str(row["list_price_used"]),
                    "codes": [identifier["code"] for identifier in row.get("identifiers") or []],
                }
                # a reading may meet a change half way: a new date beside an old price is seen again and is another one
                shape = hashlib.sha256(json.dumps(body).encode()).hexdigest()[:12]
                when = f"{row['write_date']}@{row['template']['write_date']}"
                intakes.append(Intake("product", f"{row['id']}@{when}@{shape}", body))
        return intakes

    async def new_moves(self, since: dict[str, str]) -> list[Intake]:
        fields = (
            "product.code",
            "quantity",
            "from_location.id",
            "to_location.id",
            "shipment",
            "write_date",
            "create_date",
        )
        storages = {house.storage: place for place, house in (await self._houses.all()).items()}
        places = list(storages)
        domain = [
            ["state", "=", "done"],
            ["OR", ["from_location", "in", places], ["to_location", "in", places]],
        ]
        intakes = []
        for row in await self._after("stock.move", fields, since, domain):
            changes: dict[str, int] = {}
            for end, sign in (("from_location", -1), ("to_location", 1)):
                place = storages.get(row[end]["id"])
                if place:
                    changes[place] = changes.get(place, 0) + sign * round(row["quantity"])
            code = row["product"]["code"]
            if code and any(changes.values()):
                body = {"id": code, "changes": changes, "shipment": row["shipment"] or ""}
                intakes.append(Intake("move", str(row["id"]), body))
        return intakes

    async def changed_shipments(self, since: dict[str, str]) -> list[Intake]:
        known = await self._houses.all()
        houses = [known[place].id for place in self._settings.ships_itself]
        fields = ("state", "write_date", "create_date")
        rows = await self._after("stock.shipment.out", fields, since, [["warehouse", "in", houses]])
        return [
            Intake("shipment", f"{row['id']}@{row['state']}", {"id": str(row["id"]), "state": row["state"]})
            for row in rows
            if row["state"] in SHIPMENT_STEPS
        ]

    async def _after(
        self,
        model: str,
        fields: tuple[str, ...],
        since: dict[str, str],
        domain: list[Any] | None = None,
        extra: str = "",
    ) -> list[dict[str, Any]]:
        """Records made or written since a little before the newest moment seen of a model."""
        seen = since.get(model)
        wanted = list(domain or [])
        if seen:
            since_then = moment((datetime.fromisoformat(seen) - OVERLAP).isoformat())
            stamps = [f"{prefix}{name}" for prefix in {"", extra} for name in ("write_date", "create_date")]
            wanted.append(["OR", *([stamp, ">=", since_then] for stamp in stamps)])
        rows = await self._rest.find(model, fields, wanted)
        newest = [
            str(part.get(name))
            for row in rows
            for part in (row, row.get("template") or {})
            for name in ("write_date", "create_date")
            if part.get(name)
        ]
        if newest:
            since[model] = max([*newest, seen or ""])
        return rows
