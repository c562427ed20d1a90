"""Stock that moved at the desk without a sale (counted, found short, transferred), as Tryton's internal shipments."""

from collections.abc import Iterable
from functools import partial

from bus.connectors.contract import Work
from bus.connectors.tryton.houses import Houses
from bus.connectors.tryton.rest import Rest
from bus.desk import lookup
from bus.desk.lookup import Moved
from shared.domain.order import Order, Way


class Moves:
    """Rows of the desk's ledger, each once by its number, between a shelf and where lost things go to."""

    def __init__(self, rest: Rest, houses: Houses) -> None:
        self._rest = rest
        self._houses = houses

    async def tell(self, sku: str, place: str, own: str, work: Work) -> None:
        """Tell what moved at a location since the last time, but for what the connector ``own`` brought in."""
        key = f"{sku}@{place}"
        after = int(await work.theirs("ledger", key) or 0)
        moved = await work.read(lambda c: lookup.moved(c, sku, place, after))
        sold = await self._by_sales(moved, work)
        for row in moved:
            if (
                row.actor not in {own, f"connector:{own}", "import"}
                and row.id not in sold
                and not row.cause.startswith("return:")
            ):
                await self.put(sku, place, row.units, f"everyshelf {row.id}", work)
        if moved:
            await work.pair("ledger", key, str(moved[-1].id))

    async def _by_sales(self, moved: Iterable[Moved], work: Work) -> set[int]:
        """Rows that the shipment of a sale tells of: what was shipped, and the first collection of a pickup."""
        told: set[int] = set()
        for row in moved:
            if row.cause == "ship":
                told.add(row.id)
            elif row.cause == "collect":
                order = await work.order(row.ref)
                first = await work.read(partial(lookup.first_collected, row=row))
                if order is not None and row.id == first and _picked_up(order, row):
                    told.add(row.id)
        return told

    async def put(self, sku: str, place: str, units: int, reference: str, work: Work) -> None:
        """Put units of a SKU on a location's shelf (below 0: take them off), once by a reference."""
        house = (await self._houses.all())[place]

        async def find() -> str | None:
            return await self._rest.first("stock.shipment.internal", [["reference", "=", reference]])

        async def create() -> str:
            product = await self._houses.product(sku)
            ends = (house.storage, house.lost) if units < 0 else (house.lost, house.storage)
            way = {"from_location": ends[0], "to_location": ends[1]}
            move = {"product": product["id"], "unit": product["default_uom"]["id"], "quantity": abs(units)}
            values = {**way, "reference": reference, "moves": [["create", [move | way]]]}
            return str(await self._rest.create("stock.shipment.internal", values))

        shipment = await work.once("internal", reference, find, create)
        (record,) = await self._rest.find("stock.shipment.internal", ("state",), [["id", "=", int(shipment)]])
        steps = {"draft": "wait", "waiting": "assign_force", "assigned": "do"}
        states = list(steps)
        for state in states[states.index(record["state"]) :] if record["state"] in steps else ():
            await self._rest.press("stock.shipment.internal", shipment, steps[state])


def _picked_up(order: Order, row: Moved) -> bool:
    return any(
        f.way is Way.PICKUP and f.location_id == row.place and any(part.sku == row.sku for part in f.parts)
        for f in order.fulfilments
    )
