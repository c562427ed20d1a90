"""What the routes work on, and who may use them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Header, Request

from bus.api.bell import Bell
from bus.api.media import MediaStore
from bus.api.problems import ApiProblem
from bus.api.turns import Turns
from bus.connectors.contract import Connector
from bus.database import Database
from bus.desk import devices
from bus.desk.desk import Desk
from bus.desk.work import Device
from bus.feed.pages import Pages
from bus.feed.snapshot import Snapshots
from bus.feed.witness import Witness


@dataclass(frozen=True)
class Hub:
    """The parts of a hub; ``committed`` is called after every push, ``hub_key`` is public.

    ``connectors``: the systems of the running configuration by name.
    """

    database: Database
    desk: Desk
    snapshots: Snapshots
    pages: Pages
    media: MediaStore
    bell: Bell
    witness: Witness
    turns: Turns
    hub_key: str
    committed: Callable[[], None]
    connectors: Mapping[str, Connector] = field(default_factory=dict)


def hub_of(request: Request) -> Hub:
    """The hub an application was made for."""
    hub = request.app.state.hub
    assert isinstance(hub, Hub)  # noqa: S101 - make_app sets it
    return hub


TheHub = Annotated[Hub, Depends(hub_of)]


async def known_device(hub: TheHub, authorization: Annotated[str, Header()] = "") -> Device:
    """The enrolled device that asks; 401 as a problem for anybody else."""
    token = authorization.removeprefix("Bearer ").strip()
    device = await hub.database.aread(lambda c: devices.authenticate(c, token)) if token else None
    if device is None:
        raise ApiProblem(
            401, "unknown-device", "This device is not enrolled", "enrol it with a new one-time code"
        )
    return device


Known = Annotated[Device, Depends(known_device)]
