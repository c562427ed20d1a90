"""Tryton 8 as the ERP, over its REST interface: products, prices and stock in, fulfilments out as sales.

Each fulfilment of an order is one sale in the warehouse that serves it. Whatever event comes, the sale is brought to
where the desk's fulfilment stands now, so late, repeated and reordered events do no harm. Stock comes in as Tryton's
own moves, each once by its id, never as absolute figures; moves of our own shipments are left out, the desk counts
those.
"""

import base64
import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import httpx
from pydantic import Field

from bus.connectors.contract import Connector, Event, Intake, LaterError, PoisonError, Polled, Work
from bus.connectors.settings import secret
from bus.desk import catalogue
from shared.domain.base import Currency
from shared.domain.catalogue import Price, Product, Variant
from shared.domain.codes import gtin14
from shared.domain.messages import CountStock, Step
from shared.domain.order import Contact, Fulfilment, Order
from shared.domain.states import Action, FulfilmentState
from shared.settings import Settings

PAGE = 500
GONE = frozenset({FulfilmentState.REJECTED, FulfilmentState.CANCELLED, FulfilmentState.EXPIRED})
LEFT = frozenset(
    {FulfilmentState.SHIPPED, FulfilmentState.ARRIVED, FulfilmentState.DELIVERED, FulfilmentState.COLLECTED}
)
SHIPMENT_STEPS = {"picked": (Action.PICK,), "packed": (Action.PICK, Action.PACK)}
SHIPMENT_STEPS["done"] = (*SHIPMENT_STEPS["packed"], Action.SHIP)


class TrytonSettings(Settings):
    """One Tryton database; ``key`` of a validated user application as env:NAME or file:PATH."""

    url: str = Field(pattern=r"^https?://")
    database: str
    key: str
    company: int = 1
    currency: Currency = "EUR"
    payment_term: int
    taxes: tuple[int, ...] = Field((), description="ids of the taxes on sale lines")
    places: dict[str, str] = Field(min_length=1, description="our location id → code of Tryton's warehouse")
    ships_itself: tuple[str, ...] = Field((), description="our locations whose people work in Tryton")
    catalogue: bool = Field(True, description="whether products and prices come from here")
    poll_seconds: float = Field(2.0, gt=0)
    walk_in: str = Field("Walk-in customer", description="party of orders without a contact")


