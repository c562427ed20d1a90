"""The receipt's QR: the order itself, signed, so that goods can come back to any store without the line.

Signed with HMAC-SHA256 under the hub's key that only enrolled devices hold; no name or address is in it.
"""

import json
import zlib
from datetime import datetime

from pydantic import ValidationError

from shared import crypto
from shared.domain.codes import pickup_code
from shared.domain.order import Fulfilment, Line, Order, Part, Payment
from shared.domain.states import FulfilmentState, PaymentState, Way

PREFIX = "EVERYSHELF-R:"


def sign(order: Order, fulfilment: Fulfilment, key: str) -> str:
    """The text of a receipt's QR for goods handed over; only the lines of this fulfilment are in it."""
    lines = {line.id: line for line in order.lines}
    goods = [
        [
            part.line_id,
            part.sku,
            lines[part.line_id].product_id,
            part.quantity,
            lines[part.line_id].unit_price,
        ]
        for part in fulfilment.parts
        if part.line_id in lines and part.quantity
    ]
    body = [
        order.id,
        order.currency,
        order.placed_at.isoformat(timespec="seconds"),
        order.payment.method,
        goods,
    ]
    packed = zlib.compress(json.dumps(body, separators=(",", ":")).encode(), 9)
    return PREFIX + crypto.sign(packed, "receipt", key)


def read(signed: str, key: str) -> Order | None:
    """The order of a receipt as far as it says, None when it is not ours or was changed."""
    try:
        packed = crypto.read_signed(signed, "receipt", key)
        if packed is None:
            return None
        order_id, currency, placed_at, method, goods = json.loads(zlib.decompress(packed))
        return _order(order_id, currency, datetime.fromisoformat(placed_at), method, goods)
    except (ValueError, TypeError, zlib.error, ValidationError):
        return None


def _order(
    order_id: str, currency: str, placed_at: datetime, method: str, goods: list[list[object]]
) -> Order:
    lines = tuple(
        Line.model_validate(
            {
                "id": line_id,
                "sku": sku,
                "product_id": product_id,
                "name": sku,
                "quantity": quantity,
                "unit_price": price,
                "list_price": price,
                "way": Way.PICKUP,
            }
        )
        for line_id, sku, product_id, quantity, price in goods
    )
    parts = tuple(Part(line_id=line.id, sku=line.sku, quantity=line.quantity) for line in lines)
    taken = Fulfilment(
        id=f"{order_id}:receipt",
        way=Way.PICKUP,
        location_id="-",
        state=FulfilmentState.COLLECTED,
        parts=parts,
    )
    paid = sum(line.unit_price * line.quantity for line in lines)
    return Order(
        id=order_id,
        code=pickup_code(order_id),
        placed_at=placed_at,
        currency=currency,
        lines=lines,
        fulfilments=(taken,),
        payment=Payment.model_validate({"state": PaymentState.PAID, "paid": paid, "method": method}),
    )
