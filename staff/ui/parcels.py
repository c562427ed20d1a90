"""Rows of the shipping page: parcels of orders and transfers between locations, and what is in them."""

from dataclasses import dataclass

from shared.domain.stock import Transfer
from shared.qt.formats import in_pairs, tr
from staff import words
from staff.receiving import Count
from staff.ui.session import Session
from staff.work import Job


@dataclass(frozen=True)
class Parcel:
    """A row: a parcel of an order, or a transfer between locations."""

    key: str
    task: str  # "ship", "arrive", "send", "receive"
    job: Job | None = None
    transfer: Transfer | None = None


def row(session: Session, parcel: Parcel) -> dict[str, object]:
    """A row of the list: where it goes or comes from, whose it is and how much."""
    places = session.device.catalogue.locations()
    leaving = parcel.task in {"ship", "send"}
    if parcel.job:
        order, fulfilment = parcel.job.order, parcel.job.fulfilment
        other = fulfilment.collect_at if leaving else fulfilment.location_id
        name = order.contact.name if order.contact else ""
        title, code, pieces = name or in_pairs(order.code), in_pairs(order.code), parcel.job.pieces
        detail = words.promise(parcel.job, session.now(), session.zone)
    else:
        transfer = parcel.transfer
        other = (transfer.to_id if leaving else transfer.from_id) if transfer else ""
        pieces = sum(line.quantity for line in transfer.lines) if transfer else 0
        title, code, detail = tr("Transfer"), "", ""
    place = places[other].name if other in places else ""
    where = (
        (tr("to %1", place) if leaving else tr("from %1", place))
        if place
        else (tr("to the shopper's home") if leaving else tr("from another place"))
    )
    return {
        "key": parcel.key,
        "task": parcel.task,
        "leaving": leaving,
        "title": title,
        "code": code,
        "detail": " · ".join(filter(None, (where, detail))),
        "pieces": pieces,
    }


def lines(session: Session, parcel: Parcel, count: Count | None) -> list[dict[str, object]]:
    """What is in it, and what was counted of it."""
    if parcel.job:
        ordered = {line.id: session.in_words(line) for line in parcel.job.order.lines}
        return [
            {
                "line": part.line_id,
                "sku": part.sku,
                "name": ordered[part.line_id].name,
                "options": ordered[part.line_id].options,
                "media": ordered[part.line_id].media,
                "wanted": part.quantity,
                **_counts(count, part.line_id),
            }
            for part in parcel.job.fulfilment.parts
            if part.line_id in ordered and part.quantity
        ]
    return [
        _transfer_line(session, each.sku, each.quantity) | _counts(count, each.sku)
        for each in (parcel.transfer.lines if parcel.transfer else ())
    ]


def _transfer_line(session: Session, sku: str, wanted: int) -> dict[str, object]:
    catalogue = session.device.catalogue
    known = catalogue.by_code(sku)
    product = catalogue.product(known[0]) if known else None
    return {
        "line": sku,
        "sku": sku,
        "name": product.name if product else sku,
        "options": "",
        "media": product.media[0].sha256 if product and product.media else "",
        "wanted": wanted,
    }


def _counts(count: Count | None, line: str) -> dict[str, object]:
    damaged = count.damaged(line) if count else 0
    return {
        "counted": count.good(line) if count else 0,
        "mark": tr("%n piece(s) damaged", n=damaged) if damaged else "",
    }


def counted(parcel: Parcel) -> Count:
    """A count of what should be in a parcel or a transfer, with nothing counted yet."""
    if parcel.job:
        parts = parcel.job.fulfilment.parts
        return Count({part.line_id: (part.sku, part.quantity) for part in parts})
    return Count(
        {line.sku: (line.sku, line.quantity) for line in parcel.transfer.lines} if parcel.transfer else {}
    )
