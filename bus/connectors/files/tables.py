"""Opens feed files as they come: packed or not, in any usual encoding, with rows that may be broken."""

import codecs
import contextlib
import csv
import gzip
import io
import zlib
from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bus.connectors.files.records import Remark
from shared.domain.errors import EnvironmentFault

ROW_LINES, ROW_CHARS = 400, 200_000  # no sane row is larger; what is has an unclosed quote
LINE_BYTES = 1_000_000
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line, its number from 1, and why it cannot be used (empty when it can)."""

    number: int
    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its first line's number, and its cells that hold something, by column."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """The cell of a column, empty when there is none."""
        return self.cells.get(column, "")


def lines(path: Path) -> Generator[Line]:
    """The lines of a file with their ends, unpacked; UTF-16 by its mark, UTF-8, or Windows-1252."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as stream:
            yield from _decoded(stream)
    except OSError as problem:
        if isinstance(problem, gzip.BadGzipFile):
            yield Line(0, "", "the packed file is damaged")
            return
        raise EnvironmentFault(f"{path}: cannot be read ({problem.strerror or problem})") from problem


def _decoded(stream: io.BufferedReader | gzip.GzipFile) -> Iterator[Line]:
    number = 0
    try:
        if stream.peek(2)[:2] in _WIDE:
            with io.TextIOWrapper(stream, "utf-16", errors="replace", newline="\n") as wide:
                for number, text in enumerate(wide, 1):
                    yield Line(number, text, "unreadable characters" if "\ufffd" in text else "")
            return
        for raw in iter(lambda: stream.readline(LINE_BYTES), b""):
            number += 1
            yield _line(number, raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw)
    except (EOFError, zlib.error):
        yield Line(number + 1, "", "the packed file ends in the middle; get it again")


def _line(number: int, raw: bytes) -> Line:
    if len(raw) >= LINE_BYTES:
        return Line(number, "", f"a line of {LINE_BYTES} bytes or more")
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        kindly = raw.decode(errors="replace")
        if any(ord(ch) > 127 and ch != "\ufffd" for ch in kindly):
            return Line(number, kindly, "broken characters: save the file as UTF-8")
        text = raw.decode("cp1252", errors="replace")
        if "\ufffd" in text:
            return Line(number, text, "neither UTF-8 nor Windows-1252: save the file as UTF-8")
    if "\0" in text:
        return Line(number, text.replace("\0", ""), "NUL characters: the file is damaged here")
    return Line(number, text)


def rows(path: Path) -> Iterator[TableRow | Remark]:
    """The rows of a CSV or TSV file with a header; a broken one becomes a Remark.

    A quote that is never closed costs its own line only: when the text from a line on makes no row of the
    header's width, that line is given up and reading starts anew behind it. Lines that then make no row
    either belong to the same Remark.
    """
    pieces = _Pieces(lines(path))
    stretch: tuple[int, int, str] | None = None  # first line, last line, fault of the first
    for taken, cells, fault in pieces:
        first = taken[0]
        if fault:
            quoted = len(taken) > 1 or '"' in first.text
            if stretch:
                stretch = (stretch[0], first.number, stretch[2])
            elif quoted:
                stretch = (first.number, first.number, fault)
            else:
                yield Remark(first.number, fault)
            pieces.again(taken[1:])
            continue
        if stretch:
            yield _given_up(stretch)
            stretch = None
        named = zip(pieces.header, cells, strict=False)  # an empty line has one cell
        if row := {name: text for name, cell in named if (text := cell.strip())}:
            yield TableRow(first.number, row)
    if stretch:
        yield _given_up(stretch)


def _given_up(stretch: tuple[int, int, str]) -> Remark:
    first, last, fault = stretch
    return Remark(
        first, fault if first == last else f"{fault}; no row could be made of lines {first} to {last}"
    )


class _Pieces:
    """Cuts lines into rows: the lines of each, their cells, and what is wrong with them."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._source = source
        self._waiting: deque[Line] = deque()
        first = next(source, Line(0, ""))
        self._delimiter = _delimiter(first.text)
        self.header = columns(first.text)

    def __iter__(self) -> Iterator[tuple[list[Line], list[str], str]]:
        while (line := self._next()) is not None:
            yield self._row(line)

    def again(self, given_back: list[Line]) -> None:
        """Read these lines again, as the start of new rows."""
        self._waiting.extendleft(reversed(given_back))

    def _next(self) -> Line | None:
        return self._waiting.popleft() if self._waiting else next(self._source, None)

    def _row(self, line: Line) -> tuple[list[Line], list[str], str]:
        opens = line.text.startswith('"') or f'{self._delimiter}"' in line.text
        if line.fault or not opens:  # a quote inside a bare cell is an inch mark
            cells = line.text.rstrip("\r\n").split(self._delimiter)
            return [line], cells, line.fault or self._misfit(cells)
        taken = [line]
        quotes, size = line.text.count('"'), len(line.text)
        while quotes % 2:
            more = self._next()
            if more is None:
                return taken, [], "a quote that is never closed, up to the end of the file"
            taken.append(more)
            quotes, size = quotes + more.text.count('"'), size + len(more.text)
            if more.fault or len(taken) > ROW_LINES or size > ROW_CHARS:
                return taken, [], more.fault or f"a quote that is not closed within {len(taken)} lines"
        cells, fault = parse("".join(piece.text for piece in taken), self._delimiter)
        return taken, cells, fault or self._misfit(cells)

    def _misfit(self, cells: list[str]) -> str:
        if len(cells) == len(self.header) or cells == [""]:
            return ""
        return f"{len(cells)} fields where the header has {len(self.header)}"


def parse(text: str, delimiter: str) -> tuple[list[str], str]:
    """The cells of one row's text, or what is wrong with it."""
    try:
        found = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [])
    except csv.Error as problem:
        return [], f"quotes do not match ({problem})"
    return found, ""


def _delimiter(header: str) -> str:
    return max("\t;|,", key=header.count) if header.strip() else ","


def head(path: Path) -> str:
    """The first line of a file that holds anything, empty when there is none or it cannot be used."""
    with contextlib.closing(lines(path)) as found:
        return next((line.text.strip() for line in islice(found, 20) if line.text.strip()), "")


def columns(line: str) -> list[str]:
    """The column names of a table's first line."""
    return [name.strip() for name in parse(line, _delimiter(line))[0]]
