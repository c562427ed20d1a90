"""From text to search terms: folding, numbers with units, model numbers, stems, and the other spellings of a word."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final, NamedTuple

import Stemmer

MAX_TERM: Final = 32
_EXTRA: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "’": "'",
        "‘": "'",
    }
)
MARKS: Final = str.maketrans("", "", "™®©℠\u00ad")
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_UNITS: Final = {
    "l": ("l", "liter", "liters", "litre", "litres", "lt", "ltr"),
    "ml": ("ml", "milliliter", "millilitre", "milliliters"),
    "cl": ("cl",),
    "mm": ("mm", "millimeter", "millimetre"),
    "cm": ("cm", "cms", "centimeter", "centimeters", "centimetre", "zentimeter"),
    "m": ("m", "meter", "meters", "metre", "metres"),
    "km": ("km",),
    "kg": ("kg", "kgs", "kilo", "kilos", "kilogramm", "kilogram"),
    "g": ("g", "gr", "gms", "gm", "gram", "grams", "gramm"),
    "lb": ("lb", "lbs", "pound", "pounds"),
    "oz": ("oz", "ounce", "ounces"),
    "in": ('"', "''", "in", "inch", "inches", "zoll", "”", "″"),
    "ft": ("'", "ft", "foot", "feet", "′"),
    "w": ("w", "watt", "watts"),
    "v": ("v", "volt"),
    "mah": ("mah",),
    "gb": ("gb",),
    "tb": ("tb",),
    "mb": ("mb",),
    "hz": ("hz",),
    "kwh": ("kwh",),
    "pack": ("pack", "pk", "packs"),
    "pc": ("pc", "pcs", "piece", "pieces", "stk", "stück", "stuck"),
}
_UNIT_OF: Final = {word: unit for unit, words in _UNITS.items() for word in words}
_SCALES: Final = {  # unit → (base unit, factor), so that 750 ml is found as 0.75 l
    "ml": ("l", 0.001),
    "cl": ("l", 0.01),
    "mm": ("cm", 0.1),
    "m": ("cm", 100.0),
    "g": ("kg", 0.001),
}
_NUMBER: Final = r"\d+(?:[.,]\d+)*"
_LETTERS: Final = r"\w+(?:['’&/+._-]\w+)*"
_TOKEN: Final = re.compile(
    rf"(?P<number>{_NUMBER})(?:[ \u00a0-]?(?P<unit>{'|'.join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))})"
    r"(?!\w| \d))?(?!\w|-[a-z])"
    rf"|(?P<word>{_LETTERS})"
)
_WORD: Final = re.compile(_LETTERS)
_DIGIT: Final = re.compile(r"[0-9]")
_SERIES: Final = re.compile(r"[^\W\d_]{2,}(?=\d)")
_PART: Final = re.compile(r"[^\W_]+")
_SIGNS: Final = bytes(at for at in range(128) if not chr(at).isalnum())
_BOUNDARY: Final = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_LANGUAGES: Final = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "pl": "polish",
    "ar": "arabic",
    "es": "spanish",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "sv": "swedish",
    "da": "danish",
}
FILLERS: Final = {
    "en": frozenset(
        {
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "by",
            "for",
            "from",
            "in",
            "is",
            "it",
            "of",
            "on",
            "or",
            "our",
        }
        | {"that", "the", "this", "to", "with", "your", "you"}
    ),
    "de": frozenset(
        {
            "der",
            "die",
            "das",
            "den",
            "dem",
            "des",
            "ein",
            "eine",
            "einen",
            "und",
            "oder",
            "mit",
            "fur",
            "fuer",
        }
        | {"im", "am", "zum", "zur", "von", "aus", "auf", "ohne"}
    ),
    "fr": frozenset(
        {"le", "la", "les", "un", "une", "des", "et", "ou", "avec", "pour", "de", "du", "au", "aux", "en"}
    ),
    "pl": frozenset({"dla", "do", "na", "ze", "z", "i", "w", "oraz", "lub"}),
}


_BITS: Final = {language: 1 << at for at, language in enumerate(("en", "de", "fr", "pl", "ar", "es", "it"))}


def language_bit(language: str) -> int:
    """A language as one of eight bits; the last stands for all that have none of their own."""
    return _BITS.get(language, 128)


class Term(NamedTuple):
    """A search term; ``own`` tells the word itself from its stem and parts, ``code`` a model or article number."""

    text: str
    own: bool = True
    code: bool = False


def fold(text: str) -> str:
    """Lower case without diacritics: what is compared."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_EXTRA))
    return "".join(ch for ch in plain if not unicodedata.combining(ch))


