"""Draws the page of the bus: the hub in the middle, each system with its one link, and what waits or failed there."""

import html
import json
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

WIDTH, HEIGHT, NODE = 1060, 620, 180
STYLE = """
:root{color-scheme:light dark;--ink:#1b1e20;--soft:#4c545a;--paper:#faf8f4;--card:#fff;--rule:#d9d5cc;
--good:#0b6b5d;--late:#8a4b00;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#f1efe9;--soft:#b9c0c4;--paper:#16191b;--card:#1f2426;--rule:#3a4145;
--good:#6fd3c2;--late:#f0b264;--bad:#ff9a8f}}
body{font:16px/1.5 Inter,system-ui,sans-serif;background:var(--paper);color:var(--ink);max-width:1160px;
margin:40px auto;padding:0 24px}
h1{margin:0}h2{margin-top:48px}p.sum{color:var(--soft);margin:.25em 0 1em}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:start;padding:10px 12px;border-bottom:1px solid var(--rule);vertical-align:top}
th{color:var(--soft);font-weight:500}td.n{font-variant-numeric:tabular-nums}
small{color:var(--soft);display:block}.bad{color:var(--bad)}.late{color:var(--late)}.good{color:var(--good)}
button{font:inherit;color:inherit;border:1px solid var(--soft);border-radius:999px;background:var(--card);
padding:8px 18px;cursor:pointer}button:focus-visible{outline:3px solid var(--late);outline-offset:2px}
svg{width:100%;height:auto}svg text{font:500 16px Inter,system-ui,sans-serif;fill:var(--ink)}
svg text.small{font-weight:400;font-size:13px;fill:var(--soft)}svg .card{fill:var(--card);stroke-width:2}
svg .good{stroke:var(--good)}svg .late{stroke:var(--late)}svg .bad{stroke:var(--bad)}svg line{stroke-width:3}
"""
SCRIPT = """
for(const b of document.querySelectorAll('button'))b.onclick=()=>{b.disabled=true;
fetch('/bus/retry?'+new URLSearchParams(JSON.parse(b.dataset.what)),{method:'POST'}).then(()=>location.reload())};
setTimeout(()=>location.reload(),5000)
"""


def page(rows: Sequence[Mapping[str, Any]], letters: Sequence[Mapping[str, Any]]) -> str:
    """The whole page."""
    plugged = [row for row in rows if row["plugged"]]
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Everyshelf bus</title>'
        f"<style>{STYLE}</style><h1>The bus</h1><p class=sum>{_said(plugged)}</p>{graph(plugged)}"
        f"<h2>Systems</h2>{table(rows)}<h2>Dead letters</h2>{dead(letters)}<script>{SCRIPT}</script></html>"
    )


def graph(rows: Sequence[Mapping[str, Any]]) -> str:
    """The hub in the middle, each system with its one link around it."""
    x0, y0 = WIDTH // 2, HEIGHT // 2
    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{_said(rows)}">']
    nodes = []
    for n, row in enumerate(rows):
        angle = 2 * math.pi * n / max(1, len(rows)) - math.pi / 2
        x = round(x0 + (WIDTH - NODE - 20) / 2 * math.cos(angle))
        y = round(y0 + (HEIGHT - 90) / 2 * math.sin(angle))
        parts.append(f'<line class="{_tone(row)}" x1="{x0}" y1="{y0}" x2="{x}" y2="{y}"/>')
        nodes.append(_node(x, y, str(row["connector"]), _under(row), _tone(row)))
    return "".join([*parts, *nodes, _node(x0, y0, "hub", "order desk and stream", "good"), "</svg>"])


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """A row a connector; none at all says how to plug a system in."""
    if not rows:
        return "<p>No system is plugged in. See docs/writing-a-connector.md.</p>"
    heads = ("system", "lag", "waiting", "dead", "done", "last event", "last success", "last error")
    lines = [_head(heads)]
    for row in rows:
        what = row.get("kind") if row["plugged"] else "not plugged in any more"
        numbers = "".join(f"<td class=n>{row[key]}" for key in ("waiting", "dead", "done"))
        error = f"{html.escape(str(row['last_error']))}<small>{_when(row['last_error_at'])}</small>"
        lines.append(
            f"<tr><td>{html.escape(str(row['connector']))}<small>{html.escape(str(what or ''))}</small>"
            f"<td class='n {_tone(row)}'>{row['lag_s']:.1f} s{numbers}"
            f"<td>{html.escape(str(row['last_event']))}<small>{_when(row['last_event_at'])}</small>"
            f"<td>{_when(row['last_done_at'])}<td>{error if row['last_error'] else ''}"
        )
    return "".join([*lines, "</table></div>"])


def dead(letters: Sequence[Mapping[str, Any]]) -> str:
    """A row a dead letter, with its reason and the way back to work."""
    if not letters:
        return "<p>None.</p>"
    lines = [_head(("system", "what", "about", "reason", "tries", ""))]
    for letter in letters:
        one = {"connector": letter["connector"], "seq": letter["seq"]}
        way = "to it" if letter["direction"] == "out" else "from it"
        lines.append(
            f"<tr><td>{html.escape(str(letter['connector']))}<small>{way}</small>"
            f"<td>{html.escape(str(letter['type']))}<small>{_when(letter['made_at'])}</small>"
            f"<td>{html.escape(str(letter['subject']))}<td class=bad>{html.escape(str(letter['reason']))}"
            f"<td class=n>{letter['tries']}<td>{_button(one, 'Try again')}"
        )
    names = sorted({str(letter["connector"]) for letter in letters})
    every = " ".join(_button({"connector": name}, f"Try all of {name} again") for name in names)
    return "".join([*lines, f"</table></div><p>{every}</p>"])


def _said(rows: Sequence[Mapping[str, Any]]) -> str:
    number = len(rows)
    return f"{number} system{'s' * (number != 1)}, {number} link{'s' * (number != 1)}"


def _tone(row: Mapping[str, Any]) -> str:
    return "bad" if row["dead"] else "late" if row["waiting"] else "good"


def _under(row: Mapping[str, Any]) -> str:
    if row["dead"] or row["waiting"]:
        return ", ".join(f"{row[key]} {key}" for key in ("waiting", "dead") if row[key])
    ways = [way for way, has in (("out", row.get("out")), ("in", row.get("in"))) if has]
    return f"{row.get('kind', '')} · {' and '.join(ways)}".strip(" ·")


def _node(x: int, y: int, name: str, under: str, tone: str) -> str:
    return (
        f'<rect class="card {tone}" x="{x - NODE // 2}" y="{y - 34}" width="{NODE}" height="68" rx="16"/>'
        f'<text x="{x}" y="{y - 4}" text-anchor="middle">{html.escape(name)}</text>'
        f'<text class="small" x="{x}" y="{y + 18}" text-anchor="middle">{html.escape(under)}</text>'
    )


def _head(words: Sequence[str]) -> str:
    return "<div class=wide><table><tr>" + "".join(f"<th>{word}" for word in words)


def _button(what: Mapping[str, Any], label: str) -> str:
    return f'<button data-what="{html.escape(json.dumps(what))}">{html.escape(label)}</button>'


def _when(moment: datetime | None) -> str:
    return f"{moment:%d %b %H:%M:%S} UTC" if moment else "never"
