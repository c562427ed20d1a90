"""Reads purchase orders in UN/EDIFACT (ORDERS of a directory D, as D.96A)."""

from datetime import UTC, date, datetime

from pydantic import ValidationError

from bus.connectors.b2b import segments
from bus.connectors.b2b.purchase import OrderedLine, Party, PurchaseOrder, RefusedDocument
from bus.connectors.b2b.segments import Message, Segment
from bus.connectors.b2b.units import PIECES, minor_units, whole
from shared.domain.location import Address

_FORMATS = {"102": ("%Y%m%d", 8), "203": ("%Y%m%d%H%M", 12), "204": ("%Y%m%d%H%M%S", 14)}
_FUNCTIONS = {"1": "a cancellation", "4": "a change", "5": "a replacement", "7": "a duplicate"}
_HEADER = (
    "BGM",
    "DTM",
    "PAI",
    "ALI",
    "IMD",
    "FTX",
    "RFF",
    "NAD",
    "LOC",
    "FII",
    "CTA",
    "COM",
    "TAX",
    "CUX",
    "PAT",
    "PCD",
)
_AFTER = ("UNS", "MOA", "CNT")
MOST_LINES = 100


def read(data: bytes) -> list[PurchaseOrder | RefusedDocument]:
    """The purchase orders of an interchange, or for each what is wrong with it; RefusedDocument for the whole."""
    interchange = segments.read(data)
    found: list[PurchaseOrder | RefusedDocument] = []
    for message in interchange.messages:
        reader = _Reader(message)
        order = reader.order(interchange.sender, interchange.recipient)
        found.append(order if order and not reader.problems else RefusedDocument(reader.problems))
    return found


