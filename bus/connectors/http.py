"""How connectors speak to systems over HTTP: what is to be tried again, what may have been done, what never works."""

import hmac
from typing import Any

import httpx

from bus.connectors.contract import LaterError, PoisonError, UnansweredError

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


async def call(http: httpx.AsyncClient, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
    """One call. LaterError: not done, try again; UnansweredError: may have been done.

    An answer below 500 is given back whatever it says, but for "too many" and "busy": those are a LaterError too.
    """
    try:
        answer = await http.request(method, path, **more)
    except _NOT_SENT as problem:
        raise LaterError(f"it is away ({type(problem).__name__})") from problem
    except httpx.HTTPError as problem:
        raise UnansweredError(f"no answer ({type(problem).__name__})") from problem
    if answer.status_code in {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE}:
        wait = answer.headers.get("retry-after", "")
        raise LaterError(f"it is busy ({answer.status_code})", float(wait) if wait.isdigit() else None)
    if answer.is_server_error:
        raise UnansweredError(f"it failed ({answer.status_code})")
    return answer


def content(answer: httpx.Response) -> dict[str, Any]:
    """The JSON object of an answer; PoisonError when it is none."""
    try:
        body = answer.json()
    except ValueError as problem:
        raise PoisonError(f"its answer ({answer.status_code}) is not JSON") from problem
    if not isinstance(body, dict):
        raise PoisonError(f"its answer ({answer.status_code}) is not an object")
    return body


def same(ours: str, theirs: str) -> bool:
    """Whether a header holds the secret or signature it should, in a time that tells nothing of it."""
    return hmac.compare_digest(ours.encode(), theirs.encode())  # of text it takes ASCII alone
