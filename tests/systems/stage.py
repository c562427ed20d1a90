"""Everything the systems demo needs, started: web shop, ERP, CRM, a mail server, and a hub between them."""

import asyncio
import contextlib
import email
import email.policy
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Connection

from bus.connectors.files.furnish import people
from bus.connectors.files.shop import put_settings
from bus.connectors.tryton.rest import Access, Rest
from bus.connectors.vendure.graphql import AdminApi
from bus.database import Database
from bus.desk import catalogue, lookup, schema
from shared.domain.location import Location
from tests.e2e.house import HubProcess
from tests.peers import tryton, webshop

STORES = (
    Location(id="north", name="North", tz="Europe/Berlin", lat=52.55, lon=13.4),
    Location(id="south", name="South", tz="Europe/Berlin", lat=52.45, lon=13.4),
)
SKUS = ("MUG", "LAMP", "RUG")


class Postbox:
    """A mail server's end: every message that was accepted, by its subject's first word."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.messages.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 OK"

    def subjects(self) -> list[str]:
        """What the messages are about, in their order; a second copy of one (same Message-ID) is none."""
        by_id = {message["Message-ID"]: str(message["Subject"]) for message in self.messages}
        return list(by_id.values())


@dataclass
class Stage:
    """The systems, and eyes on each."""

    folder: Path
    hub: HubProcess
    shop: webshop.Webshop
    vendure: AdminApi
    erp: Rest
    crm: Rest
    post: Postbox
    seen: dict[str, Any] = field(default_factory=dict)

    def levels(self) -> dict[tuple[str, str], tuple[int, int]]:
        """The hub's (on hand, still to promise) by SKU and store."""
        with contextlib.closing(Database(f"sqlite:///{self.hub.folder / 'hub.db'}")) as database:
            found = database.read(lambda c: lookup.levels(c, SKUS))
        return {
            (sku, place.id): (level.on_hand, level.atp) if (level := found[sku].get(place.id)) else (0, 0)
            for sku in SKUS
            for place in STORES
        }

    async def shelves(self) -> dict[tuple[str, str], int]:
        """Tryton's quantities by SKU and store."""
        found: dict[tuple[str, str], int] = {}
        for place in STORES:
            (house,) = await self.erp.find(
                "stock.location", ("storage_location.id",), [["code", "=", place.id.upper()]]
            )
            context = {"locations": [house["storage_location"]["id"]]}
            rows = await self.erp.find(
                "product.product", ("code", "quantity"), [["code", "in", list(SKUS)]], context
            )
            found |= {(row["code"], place.id): round(row["quantity"]) for row in rows}
        return found

    async def for_sale(self) -> dict[tuple[str, str], int]:
        """What Vendure sells by SKU and store."""
        said = await self.vendure.ask(
            "query($s:[String!]!){productVariants(options:{filter:{sku:{in:$s}}})"
            "{items{sku stockLevels{stockLocation{name} stockOnHand stockAllocated}}}}", s=list(SKUS),
        )  # fmt: skip
        return {
            (item["sku"], row["stockLocation"]["name"].lower()): row["stockOnHand"] - row["stockAllocated"]
            for item in said["productVariants"]["items"]
            for row in item["stockLevels"]
        }

    async def equal(self) -> str:
        """Where the three differ about stock, empty when they agree."""
        hub, erp, web = self.levels(), await self.shelves(), await self.for_sale()
        wrong = [
            f"{sku} in {place}: hub {on_hand}/{atp}, Tryton {erp.get((sku, place))}, Vendure {web.get((sku, place))}"
            for (sku, place), (on_hand, atp) in hub.items()
            if (erp.get((sku, place), 0), web.get((sku, place), 0)) != (on_hand, atp)
        ]
        return "; ".join(wrong)


