"""Tryton's REST interface: values go out and come in as plain Python."""

import base64
import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import httpx
from pydantic import Field

from bus.connectors.contract import LaterError, PoisonError
from bus.connectors.settings import secret
from shared.domain.currency import decimals
from shared.settings import Settings

PAGE = 500


class Access(Settings):
    """One Tryton database; ``key`` of a validated user application as env:NAME or file:PATH."""

    url: str = Field(pattern=r"^https?://")
    database: str
    key: str
    company: int = 1


class Rest:
    """Records of one database: found, made, changed, and their buttons pressed."""

    def __init__(self, settings: Access) -> None:
        self._base = f"{settings.url.rstrip('/')}/{settings.database}/rest/model/"
        self._company = settings.company
        headers = {"authorization": f"Bearer {secret(settings.key)}"}
        self._http = httpx.AsyncClient(headers=headers, timeout=30)

    async def find(
        self, model: str, fields: tuple[str, ...], domain: list[Any], context: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """All records of a domain, in the order of their ids; ``context`` as Tryton's fields ask for."""
        found: list[dict[str, Any]] = []
        by_id = _coded([["id", "ASC"]])
        while True:
            params: list[tuple[str, str | int]] = [("f", name) for name in fields]
            params += [("d", _coded(domain)), ("s", PAGE), ("p", len(found) // PAGE), ("o", by_id)]
            page = await self._ask("GET", model, context=context, params=params)
            found += page
            if len(page) < PAGE:
                return found

    async def create(self, model: str, values: dict[str, Any]) -> int:
        """A new record; its id."""
        return int((await self._ask("POST", model, json=values))["id"])

    async def first(self, model: str, domain: list[Any]) -> str | None:
        """The id of the oldest record of a domain, None when there is none."""
        found = await self.find(model, ("id",), domain)
        return str(found[0]["id"]) if found else None

    async def change(self, model: str, record: str | int, values: dict[str, Any]) -> None:
        """New values of a record."""
        await self._ask("PUT", f"{model}/{record}", json=values)

    async def press(self, model: str, record: str | int, button: str) -> Any:  # noqa: ANN401 - what the button gives
        """Press a button of a record."""
        return await self._ask("POST", f"{model}/{record}/{button}", json={})

    async def close(self) -> None:
        """Let the connections go."""
        await self._http.aclose()

    async def _ask(
        self,
        method: str,
        path: str,
        context: dict[str, Any] | None = None,
        **more: Any,  # noqa: ANN401 - JSON
    ) -> Any:  # noqa: ANN401 - JSON
        headers = {"x-tryton-context": _coded({"company": self._company} | (context or {}))}
        try:
            answer = await self._http.request(method, self._base + path, headers=headers, **more)
        except httpx.HTTPError as problem:
            raise LaterError(f"Tryton does not answer ({type(problem).__name__})") from problem
        if answer.is_success:
            return _plain(answer.json()) if answer.content else None
        is_json = answer.headers.get("content-type", "").startswith("application/json")
        if answer.status_code == httpx.codes.BAD_REQUEST and is_json:
            raise PoisonError(f"Tryton refuses {path}: {str(answer.json())[:300]}")
        raise LaterError(f"Tryton answers {answer.status_code} to {path.partition('/')[0]}")


def money(amount: int, currency: str) -> dict[str, str]:
    """Minor units as Tryton's decimal."""
    return {"__class__": "Decimal", "decimal": str(Decimal(amount).scaleb(-decimals(currency)))}


def apiece(amount: int, pieces: int) -> list[tuple[int, int]]:
    """A sum shared by pieces as lines that add up to it: pieces and their price, which differ by one at most."""
    price, rest = divmod(amount, pieces)
    return [line for line in ((rest, price + 1), (pieces - rest, price)) if line[0]]


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


def moment(text: str) -> dict[str, Any]:
    at = datetime.fromisoformat(text)
    parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
    return {"__class__": "datetime"} | {part: getattr(at, part) for part in parts}
