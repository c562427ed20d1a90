"""Vendure's Admin API: a session, questions and answers, and what its refusals mean."""

from typing import Any

import httpx

from bus.connectors.contract import LaterError, PoisonError

_LOGIN = "mutation($user:String!,$password:String!){login(username:$user,password:$password){__typename}}"


class AdminApi:
    """One session with one shop.

    It logs in instead of sending an API key: Vendure hashes a key with bcrypt at every call, a third of a second of
    its processor each.
    """

    def __init__(self, url: str, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._http = httpx.AsyncClient(base_url=url, timeout=30)

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:  # noqa: ANN401 - GraphQL's values
        """The data of an answer; LaterError when the shop is away, PoisonError when it can never be answered."""
        if "authorization" not in self._http.headers:
            await self._log_in()
        said = await self._post(query, variables)
        if _code(said) == "FORBIDDEN":  # the session has ended
            await self._log_in()
            said = await self._post(query, variables)
        match _code(said):
            case "":
                return dict(said["data"])
            case "FORBIDDEN":
                raise LaterError("Vendure lets this user do too little: give its role more rights", 60)
            case "INTERNAL_SERVER_ERROR":
                raise LaterError("Vendure has an inner error")
            case code:
                raise PoisonError(f"Vendure refuses ({code}): {said['errors'][0]['message'][:200]}")

    async def do(self, query: str, **variables: Any) -> dict[str, Any]:  # noqa: ANN401 - GraphQL's values
        """What a mutation of one field gives; PoisonError when that is one of Vendure's error results."""
        (given,) = (await self.ask(query, **variables)).values()
        if isinstance(given, dict) and "errorCode" in given:
            raise PoisonError(f"Vendure refuses ({given['errorCode']}): {given['message'][:200]}")
        return given if isinstance(given, dict) else {"items": given}

    async def close(self) -> None:
        """Let the connections go."""
        await self._http.aclose()

    async def _log_in(self) -> None:
        self._http.headers.pop("authorization", None)
        said = await self._post(_LOGIN, {"user": self._user, "password": self._password})
        if "authorization" not in self._http.headers or said["data"]["login"]["__typename"] != "CurrentUser":
            self._http.headers.pop("authorization", None)
            raise LaterError("Vendure knows no such user and password", 60)

    async def _post(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = await self._http.post("/admin-api", json={"query": query, "variables": variables})
        except httpx.HTTPError as problem:
            raise LaterError(f"Vendure does not answer ({type(problem).__name__})") from problem
        if token := answer.headers.get("vendure-auth-token"):
            self._http.headers["authorization"] = f"Bearer {token}"
        try:
            said = answer.json()
        except ValueError as problem:
            raise LaterError(f"Vendure answers {answer.status_code}") from problem
        if not isinstance(said, dict) or not {"data", "errors"} & said.keys():
            raise LaterError(f"Vendure answers {answer.status_code}")
        return said


def _code(said: dict[str, Any]) -> str:
    if not said.get("errors"):
        return ""
    return str(said["errors"][0].get("extensions", {}).get("code", "INTERNAL_SERVER_ERROR"))
