"""UN/EDIFACT interchanges as segments: syntax (ISO 9735), control counts and references, both ways."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bus.connectors.b2b.purchase import RefusedDocument

_CHARSETS = {
    "UNOA": "ascii", "UNOB": "ascii", "UNOC": "iso-8859-1", "UNOD": "iso-8859-2", "UNOE": "iso-8859-5",
    "UNOF": "iso-8859-7", "UNOG": "iso-8859-3", "UNOH": "iso-8859-4", "UNOI": "iso-8859-6", "UNOJ": "iso-8859-8",
    "UNOK": "iso-8859-9", "UNOW": "utf-8", "UNOY": "utf-8",
}  # fmt: skip
_PLAIN = str.maketrans(
    {"Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i", "Œ": "OE", "œ": "oe", "€": "EUR", "’": "'", "‘": "'"}
    | {"“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "..."}
)
_SPECIAL = re.compile(r"([?+:'])")


@dataclass(frozen=True)
class Segment:
    """A segment: its tag and its elements, each a tuple of components."""

    tag: str
    elements: tuple[tuple[str, ...], ...]

    def get(self, element: int, component: int = 0) -> str:
        """A component by the positions of the standard (elements from 1, components from 0); empty when absent."""
        try:
            return self.elements[element - 1][component].strip()
        except IndexError:
            return ""


@dataclass(frozen=True)
class Message:
    """A message of an interchange without UNH and UNT: its reference, type (``ORDERS``) and version (``D:96A``)."""

    reference: str
    type: str
    version: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Interchange:
    """Sender and recipient with their qualifiers (``4012345000009:14``), the control reference and the messages."""

    sender: str
    recipient: str
    reference: str
    messages: tuple[Message, ...]


def looks_like(data: bytes) -> bool:
    """Whether bytes are EDIFACT at all."""
    return data.lstrip()[:4] in {b"UNA:", b"UNB+"} or data.lstrip()[:3] == b"UNA"


def read(data: bytes) -> Interchange:
    """The interchange; RefusedDocument when syntax, counts or references are wrong."""
    segments = list(_segments(_decoded(data)))
    if not segments or segments[0].tag != "UNB":
        raise RefusedDocument(["interchange: it does not begin with UNB"])
    head, tail = segments[0], segments[-1]
    if tail.tag != "UNZ":
        raise RefusedDocument(["interchange: it does not end with UNZ, so it is cut off"])
    messages, problems = _messages(segments[1:-1])
    if tail.get(1) != str(len(messages)):
        problems.append(f"UNZ: {tail.get(1)} messages are announced, {len(messages)} are here")
    if tail.get(2) != head.get(5):
        problems.append(f"UNZ: reference {tail.get(2)!r}, in UNB it is {head.get(5)!r}")
    if problems:
        raise RefusedDocument(problems)
    sender, recipient = (":".join(filter(None, (head.get(n), head.get(n, 1)))) for n in (2, 3))
    return Interchange(sender, recipient, head.get(5), tuple(messages))


def _messages(segments: Sequence[Segment]) -> tuple[list[Message], list[str]]:
    messages: list[Message] = []
    problems: list[str] = []
    start: int | None = None
    for index, segment in enumerate(segments):
        if segment.tag == "UNH":
            if start is not None:
                problems.append(f"UNH {segments[start].get(1)}: no UNT before the next message")
            start = index
        elif segment.tag == "UNT" and start is not None:
            head = segments[start]
            if segment.get(1) != str(index - start + 1):
                problems.append(
                    f"UNT {segment.get(2)}: {segment.get(1)} segments are announced, {index - start + 1} are here"
                )
            if segment.get(2) != head.get(1):
                problems.append(f"UNT: reference {segment.get(2)!r}, in UNH it is {head.get(1)!r}")
            version = f"{head.get(2, 1)}:{head.get(2, 2)}"
            messages.append(Message(head.get(1), head.get(2), version, tuple(segments[start + 1 : index])))
            start = None
        elif start is None:
            problems.append(f"{segment.tag}: stands outside a message")
    if start is not None:
        problems.append(f"UNH {segments[start].get(1)}: the message has no UNT")
    return messages, problems


def _decoded(data: bytes) -> str:
    found = re.search(rb"UNB.(UNO[A-Z])", data[:200], re.DOTALL)
    charset = _CHARSETS.get(found[1].decode() if found else "UNOB")
    if charset is None:
        raise RefusedDocument([f"UNB: character set {found[1].decode() if found else ''} is not known"])
    try:
        return data.decode(charset)
    except UnicodeDecodeError as problem:
        raise RefusedDocument(
            [f"byte {problem.start}: not in the character set that UNB announces"]
        ) from problem


def _segments(text: str) -> Iterator[Segment]:
    """The segments after UNA; the release character takes the meaning from what follows it."""
    text = text.strip()
    component, element, release, end = ":", "+", "?", "'"
    if text.startswith("UNA"):
        if len(text) < 9:
            raise RefusedDocument(["UNA: cut off"])
        component, element, release, end = text[3], text[4], text[6], text[8]
        text = text[9:]
    marks = re.escape(component + element + end)
    release = "" if release == " " else release
    skip = re.escape(release) + "." if release else "(?!)"
    pieces = re.findall(rf"((?:{skip}|[^{marks}{re.escape(release)}])*)([{marks}]|$)", text, re.DOTALL)
    elements: list[list[str]] = [[]]
    ended = True
    for value, mark in pieces:
        if not mark and not value.strip() and ended:
            break
        ended = mark == end
        plain = re.sub(re.escape(release) + r"(.)", r"\1", value, flags=re.DOTALL) if release else value
        elements[-1].append(plain)
        if mark == element:
            elements.append([])
        elif ended:
            yield _segment(elements)
            elements = [[]]
        elif not mark:
            raise RefusedDocument(["the last segment is not ended: the interchange is cut off"])


def _segment(elements: list[list[str]]) -> Segment:
    tag = elements[0][0].strip()
    if not re.fullmatch(r"[A-Z]{3}", tag):
        raise RefusedDocument([f"{tag[:20]!r} is no segment tag"])
    return Segment(tag, tuple(tuple(parts) for parts in elements[1:]))


# --- out ----------------------------------------------------------------------------------------------------------


def write(
    sender: str, recipient: str, stamp: str, reference: str, message: str, body: Iterable[Sequence[object]]
) -> bytes:
    """An interchange of one message in UNOC: ``message`` is ``ORDRSP:D:96A:UN``, a body row (tag, element …).

    An element is a string, or a sequence of components; empty ends are left out.
    """
    rows = [_row(row) for row in body]
    head = _row(("UNB", ("UNOC", "3"), sender.split(":"), recipient.split(":"), stamp.split(":"), reference))
    start = _row(("UNH", "1", message.split(":")))
    ending = _row(("UNT", str(len(rows) + 2), "1")), _row(("UNZ", "1", reference))
    return "\n".join(["UNA:+.? '", head, start, *rows, *ending, ""]).encode("iso-8859-1")


def _row(row: Sequence[object]) -> str:
    elements = [_element(element) for element in row]
    while elements and not elements[-1]:
        elements.pop()
    return "+".join(elements) + "'"


def _element(element: object) -> str:
    parts = [element] if isinstance(element, str) else list(element)  # type: ignore[call-overload]
    released = [_SPECIAL.sub(r"?\1", latin(str(part))) for part in parts]
    while released and not released[-1]:
        released.pop()
    return ":".join(released)


def latin(text: str) -> str:
    """Text that ISO 8859-1 can hold: other letters lose their marks, or become a dot."""
    found = []
    for char in unicodedata.normalize("NFC", " ".join(text.split())).translate(_PLAIN):
        plain = char if ord(char) < 256 else unicodedata.normalize("NFKD", char)[0]
        found.append(plain if 32 <= ord(plain) < 256 else ".")
    return "".join(found)
