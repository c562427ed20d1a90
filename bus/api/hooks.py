"""Notifications of other systems: checked by their connector, kept, and answered at once; the work comes afterwards."""

import logging

from fastapi import APIRouter, Request, Response

from bus.api.access import TheHub
from bus.api.problems import ApiProblem
from bus.connectors.contract import ForgedError, PoisonError
from bus.connectors.errands import keep_intakes

log = logging.getLogger(__name__)
router = APIRouter(prefix="/v1")


@router.post("/hooks/{name}", status_code=204)
async def take(hub: TheHub, name: str, request: Request) -> Response:
    """204 once it is kept, also for one that was kept before; 401 for one that is forged or too old.

    What cannot be read though it is genuine is a 422: the sender's dead letter, not ours.
    """
    connector = hub.connectors.get(name)
    if connector is None:
        raise ApiProblem(404, "no-such-hook", "No connected system has this name")
    body = await request.body()
    try:
        intakes = connector.receive(dict(request.headers), body)
    except ForgedError as forged:
        log.warning("%s: a notification was refused: %s", name, forged)
        raise ApiProblem(401, "not-verified", "This notification is not verified", str(forged)) from forged
    except (PoisonError, ValueError) as unreadable:
        detail = str(unreadable) if isinstance(unreadable, PoisonError) else "its body is not what was agreed"
        raise ApiProblem(422, "malformed", "This notification cannot be read", detail) from unreadable
    await hub.database.awrite(lambda c: keep_intakes(c, name, intakes))
    return Response(status_code=204)
