"""The page on which a shopper's phone pays in Stripe's own fields: the card goes from the phone to Stripe alone."""

import html
import json
import secrets
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from bus.connectors.wording import money
from shared.domain.order import Order
from shared.domain.payment import PayLink
from shared.domain.states import LinkState

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "pay"
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


def page(order: Order, link: PayLink, key: str, script: str, secret: str) -> tuple[str, dict[str, str]]:
    """HTML and headers; ``secret`` lets the fields pay this one intent, and is only asked of while the link is open."""
    words = _words(order.language)
    amount = money(link.amount, order)
    nonce = secrets.token_urlsafe(16)
    if link.payable and link.state is LinkState.OPEN:
        strings = {
            "key": key,
            "secret": secret,
            "locale": order.language,
            "waiting": words["waiting"],
            "failed": words["failed"],
        }
        body = _file("form.html").format(
            button=html.escape(words["button"].format(amount=amount)),
            script=html.escape(script),
            nonce=nonce,
            **{name: _script(value) for name, value in strings.items()},
        )
    else:
        said = "paid" if link.state is LinkState.PAID else "pending" if link.payable else "over"
        body = f'<p role="status">{html.escape(words[said])}</p>'
    text = _file("page.html").format(
        language=html.escape(order.language),
        direction="rtl" if order.language == "ar" else "ltr",
        title=html.escape(words["title"]),
        order=html.escape(words["order"].format(code=f"{order.code[:4]} {order.code[4:]}")),
        amount=html.escape(amount),
        nonce=nonce,
        body=body,
    )
    return text, HEADERS | {"content-security-policy": _policy(script, nonce)}


def _policy(script: str, nonce: str) -> str:
    """Nothing but this page, the provider's script and what that one needs."""
    parts = urlsplit(script)
    theirs = f"{parts.scheme}://{parts.netloc} https://*.stripe.com"
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}' {theirs}; style-src 'nonce-{nonce}';"
        f" frame-src {theirs}; connect-src {theirs}; img-src {theirs}; base-uri 'none'; form-action 'none'"
    )


def _script(value: str) -> str:
    """A string of JavaScript that cannot end the script it stands in."""
    return json.dumps(value).replace("<", "\\u003c")


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


@cache
def _words(language: str) -> dict[str, str]:
    known = tomllib.loads(_file("words.toml"))
    return dict(known.get(language, known["en"]))