@contextlib.asynccontextmanager
async def standing(folder: Path) -> AsyncIterator[Stage]:
    """The stage, with the hub not started yet; everything is ended afterwards."""
    retail = await asyncio.to_thread(tryton.prepare, "retail")
    customers = await asyncio.to_thread(tryton.prepare, "crm")
    await asyncio.to_thread(webshop.prepare)
    settings, connectors = folder / "hub.toml", folder / "connectors"
    connectors.mkdir(parents=True)
    settings.write_text(f'folder = "{folder / "hub"}"\nconnectors = "{connectors}"\n')
    hub = HubProcess(folder / "hub", settings)
    erp = tryton.TrytonServer(folder / "erp", retail, "retail")
    crm = tryton.TrytonServer(folder / "crm", customers, "crm")
    shop = webshop.Webshop(folder / "vendure", hook=f"{hub.url}/v1/hooks/shop")
    post = Postbox()
    async with contextlib.AsyncExitStack() as ending:
        server = await asyncio.get_running_loop().create_server(lambda: SMTP(post), "127.0.0.1", 0)
        ending.callback(server.close)
        for peer in (erp, crm, shop):
            ending.push_async_callback(peer.stop)
        await asyncio.gather(erp.start(), crm.start(), shop.start())
        for name, text in (
            ("erp-key", erp.key), ("crm-key", crm.key), ("password", webshop.PASSWORD), ("hook", webshop.HOOK_SECRET)
        ):  # fmt: skip
            (folder / name).write_text(text)
        port = server.sockets[0].getsockname()[1]
        for name, text in _settings(folder, hub, erp, crm, shop, retail, port).items():
            (connectors / f"{name}.toml").write_text(text)
        eyes = Stage(
            folder=folder,
            hub=hub,
            shop=shop,
            vendure=AdminApi(shop.url, "superadmin", webshop.PASSWORD),
            erp=Rest(Access(url=erp.url, database="retail", key=f"file:{folder / 'erp-key'}")),
            crm=Rest(Access(url=crm.url, database="crm", key=f"file:{folder / 'crm-key'}")),
            post=post,
        )
        for door in (eyes.vendure, eyes.erp, eyes.crm):
            ending.push_async_callback(door.close)
        hub.folder.mkdir(parents=True)
        with contextlib.closing(Database(f"sqlite:///{hub.folder / 'hub.db'}")) as database:
            database.write(schema.create)
            database.write(_furnish)
        ending.callback(hub.stop)
        yield eyes


def _furnish(conn: Connection) -> None:
    catalogue.put_locations(conn, "demo", STORES)
    catalogue.put_staff(conn, "demo", [member for store in STORES for member in people(store)])
    put_settings(conn, "Everyshelf", "EUR", ("en", "de", "pl", "fr", "ar"))


def _settings(
    folder: Path,
    hub: HubProcess,
    erp: tryton.TrytonServer,
    crm: tryton.TrytonServer,
    shop: webshop.Webshop,
    seed: dict[str, Any],
    port: int,
) -> dict[str, str]:
    """The connectors' settings files by name."""
    return {
        "erp": f'use = "tryton"\nurl = "{erp.url}"\ndatabase = "retail"\nkey = "file:{folder / "erp-key"}"\n'
        f"payment_term = {seed['payment_term']}\ntaxes = [{seed['tax']}]\npoll_seconds = 1.0\n"
        '[places]\nnorth = "NORTH"\nsouth = "SOUTH"\n',
        "crm": f'use = "crm"\nurl = "{crm.url}"\ndatabase = "crm"\nkey = "file:{folder / "crm-key"}"\n',
        "shop": f'use = "vendure"\nurl = "{shop.url}"\nuser = "superadmin"\n'
        f'password = "file:{folder / "password"}"\nhook = "file:{folder / "hook"}"\n'
        f'hub_key = "{hub.folder / "hub.key"}"\n[places]\nnorth = "North"\nsouth = "South"\n'
        '[pickup]\npickup-north = "north"\npickup-south = "south"\n',
        "mail": f'use = "mail"\nhost = "127.0.0.1"\nport = {port}\nsender = "shop@example.com"\ntls = false\n',
    }
