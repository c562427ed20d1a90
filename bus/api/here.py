"""The page on which a shopper outside in a car says "I am here"; its address comes with the mail that says ready."""

import html
import secrets
import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from bus.api.access import Hub, TheHub
from bus.api.problems import ApiProblem
from bus.connectors.pay_page import FOLDER, HEADERS
from bus.desk.lookup import find_order, place_names
from bus.desk.work import HUB
from shared.domain.base import new_id
from shared.domain.messages import Arrived, Mutation
from shared.domain.order import Order
from shared.domain.states import WAITING_FOR_SHOPPER

WORDS: Final = Path(__file__).resolve().parents[2] / "assets" / "here" / "words.toml"
router = APIRouter(prefix="/here")


@router.get("/{order_id}", response_class=HTMLResponse)
async def page(hub: TheHub, order_id: str) -> HTMLResponse:
    """The page of one order; the id is as good as a password, and no more than code and store are on it."""
    return await _page(hub, await _order(hub, order_id))


@router.post("/{order_id}", response_class=HTMLResponse)
async def arrive(hub: TheHub, order_id: str) -> HTMLResponse:
    """The shopper is there: the counter hears of it; a second press changes nothing."""
    order = await _order(hub, order_id)
    if _stage(order) == "button":
        body = Arrived(order_id=order.id, curbside=True).model_dump(mode="json")
        act = Mutation(n=1, id=new_id(), type="customer.here", made_at=datetime.now(UTC), body=body)
        await hub.database.awrite(lambda conn: hub.desk.apply(conn, HUB, act))
        hub.committed()
        await hub.bell.ring()
        order = await _order(hub, order_id)
    return await _page(hub, order)


async def _order(hub: Hub, order_id: str) -> Order:
    order = await hub.database.aread(lambda conn: find_order(conn, order_id))
    if order is None or not order.curbside:
        raise ApiProblem(404, "no-such-order", "There is no such order")
    return order


def _stage(order: Order) -> str:
    """What the shopper can do or is told: button, known, waiting or over."""
    ready = [f for f in order.fulfilments if f.state in WAITING_FOR_SHOPPER]
    if ready:
        return "known" if all(f.outside for f in ready) else "button"
    return "over" if order.state.value in {"completed", "cancelled"} else "waiting"


async def _page(hub: Hub, order: Order) -> HTMLResponse:
    places = await hub.database.aread(place_names)
    where = dict.fromkeys(places.get(line.location_id, "") for line in order.lines if line.location_id)
    words, stage, nonce = _words(order.language), _stage(order), secrets.token_urlsafe(16)
    said = html.escape(words[stage])
    body = f'<p role="status">{said}</p>'
    if stage == "button":
        body = f'<form method="post"><button>{said}</button></form>'
    text = (
        (FOLDER / "page.html")
        .read_text("utf-8")
        .format(
            language=html.escape(order.language),
            direction="rtl" if order.language == "ar" else "ltr",
            title=html.escape(words["title"]),
            order=html.escape(words["order"].format(code=f"{order.code[:4]} {order.code[4:]}")),
            amount=html.escape(", ".join(name for name in where if name)),
            nonce=nonce,
            body=body,
        )
    )
    policy = f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'self'"
    return HTMLResponse(text, headers=HEADERS | {"content-security-policy": policy})


@cache
def _words(language: str) -> dict[str, str]:
    known = tomllib.loads(WORDS.read_text("utf-8"))
    return dict(known.get(language, known["en"]))
