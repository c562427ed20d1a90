"""RFC 9457 problems for whatever goes wrong at a route."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from shared.domain.problem import TYPES, Problem

log = logging.getLogger(__name__)


class ApiProblem(Exception):
    """Raised by a route; answered as ``application/problem+json``."""

    def __init__(self, status: int, kind: str, title: str, detail: str = "", **headers: str) -> None:
        super().__init__(title)
        self.problem = Problem(type=TYPES + kind, title=title, status=status, detail=detail)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def install(app: FastAPI) -> None:
    """Answer every failure of an app's routes as a problem, never as a page or a traceback."""

    @app.exception_handler(ApiProblem)
    def ours(_: Request, raised: ApiProblem) -> JSONResponse:
        return answer(raised.problem, raised.headers)

    @app.exception_handler(RequestValidationError)
    def malformed(_: Request, raised: RequestValidationError) -> JSONResponse:
        first = raised.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        # The value itself is left out: it may be a shopper's.
        detail = f"{where}: {first['msg']}"
        return answer(
            Problem(
                type=TYPES + "malformed", title="The request is not well formed", status=422, detail=detail
            )
        )

    @app.exception_handler(Exception)
    def defect(request: Request, raised: Exception) -> JSONResponse:
        log.error("%s %s failed", request.method, request.url.path, exc_info=raised)
        title = "The hub could not answer this; its log says why. Try again later"
        return answer(Problem(type=TYPES + "defect", title=title, status=500))

    @app.exception_handler(HTTPException)
    def routing(_: Request, raised: HTTPException) -> JSONResponse:
        return answer(
            Problem(title=str(raised.detail), status=raised.status_code), dict(raised.headers or {})
        )


def answer(problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    body = problem.model_dump(mode="json", exclude_defaults=True) | {"status": problem.status}
    return JSONResponse(body, problem.status, headers, media_type="application/problem+json")