class Rest:
    """Tryton's REST interface: values go out and come in as plain Python."""

    def __init__(self, settings: TrytonSettings) -> None:
        self._base = f"{settings.url.rstrip('/')}/{settings.database}/rest/model/"
        self._company = settings.company
        headers = {"authorization": f"Bearer {secret(settings.key)}"}
        self._http = httpx.AsyncClient(headers=headers, timeout=30)

    async def find(self, model: str, fields: tuple[str, ...], domain: list[Any]) -> list[dict[str, Any]]:
        """All records of a domain, in the order of their ids."""
        found: list[dict[str, Any]] = []
        by_id = _coded([["id", "ASC"]])
        while True:
            params: list[tuple[str, str | int]] = [("f", name) for name in fields]
            params += [("d", _coded(domain)), ("s", PAGE), ("p", len(found) // PAGE), ("o", by_id)]
            page = await self._ask("GET", model, params=params)
            found += page
            if len(page) < PAGE:
                return found

    async def create(self, model: str, values: dict[str, Any]) -> int:
        """A new record; its id."""
        return int((await self._ask("POST", model, json=values))["id"])

    async def press(self, model: str, record: str | int, button: str) -> Any:  # noqa: ANN401 - what the button gives
        """Press a button of a record."""
        return await self._ask("POST", f"{model}/{record}/{button}", json={})

    async def close(self) -> None:
        """Let the connections go."""
        await self._http.aclose()

    async def _ask(self, method: str, path: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
        context = _coded({"company": self._company})
        try:
            answer = await self._http.request(
                method, self._base + path, headers={"x-tryton-context": context}, **more
            )
        except httpx.HTTPError as problem:
            raise LaterError(f"Tryton does not answer ({type(problem).__name__})") from problem
        if answer.is_success:
            return _plain(answer.json()) if answer.content else None
        is_json = answer.headers.get("content-type", "").startswith("application/json")
        if answer.status_code == httpx.codes.BAD_REQUEST and is_json:
            raise PoisonError(f"Tryton refuses {path}: {str(answer.json())[:300]}")
        raise LaterError(f"Tryton answers {answer.status_code} to {path.partition('/')[0]}")


class Tryton(Connector):
    """Sales out; products, prices, stock moves and shipment states in."""

    events = ("order.*", "fulfilment.*")

    def __init__(self, settings: TrytonSettings) -> None:
        self._settings = settings
        self._rest = Rest(settings)
        self._storages: dict[int, str] = {}
        self._houses: dict[str, int] = {}
        self.poll_seconds = settings.poll_seconds

    async def close(self) -> None:
        await self._rest.close()

    # --- out ------------------------------------------------------------------------------------------------

    async def deliver(self, event: Event, work: Work) -> None:
        order = await work.order(str(event.data.get("order_id") or event.subject))
        for fulfilment in order.fulfilments if order else ():
            if order is not None and fulfilment.location_id in self._settings.places:
                await self._bring(order, fulfilment, work)

    async def _bring(self, order: Order, f: Fulfilment, work: Work) -> None:
        """Make the sale what the fulfilment is now."""
        await self._learn_places()
        gone = f.state in GONE
        if gone and await work.theirs("sale", f.id) is None and await self._find_sale(f.id) is None:
            return
        sale = await work.once(
            "sale", f.id, lambda: self._find_sale(f.id), lambda: self._sell(order, f, work)
        )
        state, shipments = await self._sale(sale)
        if gone:
            await self._call_off(sale, state, shipments)
            return
        for needed, button in (("draft", "quote"), ("quotation", "confirm")):
            if state == needed:
                await self._rest.press("sale.sale", sale, button)
                state, shipments = await self._sale(sale)
        if state == "confirmed":  # processing goes on in the background of a server with workers
            raise LaterError("Tryton has not processed the sale yet", 1.0)
        for shipment in shipments:
            await work.pair("shipment", f.id, str(shipment["id"]))
            if f.state in LEFT and f.location_id not in self._settings.ships_itself:
                await self._ship(shipment)

    async def _call_off(self, sale: str, state: str, shipments: list[dict[str, Any]]) -> None:
        if state in {"draft", "quotation"}:
            await self._rest.press("sale.sale", sale, "cancel")
        for shipment in shipments:
            if shipment["state"] not in {"done", "cancelled"}:
                await self._rest.press("stock.shipment.out", shipment["id"], "cancel")

    async def _ship(self, shipment: dict[str, Any]) -> None:
        """The goods have left: walk Tryton's shipment to its end."""
        record, state = shipment["id"], shipment["state"]
        if state in {"draft", "waiting"}:
            if state == "draft":
                await self._rest.press("stock.shipment.out", record, "wait")
            # What was handed over is gone, whatever Tryton believes is on the shelf.
            if not await self._rest.press("stock.shipment.out", record, "assign_try"):
                await self._rest.press("stock.shipment.out", record, "assign_force")
        for done, button in (
            (("picked", "packed", "done"), "pick"),
            (("packed", "done"), "pack"),
            (("done",), "do"),
        ):
            if state not in done:
                await self._rest.press("stock.shipment.out", record, button)

    async def _find_sale(self, reference: str) -> str | None:
        found = await self._rest.find("sale.sale", ("state",), [["reference", "=", reference]])
        return str(found[0]["id"]) if found else None

    async def _sale(self, sale: str) -> tuple[str, list[dict[str, Any]]]:
        (record,) = await self._rest.find("sale.sale", ("state", "shipments.state"), [["id", "=", int(sale)]])
        return record["state"], list(record.get("shipments") or [])

    async def _sell(self, order: Order, f: Fulfilment, work: Work) -> str:
        party, address = await self._party(order.contact, work)
        by_line = {line.id: line for line in order.lines}
        lines = []
        for part in f.parts:
            product = await self._product(part.sku)
            price = Decimal(by_line[part.line_id].unit_price).scaleb(-2)
            lines.append(
                {
                    "type": "line",
                    "product": product["id"],
                    "quantity": part.quantity,
                    "unit": product["default_uom"]["id"],
                    "unit_price": {"__class__": "Decimal", "decimal": str(price)},
                    "taxes": [["add", list(self._settings.taxes)]],
                }
            )
        values = {
            "party": party,
            "invoice_party": party,
            "shipment_party": party,
            "invoice_address": address,
            "shipment_address": address,
            "payment_term": self._settings.payment_term,
            "warehouse": self._houses[f.location_id],
            "reference": f.id,
            "description": order.code,
            "lines": [["create", lines]],
        }
        return str(await self._rest.create("sale.sale", values))

    async def _party(self, contact: Contact | None, work: Work) -> tuple[int, int]:
        """Party and address of a customer: the one known by mail or phone, else made now."""
        reach = (contact.email.lower() or contact.phone) if contact else ""
        name = (contact.name if contact else "") or reach or self._settings.walk_in
        at = contact.address if contact else None
        address = {"street": at.street, "city": at.city, "postal_code": at.postcode} if at else {"street": ""}

        async def find() -> str | None:
            domain = [["contact_mechanisms.value", "=", reach]] if reach else [["name", "=", name]]
            found = await self._rest.find("party.party", ("name",), domain)
            return str(found[0]["id"]) if found else None

        async def create() -> str:
            values: dict[str, Any] = {"name": name, "addresses": [["create", [address]]]}
            if contact and reach:
                kinds = (("email", contact.email), ("phone", contact.phone))
                made = [{"type": kind, "value": value} for kind, value in kinds if value]
                values["contact_mechanisms"] = [["create", made]]
            return str(await self._rest.create("party.party", values))

        party = await work.once("party", reach or name, find, create)
        (record,) = await self._rest.find("party.party", ("addresses.id",), [["id", "=", int(party)]])
        return int(party), int(record["addresses"][0]["id"])

    async def _product(self, sku: str) -> dict[str, Any]:
        found = await self._rest.find("product.product", ("code", "default_uom.id"), [["code", "=", sku]])
        if not found:
            raise PoisonError(f"Tryton has no product with the code {sku}: create it there, then retry")
        return found[0]

    # --- in -------------------------------------------------------------------------------------------------

    async def poll(self, cursor: str) -> Polled:
        since: dict[str, str] = json.loads(cursor) if cursor else {}
        await self._learn_places()
        intakes: list[Intake] = []
        if self._settings.catalogue:
            intakes += await self._changed_products(since)
        intakes += await self._new_moves(since)
        if self._settings.ships_itself:
            intakes += await self._changed_shipments(since)
        return Polled(json.dumps(since, sort_keys=True), tuple(intakes))

    async def take(self, intake: Intake, work: Work) -> None:
        if intake.kind == "product":
            await work.write(
                lambda c: catalogue.put_products(c, self.name, [self._as_product(intake.body)], whole=False)
            )
        elif intake.kind == "move":
            if await self._is_ours(intake.body, work):
                return
            for place, difference in intake.body["changes"].items():
                count = CountStock(sku=intake.body["id"], difference=difference, reason="erp", by=self.name)
                await work.act("stock.count", count, f"{intake.key}:{place}", place)
        elif intake.kind == "shipment":
            await self._follow(intake, work)

    async def _changed_products(self, since: dict[str, str]) -> list[Intake]:
        fields = (
            "code",
            "rec_name",
            "template.name",
            "list_price_used",
            "identifiers.code",
            "write_date",
            "create_date",
        )
        rows = await self._after(
            "product.product", (*fields, "template.write_date"), since, extra="template."
        )
        return [
            Intake(
                "product",
                f"{row['id']}@{row['write_date']}@{row['template']['write_date']}",
                {
                    "id": row["code"],
                    "name": row["template"]["name"],
                    "price": str(row["list_price_used"]),
                    "codes": [identifier["code"] for identifier in row.get("identifiers") or []],
                },
            )
            for row in rows
            if row["code"] and row["list_price_used"] is not None
        ]

    async def _new_moves(self, since: dict[str, str]) -> list[Intake]:
        fields = (
            "product.code",
            "quantity",
            "from_location.id",
            "to_location.id",
            "shipment",
            "write_date",
            "create_date",
        )
        places = list(self._storages)
        domain = [
            ["state", "=", "done"],
            ["OR", ["from_location", "in", places], ["to_location", "in", places]],
        ]
        intakes = []
        for row in await self._after("stock.move", fields, since, domain):
            changes: dict[str, int] = {}
            for end, sign in (("from_location", -1), ("to_location", 1)):
                place = self._storages.get(row[end]["id"])
                if place:
                    changes[place] = changes.get(place, 0) + sign * round(row["quantity"])
            code = row["product"]["code"]
            if code and any(changes.values()):
                body = {"id": code, "changes": changes, "shipment": row["shipment"] or ""}
                intakes.append(Intake("move", str(row["id"]), body))
        return intakes

    async def _changed_shipments(self, since: dict[str, str]) -> list[Intake]:
        houses = [self._houses[place] for place in self._settings.ships_itself]
        fields = ("state", "write_date", "create_date")
        rows = await self._after("stock.shipment.out", fields, since, [["warehouse", "in", houses]])
        return [
            Intake("shipment", f"{row['id']}@{row['state']}", {"id": str(row["id"]), "state": row["state"]})
            for row in rows
            if row["state"] in SHIPMENT_STEPS
        ]

    async def _follow(self, intake: Intake, work: Work) -> None:
        """Take the steps at the desk that Tryton's people took with the goods."""
        fulfilment_id = await work.ours("shipment", intake.body["id"])
        if fulfilment_id is None:
            return
        order_id = await work.order_of(fulfilment_id)
        if order_id is None:
            return
        for action in SHIPMENT_STEPS[intake.body["state"]]:
            step = Step(order_id=order_id, fulfilment_id=fulfilment_id, action=action, by=self.name)
            await work.act("fulfilment.step", step, f"{fulfilment_id}:{action.value}")

    async def _is_ours(self, move: dict[str, Any], work: Work) -> bool:
        model, _, record = str(move["shipment"]).partition(",")
        return model == "stock.shipment.out" and await work.ours("shipment", record) is not None

    async def _after(
        self,
        model: str,
        fields: tuple[str, ...],
        since: dict[str, str],
        domain: list[Any] | None = None,
        extra: str = "",
    ) -> list[dict[str, Any]]:
        """Records made or written since the newest moment seen of a model (by Tryton's clock), that moment included."""
        seen = since.get(model)
        wanted = list(domain or [])
        if seen:
            moment = _moment(seen)
            stamps = [f"{prefix}{name}" for prefix in {"", extra} for name in ("write_date", "create_date")]
            wanted.append(["OR", *([stamp, ">=", moment] for stamp in stamps)])
        rows = await self._rest.find(model, fields, wanted)
        newest = [
            str(part.get(name))
            for row in rows
            for part in (row, row.get("template") or {})
            for name in ("write_date", "create_date")
            if part.get(name)
        ]
        if newest:
            since[model] = max([*newest, seen or ""])
        return rows

    async def _learn_places(self) -> None:
        """Tryton's warehouses by their codes; PoisonError names one that is missing."""
        if self._houses:
            return
        found = await self._rest.find(
            "stock.location", ("code", "storage_location.id"), [["type", "=", "warehouse"]]
        )
        by_code = {row["code"]: row for row in found}
        for place, code in self._settings.places.items():
            if code not in by_code:
                raise LaterError(
                    f"Tryton has no warehouse with the code {code}: set it there, or correct `places`", 60
                )
            self._storages[by_code[code]["storage_location"]["id"]] = place
        self._houses = {place: by_code[code]["id"] for place, code in self._settings.places.items()}

    def _as_product(self, body: dict[str, Any]) -> Product:
        amount = int((Decimal(body["price"]) * 100).to_integral_value())
        gtin = next((code for code in map(gtin14, body["codes"]) if code), None)
        variant = Variant(
            sku=body["id"], gtin=gtin, price=Price(amount=amount, currency=self._settings.currency)
        )
        return Product(id=f"{self.name}:{body['id']}", name=body["name"], variants=(variant,))


def _coded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Tryton's typed JSON as plain values: decimals as Decimal, moments as ISO text that sorts."""
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("__class__")
    if kind == "Decimal":
        return Decimal(value["decimal"])
    if kind == "datetime":
        parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
        return datetime(*(value[part] for part in parts)).isoformat(timespec="microseconds")  # noqa: DTZ001 - theirs
    return {name: _plain(part) for name, part in value.items()}


def _moment(text: str) -> dict[str, Any]:
    at = datetime.fromisoformat(text)
    parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
    return {"__class__": "datetime"} | {part: getattr(at, part) for part in parts}


def make(values: dict[str, Any]) -> Tryton:
    """A connector from a settings file."""
    return Tryton(TrytonSettings.model_validate(values))
