"""Picking: a wave of fulfilments becomes a path by aisle, and every piece is confirmed before it counts."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from shared.domain.order import Line
from staff.work import Job


@dataclass(frozen=True)
class Piece:
    """What one order wants of a stop: ``tote`` counts the orders of the wave from 1."""

    order_id: str
    fulfilment_id: str
    line_id: str
    code: str
    tote: int
    quantity: int

    @property
    def key(self) -> tuple[str, str]:
        """Fulfilment and line: the name under which pieces are counted."""
        return self.fulfilment_id, self.line_id


@dataclass(frozen=True)
class Stop:
    """One SKU at one place of the shelf, for every order of the wave that wants it."""

    sku: str
    aisle: str
    line: Line
    pieces: tuple[Piece, ...]

    @property
    def quantity(self) -> int:
        """Pieces wanted at this stop."""
        return sum(piece.quantity for piece in self.pieces)


class Heard(StrEnum):
    """What became of a scanned or confirmed piece."""

    CONFIRMED = "confirmed"
    TOO_MANY = "too_many"  # belongs to the wave, but there are enough
    NOT_WANTED = "not_wanted"  # not in this wave


def aisle_key(aisle: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts aisles as people walk them: 2 before 12, A-2 before A-10; no aisle comes last."""
    if not aisle:
        return ((2, 0, ""),)
    return tuple(
        (0, int(p), "") if p.isdigit() else (1, 0, p.casefold()) for p in re.findall(r"\d+|[^\W\d]+", aisle)
    )


def path(wave: Iterable[Job], aisle_of: Callable[[Line], str]) -> list[Stop]:
    """The stops of a wave in walking order; orders get their tote in the order given."""
    lines: dict[str, Line] = {}
    pieces: dict[str, list[Piece]] = {}
    totes: dict[str, int] = {}
    for job in wave:
        tote = totes.setdefault(job.order.id, len(totes) + 1)
        known = {line.id: line for line in job.order.lines}
        for part in job.fulfilment.parts:
            if part.quantity and part.line_id in known:
                lines.setdefault(part.sku, known[part.line_id])
                piece = Piece(job.order.id, job.key, part.line_id, job.order.code, tote, part.quantity)
                pieces.setdefault(part.sku, []).append(piece)
    stops = [Stop(sku, aisle_of(line), line, tuple(pieces[sku])) for sku, line in lines.items()]
    return sorted(stops, key=lambda stop: (aisle_key(stop.aisle), stop.line.name, stop.sku))


@dataclass
class Picking:
    """The clerk's walk: which pieces are confirmed, which were reported short."""

    stops: list[Stop]
    picked: dict[tuple[str, str], int] = field(default_factory=dict)
    short: dict[tuple[str, str], int] = field(default_factory=dict)

    def open_pieces(self, stop: Stop) -> int:
        """Pieces of a stop that are neither confirmed nor short."""
        return sum(self.left(piece) for piece in stop.pieces)

    def picked_at(self, stop: Stop) -> int:
        """Pieces of a stop that are confirmed."""
        return sum(self.picked.get(piece.key, 0) for piece in stop.pieces)

    def current(self) -> Stop | None:
        """The first stop with something left to do, None when the walk is over."""
        return next((stop for stop in self.stops if self.open_pieces(stop)), None)

    def next_piece(self, stop: Stop) -> Piece | None:
        """Whose piece comes next at a stop."""
        return next((piece for piece in stop.pieces if self.left(piece)), None)

    def confirm(self, sku: str) -> tuple[Heard, Piece | None]:
        """Count one piece of a SKU; with whose tote it goes to when it was wanted."""
        stop = next((stop for stop in self.stops if stop.sku == sku), None)
        if stop is None:
            return Heard.NOT_WANTED, None
        piece = self.next_piece(stop)
        if piece is None:
            return Heard.TOO_MANY, None
        self.picked[piece.key] = self.picked.get(piece.key, 0) + 1
        return Heard.CONFIRMED, piece

    def take_back(self, sku: str) -> bool:
        """Uncount the last confirmed piece of a SKU; False when none was."""
        for stop in self.stops:
            for piece in reversed(stop.pieces):
                if stop.sku == sku and self.picked.get(piece.key):
                    self.picked[piece.key] -= 1
                    return True
        return False

    def report_short(self, sku: str) -> dict[str, dict[str, int]]:
        """Give up what is left of a SKU: fulfilment id → line id → pieces missing."""
        missing: dict[str, dict[str, int]] = {}
        for stop in self.stops:
            for piece in stop.pieces:
                if stop.sku == sku and (left := self.left(piece)):
                    self.short[piece.key] = self.short.get(piece.key, 0) + left
                    missing.setdefault(piece.fulfilment_id, {})[piece.line_id] = left
        return missing

    def give_up(self, fulfilment_id: str, line_id: str, pieces: int) -> None:
        """So many pieces of a line are no longer looked for."""
        key = (fulfilment_id, line_id)
        self.short[key] = self.short.get(key, 0) + pieces

    def cancel(self, fulfilment_id: str, line_id: str, wanted: int) -> int:
        """No more than so many pieces of a line are wanted now; how many fewer that is, which may be in the tote."""
        key, fewer = (fulfilment_id, line_id), 0
        for piece in (piece for stop in self.stops for piece in stop.pieces if piece.key == key):
            fewer = piece.quantity - self.short.get(key, 0) - wanted
            if fewer > 0:
                self.give_up(fulfilment_id, line_id, fewer)
                self.picked[key] = min(self.picked.get(key, 0), wanted)
        return max(0, fewer)

    def drop(self, fulfilment_id: str) -> None:
        """Nothing of a fulfilment is looked for any more, and what is in its tote goes back."""
        for stop in self.stops:
            for piece in stop.pieces:
                if piece.fulfilment_id == fulfilment_id:
                    self.picked.pop(piece.key, None)
                    self.short[piece.key] = piece.quantity

    def done(self, fulfilment_id: str) -> bool:
        """Nothing of this fulfilment is left to pick."""
        return not any(
            self.left(p) for stop in self.stops for p in stop.pieces if p.fulfilment_id == fulfilment_id
        )

    def picked_of(self, fulfilment_id: str) -> dict[str, int]:
        """Line id → pieces confirmed of a fulfilment."""
        return {line: n for (owner, line), n in self.picked.items() if owner == fulfilment_id and n}

    def left(self, piece: Piece) -> int:
        """What is neither confirmed nor given up of a piece's order."""
        return piece.quantity - self.picked.get(piece.key, 0) - self.short.get(piece.key, 0)
