"""Tables and lines that are broken in every way still give every good row."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bus.connectors.files import tables
from bus.connectors.files.records import Remark
from bus.connectors.files.tables import TableRow
from shared.domain.errors import EnvironmentFault

GOOD = b'sku,name,text\nA,"Lamp, big","two\nlines"\nB,Mug,plain\nC,Vase,"say ""hi"""\n'


def read(path: Path, data: bytes) -> tuple[dict[str, dict[str, str]], list[Remark]]:
    path.write_bytes(data)
    found = list(tables.rows(path))
    rows = {row.get("sku"): row.cells for row in found if isinstance(row, TableRow)}
    return rows, [row for row in found if isinstance(row, Remark)]


def test_a_clean_table_is_read_with_its_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(GOOD)
    found = [row for row in tables.rows(path) if isinstance(row, TableRow)]
    assert [(row.line, row.get("sku"), row.get("text")) for row in found] == [
        (2, "A", "two\nlines"),
        (4, "B", "plain"),
        (5, "C", 'say "hi"'),
    ]


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + GOOD,
        gzip.compress(GOOD),
        GOOD.decode().encode("utf-16"),
        GOOD.replace(b",", b"\t").replace(b"Lamp\t big", b"Lamp, big"),
        GOOD + b"\n\n,,\n",
    ],
    ids=["CRLF", "mark", "gzip", "UTF-16", "tabs", "empty rows"],
)
def test_other_clothes_hold_the_same_rows(tmp_path: Path, data: bytes) -> None:
    rows, remarks = read(tmp_path / "t", data)
    assert [cells["name"] for cells in rows.values()] == ["Lamp, big", "Mug", "Vase"]
    assert rows["A"]["text"].replace("\r", "") == "two\nlines"
    assert remarks == []


def test_a_quote_that_is_never_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    data = GOOD.replace(b"B,Mug,plain", b'B,"Mug,plain') + b'D,Jug,"more\ntext"\n'
    rows, remarks = read(tmp_path / "t.csv", data)
    assert set(rows) == {"A", "C", "D"}
    assert [(remark.line, "quote" in remark.reason) for remark in remarks] == [(4, True)]


def test_broken_rows_beside_one_another_are_told_one_by_one(tmp_path: Path) -> None:
    rows, remarks = read(tmp_path / "t.csv", GOOD + b"D,short\nE,far,too,long\nF,Jug,fine\n")
    assert set(rows) == {"A", "B", "C", "F"}
    assert [remark.line for remark in remarks] == [6, 7]
    assert "2 fields where the header has 3" in remarks[0].reason


def test_a_file_cut_in_the_middle_keeps_what_came_before(tmp_path: Path) -> None:
    rows, remarks = read(tmp_path / "t.csv", GOOD[:-6])
    assert set(rows) == {"A", "B"}
    assert [remark.line for remark in remarks] == [5]


def test_a_packed_file_cut_in_the_middle_says_so(tmp_path: Path) -> None:
    many = b"sku,name,text\n" + b"".join(b"%d,Mug %d,x\n" % (n, n * n) for n in range(5_000))
    rows, remarks = read(tmp_path / "t.csv.gz", gzip.compress(many)[:-2_000])
    assert "0" in rows
    assert "ends in the middle" in remarks[-1].reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"D,N\0UL,x\n", "NUL"),
        (b"D,caf\xc3\xa9 \xff,x\n", "broken characters"),
        (b"D,x\x81y,x\n", "neither UTF-8 nor Windows-1252"),
        (b"D," + b"y" * 1_000_000 + b",x\n", "a line of 1000000 bytes"),
        (b'D,"' + b"y" * 150_000 + b'",x\n', "quotes do not match"),
    ],
)
def test_an_unreadable_line_is_refused_and_the_next_one_read(tmp_path: Path, row: bytes, reason: str) -> None:
    rows, remarks = read(tmp_path / "t.csv", GOOD + row + b"E,Jug,fine\n")
    assert set(rows) == {"A", "B", "C", "E"}
    assert remarks[0].line == 6
    assert reason in remarks[0].reason


def test_windows_1252_is_read_line_by_line(tmp_path: Path) -> None:
    rows, remarks = read(tmp_path / "t.csv", GOOD + "D,Café,5 €\n".encode("cp1252") + "E,Café,5 €\n".encode())
    assert (rows["D"]["name"], rows["D"]["text"]) == (rows["E"]["name"], rows["E"]["text"]) == ("Café", "5 €")
    assert remarks == []


def test_an_inch_mark_in_a_bare_cell_is_text(tmp_path: Path) -> None:
    rows, remarks = read(tmp_path / "t.csv", GOOD + b'D,7" short,fine\n')
    assert rows["D"]["name"] == '7" short'
    assert remarks == []


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="cannot be read"):
        list(tables.rows(tmp_path / "none.csv"))


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12).map(str.strip)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cells, cells, cells), max_size=8))
def test_whatever_a_writer_writes_is_read_back(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("a", "b", "c"))
    table.writerows(rows)
    path = tmp_path / "t.csv"
    path.write_text(out.getvalue(), "utf-8", newline="")
    found = [row.cells for row in tables.rows(path) if isinstance(row, TableRow)]
    assert found == [
        {name: text for name, text in zip("abc", row, strict=True) if text} for row in rows if any(row)
    ]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80), st.integers(0, len(GOOD)))
def test_noise_anywhere_never_raises_and_spares_what_is_far_from_it(
    tmp_path: Path, noise: bytes, place: int
) -> None:
    tail = b"".join(b"Z%d,Jug,fine\n" % number for number in range(5))
    rows, remarks = read(
        tmp_path / "t.csv", GOOD[14:0:-1][:0] + GOOD[:place] + noise + GOOD[place:] + b"\n" + tail
    )
    assert all(remark.reason and remark.line >= 0 for remark in remarks)
    if place > 14 and b'"' not in noise and b"\n" not in noise and b"\r" not in noise:
        assert {"Z0", "Z4"} <= set(rows)
