"""However many sell at once, no unit is sold twice and the ledger is exact."""

from concurrent.futures import ThreadPoolExecutor

from bus.database import Database
from bus.desk.audit import audit
from bus.desk.desk import Desk
from bus.desk.work import Device
from shared.domain.messages import Mutation, PlaceOrder
from shared.domain.states import OrderState
from tests.desk.house import NOON, House, line

SELLERS, TRIES, UNITS = 16, 200, 60


def test_sellers_at_once_sell_what_is_there_and_no_more(database: Database) -> None:
    house = House(database)
    house.stock({"lamp": {"north": UNITS}, "vase": {"north": UNITS * 2}})
    desks = [Desk(database, now=lambda: NOON) for _ in range(4)]  # as many hubs

    def sell(n: int) -> None:
        lines = (line(1, "lamp", wish="wait"), line(2, "vase", wish="refund"))
        if n % 2:  # the other way round: two transactions that lock the same rows crosswise
            lines = lines[::-1]
        body = PlaceOrder(order_id=f"o{n}", placed_at=NOON, currency="EUR", lines=lines)
        item = Mutation(n=1, id=f"m{n}", type="order.place", made_at=NOON, body=body.model_dump(mode="json"))
        device = Device(f"kiosk-{n % SELLERS}", "kiosk", "north")
        for _ in range(2):  # each seller hears nothing the first time and says it again
            result = database.write(lambda conn: desks[n % 4].apply(conn, device, item))
            assert result.status == "applied"

    with ThreadPoolExecutor(SELLERS) as sellers:
        list(sellers.map(sell, range(TRIES)))
    lamp, vase = house.level("lamp", "north"), house.level("vase", "north")
    assert (lamp.reserved, vase.reserved) == (UNITS, UNITS * 2)
    states = [house.order(f"o{n}").state for n in range(TRIES)]
    assert states.count(OrderState.ON_HOLD) == TRIES - UNITS
    assert database.read(audit).wrong == []
