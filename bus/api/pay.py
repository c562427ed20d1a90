"""The page on which a shopper's phone pays, for providers that have none of their own."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from bus.api.access import TheHub
from bus.api.problems import ApiProblem
from bus.connectors.contract import LaterError, PoisonError
from bus.connectors.paying import Paying, find_link
from bus.desk.lookup import find_order, order_with_link

router = APIRouter(prefix="/pay")


@router.get("/{name}/{payment_id}", response_class=HTMLResponse)
async def page(hub: TheHub, name: str, payment_id: str) -> HTMLResponse:
    """The page of one pay link; whoever has the link may see it, and it shows no more than code and amount."""
    provider = hub.connectors.get(name)
    order_id = await hub.database.aread(lambda c: order_with_link(c, name, payment_id))
    order = await hub.database.aread(lambda c: find_order(c, order_id)) if order_id else None
    link = find_link(order, payment_id)
    if not isinstance(provider, Paying) or order is None or link is None:
        raise ApiProblem(404, "no-such-payment", "There is no such payment")
    try:
        made = await provider.page(order, link)
    except (LaterError, PoisonError) as away:
        raise ApiProblem(
            503, "provider-away", "Paying is not possible at the moment", "try again in a minute"
        ) from away
    if made is None:
        raise ApiProblem(404, "no-such-payment", "There is no such payment")
    text, headers = made
    return HTMLResponse(text, headers=headers)
