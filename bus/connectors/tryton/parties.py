"""Customers as Tryton's parties: the one known by mail or phone, else made now."""

from typing import Any

from bus.connectors.contract import Work
from bus.connectors.tryton.rest import Rest
from shared.domain.order import Contact


async def party_of(contact: Contact | None, walk_in: str, rest: Rest, work: Work) -> tuple[int, int]:
    """Party and address of a customer; whoever left no contact is the walk-in customer."""
    reach = (contact.email.lower() or contact.phone) if contact else ""
    name = (contact.name if contact else "") or reach or walk_in
    at = contact.address if contact else None
    address = {"street": at.street, "city": at.city, "postal_code": at.postcode} if at else {"street": ""}

    async def find() -> str | None:
        domain = [["contact_mechanisms.value", "=", reach]] if reach else [["name", "=", name]]
        return await rest.first("party.party", domain)

    async def create() -> str:
        values: dict[str, Any] = {"name": name, "addresses": [["create", [address]]]}
        if contact and reach:
            kinds = (("email", contact.email.lower()), ("phone", contact.phone))
            made = [{"type": kind, "value": value} for kind, value in kinds if value]
            values["contact_mechanisms"] = [["create", made]]
        return str(await rest.create("party.party", values))

    party = await work.once("party", reach or name, find, create)
    (record,) = await rest.find("party.party", ("addresses.id",), [["id", "=", int(party)]])
    return int(party), int(record["addresses"][0]["id"])
