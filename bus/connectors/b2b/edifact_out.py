"""Writes order responses (ORDRSP) and despatch advices (DESADV) in UN/EDIFACT D.96A."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256

from bus.connectors.b2b import segments
from bus.connectors.b2b.purchase import Answer, Despatch, OrderedLine, Party, PurchaseOrder
from bus.connectors.b2b.units import written

_CODES = {"accepted": "29", "changed": "4", "refused": "27"}
_LINE_CODES = {"accepted": "5", "changed": "3", "refused": "7"}

Row = Sequence[object]


def response(answer: Answer) -> bytes:
    """The ORDRSP of an answer: quantity ordered (21) and to be delivered (113) for each line."""
    order = answer.order
    rows: list[Row] = [
        ("BGM", "231", answer.number, _CODES[answer.verdict]),
        ("DTM", ("137", f"{answer.issued:%Y%m%d%H%M}", "203")),
        ("RFF", ("ON", order.number)),
        ("DTM", ("171", f"{order.issued:%Y%m%d}", "102")),
        *_nad("BY", order.buyer),
        *_nad("SU", order.seller),
        ("CUX", ("2", answer.currency, "9")),
    ]
    for told in answer.lines:
        rows += _article(told.line, _LINE_CODES[told.verdict], told.sku, told.gtin)
        rows.append(("QTY", ("21", str(told.line.quantity), told.line.unit)))
        rows.append(("QTY", ("113", str(told.accepted), told.line.unit)))
        if told.reason:
            rows.append(("FTX", "LIN", "", "", _cut(told.reason, 70)))
        if told.accepted:
            rows.append(("PRI", ("AAA", written(told.unit_price, answer.currency))))
    rows += [("UNS", "S"), ("CNT", ("2", str(len(answer.lines))))]
    return _interchange(order, answer.number, answer.issued, "ORDRSP:D:96A:UN:EAN005", rows)


def despatch_advice(despatch: Despatch) -> bytes:
    """The DESADV of goods that left."""
    order = despatch.order
    rows: list[Row] = [
        ("BGM", "351", despatch.number, "9"),
        ("DTM", ("137", f"{despatch.issued:%Y%m%d%H%M}", "203")),
        ("DTM", ("11", f"{despatch.issued:%Y%m%d%H%M}", "203")),
        ("RFF", ("ON", order.number)),
        ("DTM", ("171", f"{order.issued:%Y%m%d}", "102")),
    ]
    if despatch.tracking:
        rows.append(("RFF", ("CN", despatch.tracking)))
    rows += [*_nad("BY", order.buyer), *_nad("SU", order.seller), *_nad("DP", order.deliver_to)]
    if despatch.origin != Party():
        rows += _nad("SF", despatch.origin)
    rows.append(("CPS", "1"))
    for number, sent in enumerate(despatch.lines, 1):
        rows += _article(sent.line, "", sent.sku, sent.gtin, number=str(number))
        rows.append(("QTY", ("12", str(sent.quantity), sent.line.unit)))
        rows.append(("RFF", ("ON", order.number, sent.line.number)))
    rows.append(("CNT", ("2", str(len(despatch.lines)))))
    return _interchange(order, despatch.number, despatch.issued, "DESADV:D:96A:UN:EAN005", rows)


def _interchange(order: PurchaseOrder, number: str, issued: datetime, message: str, rows: list[Row]) -> bytes:
    """From us to whom the order came from; the control reference is made of the document's number."""
    reference = sha256(f"{message} {number}".encode()).hexdigest()[:14].upper()
    sender = order.recipient or order.seller.id or "SELLER"
    recipient = order.sender or order.buyer.id or "BUYER"
    return segments.write(sender, recipient, f"{issued:%y%m%d:%H%M}", reference, message, rows)


def _nad(code: str, party: Party) -> Iterator[Row]:
    if party == Party():
        return
    told = party.address
    named = (party.id, "", party.scheme or "9") if party.id else ""
    street = _cut(told.street, 35)[:3]
    yield (
        "NAD", code, named, "", _cut(party.name, 35), street,
        told.city[:35], told.region[:9], told.postcode[:9], told.country[:3],
    )  # fmt: skip


def _article(line: OrderedLine, action: str, sku: str, gtin: str, number: str = "") -> Iterator[Row]:
    code = line.gtin or gtin.removeprefix("0")
    yield ("LIN", number or line.number, action, (code, "EN") if code else "")
    if sku or line.sku:
        yield ("PIA", "1", (sku or line.sku, "SA"))
    if line.buyer_code:
        yield ("PIA", "1", (line.buyer_code, "IN"))


def _cut(text: str, length: int) -> list[str]:
    """A text as components of at most ``length`` characters, five of them."""
    plain = segments.latin(text)
    return [plain[start : start + length] for start in range(0, min(len(plain), 5 * length), length)]
