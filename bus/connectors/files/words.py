"""Turns a feed's strings into clean text, amounts, weights and stable keys."""

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from shared.domain.currency import decimals

_BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr",
     "section", "article", "blockquote", "hr", "pre")
)  # fmt: skip
_UNSEEN = frozenset(("script", "style", "template", "iframe", "object", "noscript"))
_BULLET = re.compile(r"^[•‣▪●·∙◦*–—-]\s*(?=\S)")
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&[#\w]+;")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff]")
_GRAMS = {"g": "1", "kg": "1000", "lb": "453.59237", "lbs": "453.59237", "oz": "28.349523125"}
_AMOUNT = re.compile(r"^([A-Z]{3}|[$€£¥zł]{0,2})\s*(-?[\d.,' \u00a0\u202f]*\d)\s*([A-Z]{3}|[$€£¥]|zł)?$")
LONGEST_AMOUNT = 60
_LIST_SIGNS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\r": "\n"})


def line(text: str) -> str:
    """One line of plain text: entities resolved, tags and control characters gone, spaces single."""
    if "&" in text or "<" in text:
        text = html.unescape(_MARKUP.sub(lambda m: m[0] if m[0].startswith("&") else " ", text))
    return " ".join(_NOT_TEXT.sub("", text).split())


@lru_cache(maxsize=4096)
def prose(markup: str) -> tuple[str, tuple[str, ...]]:
    """The paragraphs of an HTML or plain text, parted by empty lines, and its list items without bullets."""
    pieces = list(_pieces(markup))
    if any(_MARKUP.search(text) for _, text in pieces):  # markup that was escaped twice
        pieces = [piece for _, text in pieces for piece in _pieces(text)]
    paragraphs, bullets = [], []
    for listed, text in pieces:
        clean = " ".join(_NOT_TEXT.sub("", text).split())
        stripped = _BULLET.sub("", clean)
        if stripped and (listed or stripped != clean):
            bullets.append(stripped)
        elif stripped:
            paragraphs.append(clean)
    return "\n\n".join(paragraphs), tuple(bullets)


def _pieces(markup: str) -> Iterator[tuple[bool, str]]:
    """Runs of text between block elements, and whether a list item holds them."""
    if not _MARKUP.search(markup):
        yield from ((False, text) for text in markup.translate(_LIST_SIGNS).split("\n"))
        return
    body = LexborHTMLParser(markup).body
    run: list[str] = []
    listed = False
    for node in body.traverse(include_text=True) if body else ():
        tag = node.tag or ""
        if tag == "-text":
            if not _hidden(node):
                run.append(node.text_content or "")
                listed = listed or _in_list(node)
        elif tag in _BLOCKS:
            yield listed, "".join(run)
            run, listed = [], False
    yield listed, "".join(run)


def _hidden(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag in _UNSEEN


def _in_list(node: LexborNode) -> bool:
    above = node.parent
    while above is not None and above.tag not in {"body", "p", "div"}:
        if above.tag == "li":
            return True
        above = above.parent
    return False


def opening(paragraphs: str, limit: int = 160) -> str:
    """The first sentence of a text; one longer than ``limit`` characters is cut at a word."""
    first = paragraphs.split("\n", 1)[0]
    sentence = re.split(r"(?<=[.!?])\s", first, maxsplit=1)[0]
    if len(sentence) <= limit:
        return sentence
    return sentence[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"


def slug(text: str) -> str:
    """Lower-case letters, digits and single hyphens; other scripts keep their letters."""
    plain = unicodedata.normalize("NFKD", html.unescape(text))
    kept = "".join(ch if ch.isalnum() else "-" for ch in plain if not unicodedata.combining(ch))
    return re.sub(r"-+", "-", kept).strip("-").lower()


def key(text: str) -> str:
    """A text as a key of at most 120 characters; a longer one keeps its start and a hash of the whole."""
    if len(text) <= 120:
        return text
    return f"{text[:103]}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def minor(text: str, currency: str) -> int:
    """An amount as minor units; ``1,299.00``, ``1.299,00``, ``9,99 €`` and ``12 USD`` are read.

    ValueError says what is wrong: no number, another currency, too many decimals, or not above zero.
    """
    found = _AMOUNT.match(text.strip()[:LONGEST_AMOUNT])
    if not found or len(text) > LONGEST_AMOUNT:
        raise ValueError(f"{text[:LONGEST_AMOUNT]!r} is no price" if text.strip() else "no price")
    named = next((part for part in (found[1], found[3]) if part and len(part) == 3), currency)
    if named != currency:
        raise ValueError(f"the price {text!r} is not in {currency}")
    places = decimals(currency)
    amount = _decimal(found[2]) * 10**places
    if amount != int(amount):
        raise ValueError(f"the price {text!r} has more decimals than {currency}")
    if not 0 < amount <= 10**12:
        raise ValueError(
            f"the price {text!r} is not above zero" if amount <= 0 else f"the price {text!r} is too high"
        )
    return int(amount)


def currency_of(text: str) -> str:
    """The ISO code that an amount names, empty when it names none."""
    found = _AMOUNT.match(text.strip()[:LONGEST_AMOUNT])
    return next((part for part in (found[1], found[3]) if part and len(part) == 3), "") if found else ""


def _decimal(digits: str) -> Decimal:
    """A number with anyone's separators: the last of ``.,`` parts decimals or groups thousands."""
    plain = re.sub(r"[' \u00a0\u202f]", "", digits)
    dot, comma = plain.rfind("."), plain.rfind(",")
    if dot >= 0 and comma >= 0:
        plain = plain.replace("," if dot > comma else ".", "").replace(",", ".")
    elif comma >= 0:
        grouped = plain.count(",") > 1 or (len(plain) - comma == 4 and not plain.startswith(("0", ",")))
        plain = plain.replace(",", "" if grouped else ".")
    elif plain.count(".") > 1:
        plain = plain.replace(".", "")
    try:
        found = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"{digits!r} is no number") from None
    if not found.is_finite():
        raise ValueError(f"{digits!r} is no number")
    return found


def grams(text: str, unit: str) -> int | None:
    """A weight such as ``.5`` or ``3 kg`` in whole grams; None when it is empty, zero or not readable."""
    number, _, named = text.strip().partition(" ")
    factor = _GRAMS.get((named or unit).strip().lower())
    try:
        weight = _decimal(number) * Decimal(factor) if factor and number else Decimal(0)
    except ValueError:
        return None
    return round(weight) if 0 < weight < 10**7 else None


def units(text: str) -> int | None:
    """A stock figure: whole, never below 0; None when it is empty or no number."""
    try:
        return max(0, min(10**9, int(Decimal(text.strip().replace(",", "")))))
    except (InvalidOperation, ValueError, OverflowError):
        return None


def mended(text: str) -> str:
    """Text whose UTF-8 was once read as Windows-1252, put right; any other text as it is."""
    if not re.search(r"[ÃÂâ][\u0080-\u00bf€™œžŸ‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜š›ŒŽ¡-¿]", text):
        return text
    try:
        return text.encode("cp1252").decode()
    except UnicodeError:
        return text