class _Reader:
    """Reads one message and collects what is wrong with it."""

    def __init__(self, message: Message) -> None:
        self._message = message
        self.problems: list[str] = []

    def order(self, sender: str, recipient: str) -> PurchaseOrder | None:
        message = self._message
        if message.type != "ORDERS" or not message.version.startswith("D:"):
            self._wrong("UNH", f"{message.type} {message.version}: ORDERS of a directory D is expected")
            return None
        head, lines, tail = self._parts()
        self._check_begin(head)
        currency = next((s.get(1, 1) for s in head if s.tag == "CUX" and s.get(1) == "2"), "")
        issued = self._date(head, "137")
        if issued is None and not self.problems:
            self._wrong("DTM", "no date of the message (137)")
        parties = _parties(head)
        for code, what in (("BY", "buyer"), ("SU", "supplier")):
            if code not in parties:
                self._wrong("NAD", f"no {what} ({code})")
        ordered = [self._line(group, currency) for group in lines]
        self._check_count(tail, len(lines))
        self._check_numbers([line.number for line in ordered if line])
        if self.problems:
            return None
        try:
            return PurchaseOrder(
                number=next(s.get(2) for s in head if s.tag == "BGM"),
                issued=issued or date.min,
                currency=currency or None,
                buyer=parties["BY"],
                seller=parties["SU"],
                deliver_to=parties.get("DP", Party()),
                wanted_by=self._date(head, "2", "63", "64", "69"),
                note=" ".join(s.get(4, n) for s in head if s.tag == "FTX" for n in range(5) if s.get(4, n)),
                lines=tuple(line for line in ordered if line),
                syntax="edifact",
                reference=message.reference,
                sender=sender,
                recipient=recipient,
            )
        except ValidationError as problem:
            first = problem.errors()[0]
            self._wrong("ORDERS", f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
            return None

    def _parts(self) -> tuple[list[Segment], list[list[Segment]], list[Segment]]:
        """Segments before the first LIN, a group for each LIN, and what follows UNS."""
        head: list[Segment] = []
        lines: list[list[Segment]] = []
        tail: list[Segment] = []
        for segment in self._message.segments:
            if tail or segment.tag == "UNS":
                tail.append(segment)
                if segment.tag not in _AFTER:
                    self._wrong(segment.tag, "has no place behind UNS")
            elif segment.tag == "LIN":
                lines.append([segment])
            elif lines:
                lines[-1].append(segment)
            else:
                head.append(segment)
                if segment.tag not in _HEADER:
                    self._wrong(segment.tag, "has no place before the first LIN")
        if not lines:
            self._wrong("LIN", "no line")
        if not tail:
            self._wrong("UNS", "missing")
        if len(lines) > MOST_LINES:
            self._wrong("LIN", f"{len(lines)} lines, at most {MOST_LINES}: split the order")
        return head, lines, tail

    def _check_begin(self, head: list[Segment]) -> None:
        begin = [segment for segment in head if segment.tag == "BGM"]
        if len(begin) != 1 or head[0].tag != "BGM":
            self._wrong("BGM", "exactly one is expected, as the first segment")
            return
        if begin[0].get(1) != "220":
            self._wrong("BGM", f"document {begin[0].get(1)!r}: only orders (220) are taken")
        if not begin[0].get(2):
            self._wrong("BGM", "no order number")
        function = begin[0].get(3) or "9"
        if function != "9":
            what = _FUNCTIONS.get(function, f"function {function}")
            self._wrong("BGM", f"{what} cannot be taken as a file: only originals (9)")

    def _check_numbers(self, numbers: list[str]) -> None:
        for number in sorted({number for number in numbers if numbers.count(number) > 1}):
            self._wrong("LIN", f"{numbers.count(number)} lines have the number {number}")

    def _check_count(self, tail: list[Segment], lines: int) -> None:
        for segment in tail:
            if segment.tag == "CNT" and segment.get(1) == "2" and segment.get(1, 1) != str(lines):
                self._wrong("CNT", f"{segment.get(1, 1)} lines are announced, {lines} are here")

    def _line(self, group: list[Segment], currency: str) -> OrderedLine | None:
        lin = group[0]
        place = f"LIN {lin.get(1) or '?'}"
        codes = {lin.get(3, 1): lin.get(3)} if lin.get(3) else {}
        for segment in group:
            if segment.tag == "PIA":
                codes |= {segment.get(n, 1): segment.get(n) for n in range(2, 7) if segment.get(n)}
        quantities = [s for s in group if s.tag == "QTY" and s.get(1) == "21"]
        if len(quantities) != 1:
            self._wrong(
                place, "no quantity ordered (QTY 21)" if not quantities else "several quantities ordered"
            )
            return None
        unit = quantities[0].get(1, 2) or "PCE"
        if unit not in PIECES:
            self._wrong(place, f"unit {unit!r} is not sold here, order pieces (PCE)")
            return None
        prices = [s for s in group if s.tag == "PRI" and s.get(1) in {"AAA", "AAB"}]
        try:
            return OrderedLine(
                number=lin.get(1),
                sku=codes.get("SA", ""),
                gtin=next((codes[kind] for kind in ("EN", "SRV", "UP") if kind in codes), ""),
                buyer_code=codes.get("IN", "") or codes.get("BP", ""),
                name=" ".join(s.get(3, n) for s in group if s.tag == "IMD" for n in (3, 4) if s.get(3, n)),
                quantity=whole(quantities[0].get(1, 1)),
                unit=unit,
                unit_price=_price(prices[0], currency or "USD") if prices else None,
            )
        except ValidationError as problem:
            first = problem.errors()[0]
            self._wrong(place, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
        except ValueError as problem:
            self._wrong(place, str(problem))
        return None

    def _date(self, found: list[Segment], *kinds: str) -> date | None:
        for segment in found:
            if segment.tag == "DTM" and segment.get(1) in kinds:
                told, form = segment.get(1, 1), segment.get(1, 2) or "102"
                pattern, length = _FORMATS.get(form, ("", 0))
                try:
                    return datetime.strptime(told[:length], pattern).replace(tzinfo=UTC).date()
                except ValueError:
                    self._wrong("DTM", f"{told!r} is no date of format {form}")
                    return None
        return None

    def _wrong(self, place: str, reason: str) -> None:
        self.problems.append(f"{place}: {reason}")


def _price(segment: Segment, currency: str) -> int:
    return minor_units(segment.get(1, 1), currency, segment.get(1, 4) or "1")


def _parties(head: list[Segment]) -> dict[str, Party]:
    """Parties by their function, with the contacts (CTA, COM) that follow each."""
    found: dict[str, Party] = {}
    last = ""
    for segment in head:
        if segment.tag == "NAD":
            last = segment.get(1)
            found[last] = _party(segment)
        elif segment.tag == "CTA" and last:
            found[last] = found[last].model_copy(update={"contact": segment.get(2, 1)})
        elif segment.tag == "COM" and last and segment.get(1, 1) in {"TE", "EM"}:
            name = "phone" if segment.get(1, 1) == "TE" else "email"
            found[last] = found[last].model_copy(update={name: segment.get(1)})
    return found


def _party(nad: Segment) -> Party:
    def joined(element: int) -> str:
        return " ".join(nad.get(element, n) for n in range(5) if nad.get(element, n))

    return Party(
        id=nad.get(2),
        scheme=nad.get(2, 2),
        name=joined(4) or joined(3),
        address=Address(
            street=joined(5), city=nad.get(6), region=nad.get(7), postcode=nad.get(8), country=nad.get(9)
        ),
    )