def umlauts_spelled(text: str) -> str:
    """The text with umlauts as two letters: "für" as "fuer"; "" when it has none."""
    lower = text.lower()
    spelled = lower.translate(_UMLAUTS)
    return fold(spelled) if spelled != lower else ""


def number(text: str) -> str:
    """A number in one form: "1,5" and "1.50" as "1.5", "1,000" as "1000"."""
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", text):
        return text.replace(",", "")
    head, _, tail = text.replace(",", ".").partition(".")
    tail = tail.rstrip("0") if tail.replace(".", "").isdigit() and "." not in tail else tail
    return f"{head.lstrip('0') or '0'}.{tail}" if tail else head


def scaled(amount: str, unit: str) -> str | None:
    """The same quantity in its base unit, None when it is in it or no number."""
    if unit not in _SCALES or amount.count(".") > 1:
        return None
    base, factor = _SCALES[unit]
    return f"{float(amount) * factor:.6f}".rstrip("0").rstrip(".") + base


@cache
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name, 0)  # without its own cache


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word where the language has no stemmer, or the word is short or has a digit."""
    name = _LANGUAGES.get(language)
    if name is None or len(word) < 3 or not word.isalpha():
        return word
    root = fold(str(_stemmer(name).stemWord(word)))
    # "leder" is no plural of "led"; German plurals in -er as short as that ("räder") are synonyms
    return word if language == "de" and len(root) < 4 and word == root + "er" else root


def is_code(word: str) -> bool:
    """Whether a folded token reads as a model number, article number or GTIN rather than a word."""
    digits = sum(ch.isdigit() for ch in word)
    return digits >= 5 if digits == len(word) else bool(digits) and len(word) >= 3


def code(word: str) -> str:
    """An article number as compared: letters and digits only, folded; all digits: without leading zeros."""
    plain = fold(word)
    if not plain.isalnum():
        quick = plain.isascii()
        plain = plain.encode().translate(None, _SIGNS).decode() if quick else "".join(_PART.findall(plain))
    return (plain.lstrip("0") or "0")[:MAX_TERM] if plain.isdigit() else plain[:MAX_TERM]


def tokens(text: str) -> list[str]:
    """The raw tokens of a text in order, in lower case: "1,5 l" as "1.5l", everything else as written."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(MARKS)).replace("\u2044", "/")
    text = text.lower()
    if _DIGIT.search(text) is None:
        return _WORD.findall(text)
    out = []
    for match in _TOKEN.finditer(text):
        if match["word"] is not None:
            out.append(match["word"])
        else:
            unit = match["unit"]
            out.append(number(match["number"]) + (_UNIT_OF[unit] if unit else ""))
    return out


_QUANTITY: Final = re.compile(rf"({_NUMBER})([a-z]+)")


@lru_cache(maxsize=500_000)
def terms(token: str, language: str) -> tuple[Term, ...]:
    """Every term under which a raw token of a product is found."""
    if quantity := _QUANTITY.fullmatch(token):
        amount, unit = number(quantity[1]), quantity[2]
        if unit in _UNIT_OF:
            other = scaled(amount, _UNIT_OF[unit])
            return (Term(amount + _UNIT_OF[unit]), *([Term(other, own=False)] if other else ()))
    if token[0].isdigit() and token.replace(".", "").isdigit():
        return (Term(code(token), code=True),) if token.isdigit() and is_code(token) else (Term(token),)
    found: dict[str, Term] = {}
    parts = _PART.findall(token)
    if len(parts) == 2 and parts[1] in {"s", "S"}:  # women's
        parts = parts[:1]
    if len(parts) > 1:
        _add(found, "".join(parts), language, own=True)
    for part in parts:
        _add(found, part, language, own=True)
    return tuple(found.values())


def _add(found: dict[str, Term], word: str, language: str, own: bool) -> None:
    plain = fold(word)[:MAX_TERM]
    if is_code(plain):
        found.setdefault(plain, Term(code(plain), own, code=True))
        letters = _SERIES.match(plain)
        if letters:  # "SFCH400" is one of the SFCH
            found.setdefault(letters[0], Term(letters[0], own=False))
        for piece in _BOUNDARY.finditer(plain):
            tail = plain[piece.start() :]
            if len(tail) >= 3:
                found.setdefault(tail, Term(code(tail), own=False, code=is_code(tail)))
        return
    found[plain] = Term(plain, own)
    if spelled := umlauts_spelled(word):
        found.setdefault(spelled, Term(spelled, own=False))
    root = stem(plain, language)
    found.setdefault(root, Term(root, own=False))
