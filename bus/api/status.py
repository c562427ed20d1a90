"""The bus at a glance: every connector's state and the graph of the running configuration, for this machine only."""

import html
import math
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from bus.api.access import TheHub
from bus.api.problems import ApiProblem
from bus.connectors.seen import retry_dead, status

SIDE, RADIUS = 640, 240
STYLE = """
body{font:16px/1.5 Inter,system-ui,sans-serif;background:#faf8f4;color:#1b1e20}
body{max-width:1100px;margin:48px auto;padding:0 24px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:10px 12px;border-bottom:1px solid #d9d5cc}
th{color:#4c545a;font-weight:500}td.n{font-variant-numeric:tabular-nums}.bad{color:#b3261e}.good{color:#0b6b5d}
button{font:inherit;border:1px solid #8a8378;border-radius:999px;background:#fff;padding:6px 16px;cursor:pointer}
svg text{font:500 15px Inter,system-ui,sans-serif;fill:#1b1e20}
"""


def nearby(request: Request) -> None:
    """Let only this machine in: what systems hang on the bus, and what fails, concerns nobody else."""
    if request.client is None or request.client.host not in {"127.0.0.1", "::1"}:
        raise ApiProblem(403, "only-here", "This page is shown on the hub's own machine only")


router = APIRouter(prefix="/bus", dependencies=[Depends(nearby)])


@router.get("/status")
async def connectors(hub: TheHub) -> list[dict[str, Any]]:
    """Lag, counts, last success and last error of every connector."""
    return await hub.database.aread(status)


@router.post("/retry")
async def retry(hub: TheHub, connector: Annotated[str, Query(max_length=120)]) -> dict[str, int]:
    """Put a connector's dead letters back to work."""
    return {"retried": await hub.database.awrite(lambda c: retry_dead(c, connector))}


@router.get("", response_class=HTMLResponse)
async def page(hub: TheHub) -> str:
    """The page: the graph, and a row a connector."""
    rows = await hub.database.aread(status)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Everyshelf bus</title>"
        f"<style>{STYLE}</style><h1>The bus</h1>{graph(rows)}{table(rows)}"
        "<script>for(const b of document.querySelectorAll('button'))"
        "b.onclick=()=>fetch('/bus/retry?connector='+encodeURIComponent(b.dataset.name),{method:'POST'})"
        ".then(()=>location.reload())</script>"
    )


def graph(rows: Sequence[Mapping[str, Any]]) -> str:
    """The hub in the middle, each system with its one link around it: n systems, n links."""
    middle = SIDE // 2
    label = f"{len(rows)} systems, {len(rows)} links"
    parts = [f'<svg viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" role="img" aria-label="{label}">']
    nodes = []
    for n, row in enumerate(rows):
        angle = 2 * math.pi * n / max(1, len(rows)) - math.pi / 2
        x, y = round(middle + RADIUS * math.cos(angle)), round(middle + RADIUS * math.sin(angle))
        colour = "#b3261e" if row["dead"] else "#8a4b00" if row["waiting"] else "#0b6b5d"
        parts.append(
            f'<line x1="{middle}" y1="{middle}" x2="{x}" y2="{y}" stroke="{colour}" stroke-width="3"/>'
        )
        nodes.append(_node(x, y, str(row["connector"]), "#ffffff", colour))
    parts += [*nodes, _node(middle, middle, "hub", "#e1efec", "#0b6b5d"), "</svg>"]
    return "".join(parts)


def _node(x: int, y: int, name: str, fill: str, line: str) -> str:
    return (
        f'<rect x="{x - 70}" y="{y - 26}" width="140" height="52" rx="26"'
        f' fill="{fill}" stroke="{line}" stroke-width="2"/>'
        f'<text x="{x}" y="{y + 5}" text-anchor="middle">{html.escape(name)}</text>'
    )


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """A row a connector; one without any says how to plug a system in."""
    if not rows:
        return "<p>No system is plugged in. See docs/writing-a-connector.md.</p>"
    heads = ("system", "waiting", "dead", "done", "lag", "last success", "last error", "")
    lines = ["<table><tr>", *(f"<th>{head}</th>" for head in heads), "</tr>"]
    for row in rows:
        name, error = html.escape(str(row["connector"])), html.escape(str(row["last_error"]))
        done_at = f"{row['last_done_at']:%d %b %H:%M:%S}" if row["last_done_at"] else "never"
        again = f'<button data-name="{name}">Try again</button>' if row["dead"] else ""
        numbers = "".join(f"<td class=n>{row[key]}</td>" for key in ("waiting", "dead", "done"))
        lines.append(
            f"<tr><td>{name}</td>{numbers}<td class=n>{row['lag_s']:.1f} s</td><td>{done_at}</td>"
            f"<td class={'bad' if row['dead'] else 'good'}>{error}</td><td>{again}</td></tr>"
        )
    return "".join([*lines, "</table>"])
