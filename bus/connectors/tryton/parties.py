"""Customers as Tryton's parties: the one known by mail or phone, else made now."""

import asyncio
from typing import Any

from bus.connectors.contract import Work
from bus.connectors.tryton.rest import Rest
from shared.domain.order import Contact


class Parties:
    """The parties of one Tryton; whoever left no contact is the walk-in customer."""

    def __init__(self, rest: Rest, walk_in: str = "") -> None:
        self._rest = rest
        self._walk_in = walk_in
        self._turn = asyncio.Lock()  # two orders of one new customer come at once: one party

    async def of(self, contact: Contact | None, work: Work) -> tuple[int, int]:
        """Party and address of a customer."""
        reach = (contact.email.lower() or contact.phone) if contact else ""
        name = (contact.name if contact else "") or reach or self._walk_in

        async def find() -> str | None:
            domain = [["contact_mechanisms.value", "=", reach]] if reach else [["name", "=", name]]
            return await self._rest.first("party.party", domain)

        async def create() -> str:
            return str(await self._rest.create("party.party", _values(name, contact if reach else None)))

        async with self._turn:
            party = await work.once("party", reach or name, find, create)
        (record,) = await self._rest.find("party.party", ("addresses.id",), [["id", "=", int(party)]])
        return int(party), int(record["addresses"][0]["id"])


def _values(name: str, contact: Contact | None) -> dict[str, Any]:
    at = contact.address if contact else None
    address = {"street": at.street, "city": at.city, "postal_code": at.postcode} if at else {"street": ""}
    kinds = (("email", contact.email.lower()), ("phone", contact.phone)) if contact else ()
    reached = [{"type": kind, "value": value} for kind, value in kinds if value]
    values: dict[str, Any] = {"name": name, "addresses": [["create", [address]]]}
    return values | ({"contact_mechanisms": [["create", reached]]} if reached else {})
