"""Calls for help: a shopper raises one at a kiosk, somebody of the store answers it."""

from sqlalchemy import insert, select, update

from bus.desk import schema
from bus.desk.work import RefusedError, Work
from shared.domain.messages import AnswerCall, Call, Collection, RaiseCall


def raise_call(work: Work, body: RaiseCall) -> None:
    """Show a call on the store's staff devices; the same call again changes nothing."""
    if _find(work, body.call_id) is not None:
        raise RefusedError("exists", "This call exists")
    call = Call(
        id=body.call_id,
        location_id=work.device.location_id,
        device_id=work.device.id,
        where=body.where,
        made_at=body.made_at,
    )
    work.conn.execute(insert(schema.call), {"id": call.id, "body": call.model_dump_json()})
    _tell(work, call, "call.raised")


def answer(work: Work, body: AnswerCall) -> None:
    """Somebody goes there; the first answer counts."""
    call = _find(work, body.call_id)
    if call is None or call.location_id != work.device.location_id:
        raise RefusedError("unknown", "There is no such call", body.call_id, 404)
    if call.answered_by:
        raise RefusedError(
            "answered", "Somebody else has answered", f"{call.answered_by} goes there.", by=call.answered_by
        )
    call = call.model_copy(update={"answered_by": body.by})
    where = schema.call.c.id == call.id
    work.conn.execute(update(schema.call).where(where).values(body=call.model_dump_json()))
    _tell(work, call, "call.answered")


def _find(work: Work, call_id: str) -> Call | None:
    query = select(schema.call.c.body).where(schema.call.c.id == call_id).with_for_update()
    body = work.conn.execute(query).scalar()
    return None if body is None else Call.model_validate_json(body)


def _tell(work: Work, call: Call, what: str) -> None:
    work.show(f"store:{call.location_id}", Collection.CALL, call.id, call)
    work.event(what, call.id, call)
