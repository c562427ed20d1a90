"""The bus at a glance: every connector's state, dead letters and the graph, for this machine only."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from bus.api import bus_page
from bus.api.access import TheHub
from bus.api.problems import ApiProblem
from bus.connectors.seen import dead_letters, retry_dead, status

OURS = {"127.0.0.1", "::1", "localhost"}


def nearby(request: Request) -> None:
    """Let only this machine in: what systems hang on the bus, and what fails, concerns nobody else.

    What a proxy passes on comes from elsewhere, and so does what another page's script sends, also one that has
    made its own name point here.
    """
    here = request.client is not None and request.client.host in {"127.0.0.1", "::1"}
    passed_on = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "via"))
    foreign = request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}
    if not here or passed_on or foreign or request.url.hostname not in OURS:
        raise ApiProblem(403, "only-here", "This page is shown on the hub's own machine only")


router = APIRouter(prefix="/bus", dependencies=[Depends(nearby)])


@router.get("/status")
async def connectors(hub: TheHub) -> list[dict[str, Any]]:
    """Lag, counts, last event, success and error of every connector of the running configuration."""
    return await hub.database.aread(lambda c: status(c, hub.connectors.values()))


@router.get("/dead")
async def dead(hub: TheHub, connector: Annotated[str, Query(max_length=120)] = "") -> list[dict[str, Any]]:
    """Dead letters with their reasons, newest first."""
    return await hub.database.aread(lambda c: dead_letters(c, connector))


@router.post("/retry")
async def retry(
    hub: TheHub, connector: Annotated[str, Query(max_length=120)], seq: int | None = None
) -> dict[str, int]:
    """Put a connector's dead letters, or one of them, back to work."""
    return {"retried": await hub.database.awrite(lambda c: retry_dead(c, connector, seq))}


@router.get("", response_class=HTMLResponse)
async def page(hub: TheHub) -> HTMLResponse:
    """The page: the graph, a row a connector, a row a dead letter."""
    rows, letters = await hub.database.aread(lambda c: (status(c, hub.connectors.values()), dead_letters(c)))
    return HTMLResponse(bus_page.page(rows, letters), headers={"cache-control": "no-store"})
