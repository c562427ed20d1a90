"""The connector of the guide: its very lines, run against a service as the guide describes it."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from sqlalchemy import Connection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bus.connectors.contract import Connector
from bus.connectors.settings import load_connector
from bus.desk import catalogue
from bus.hub import listen
from shared.domain.messages import PlaceOrder
from shared.domain.states import FulfilmentState
from tests.connectors.kit import Trial, trial
from tests.desk.house import NOON, PLACES, House, line, product, staff
from tests.house.qmllint import ROOT
from tests.waiting import until

GUIDE = ROOT / "docs" / "writing-a-connector.md"


@dataclass
class Service:
    """The locker service: boxes by our id, and what was opened, by number."""

    url: str = ""
    boxes: dict[str, str] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)

    async def put(self, request: Request) -> Response:
        if request.headers.get("authorization") != "Bearer canary":
            return Response(status_code=403)
        self.boxes[request.path_params["box"]] = (await request.json())["code"]
        return Response(status_code=204)

    async def news(self, request: Request) -> JSONResponse:
        after = int(request.query_params["after"])
        new = [{"n": n, "box": box} for n, box in enumerate(self.opened, 1) if n > after]
        return JSONResponse({"opened": new, "last": len(self.opened)})


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    made = Service()
    listener = listen("127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    routes = [Route("/boxes/{box}", made.put, methods=["PUT"]), Route("/opened", made.news)]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_config=None, lifespan="off"))
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
    serving = asyncio.create_task(server.serve([listener]))
    await until(lambda: server.started, "the lockers")
    yield made
    server.should_exit = True
    await serving


@pytest.fixture
def settings(tmp_path: Path, service: Service, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The guide's module and settings file, on the path of this test alone."""
    blocks = re.findall(r"```(python|toml)\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    (tmp_path / "lockers.py").write_text(
        next(b for kind, b in blocks if kind == "python" and "Lockers(" in b)
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("LOCKER_TOKEN", "canary")
    path = tmp_path / "riverside.toml"
    lines = next(b for kind, b in blocks if kind == "toml" and "lockers" in b)
    path.write_text(lines.replace("https://lockers.example", service.url))
    return path


async def ready(tried: Trial) -> tuple[House, str]:
    """An order whose goods are ready, and its fulfilment's id."""
    house = House(tried.database)

    def fill(conn: Connection) -> None:
        catalogue.put_products(conn, "t", [product("lamp")], NOON)
        catalogue.put_locations(conn, "t", PLACES)
        catalogue.set_stock(conn, [("lamp", "north", 5)], NOON)

    await tried.database.awrite(fill)
    body = PlaceOrder(order_id="o1", placed_at=NOON, currency="EUR", lines=(line(1, "lamp"),))
    house.send(staff("north"), "order.place", body)
    for action in ("pick", "ready"):
        assert house.step(staff("north"), action, picked={"l1": 1}).status == "applied"
    tried.wake()
    return house, "o1:1"


async def test_the_guides_connector_works_as_the_guide_says(
    tmp_path: Path, service: Service, settings: Path
) -> None:
    made: list[Connector] = []

    def make() -> Connector:
        made.append(load_connector(settings))
        return made[-1]

    async with trial(make, tmp_path) as tried:
        house, fulfilment = await ready(tried)
        await tried.start()
        await until(lambda: fulfilment in service.boxes, "a box")
        assert made[0].name == "riverside"
        await tried.kill()  # perhaps between their answer and our note: then it is put again
        await tried.start()
        service.opened += [fulfilment, fulfilment]
        await until(
            lambda: house.order("o1").fulfilments[0].state is FulfilmentState.COLLECTED, "the collection"
        )
        await until(lambda: tried.health()["waiting"] == 0, "rest")
        assert tried.health()["dead"] == 0
        assert service.boxes == {fulfilment: house.order("o1").code}
