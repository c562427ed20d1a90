"""Picking: the path by aisle, and that every piece counts once."""

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.order import Line
from staff.picking import Heard, Picking, aisle_key, path
from staff.work import Job, Task
from tests.staff.shop import line, order

AISLES = {"1-S": "12", "1-M": "12", "2-S": "2", "3-S": ""}


def aisle(each: Line) -> str:
    return AISLES.get(each.sku, "5")


def walk(*wanted: dict[str, int]) -> Picking:
    made = [
        order(f"o{n}", *(line(i, sku, q) for i, (sku, q) in enumerate(w.items())))
        for n, w in enumerate(wanted)
    ]
    return Picking(path([Job(Task.PICK, o, o.fulfilments[0]) for o in made], aisle))


def test_people_walk_from_low_aisles_to_high_ones_and_unknown_places_come_last() -> None:
    written = ["12", "2", "", "A-10", "A-2", "Aisle 7"]
    assert sorted(written, key=aisle_key) == ["2", "12", "A-2", "A-10", "Aisle 7", ""]
    assert [stop.sku for stop in walk({"1-S": 1, "3-S": 1, "2-S": 1}).stops] == ["2-S", "1-S", "3-S"]


def test_one_shelf_serves_every_order_of_the_wave_tote_by_tote() -> None:
    picking = walk({"1-S": 2}, {"1-S": 1})
    (stop,) = picking.stops
    assert [(piece.tote, piece.quantity) for piece in stop.pieces] == [(1, 2), (2, 1)]
    totes = [piece.tote for _, piece in (picking.confirm("1-S") for _ in range(3)) if piece]
    assert totes == [1, 1, 2]
    assert picking.current() is None


def test_too_many_and_foreign_pieces_are_told_apart() -> None:
    picking = walk({"1-S": 1})
    assert picking.confirm("2-S") == (Heard.NOT_WANTED, None)
    assert picking.confirm("1-S")[0] is Heard.CONFIRMED
    assert picking.confirm("1-S") == (Heard.TOO_MANY, None)


def test_what_is_short_belongs_to_the_orders_that_miss_it() -> None:
    picking = walk({"1-S": 2, "2-S": 1}, {"1-S": 1})
    picking.confirm("1-S")
    assert picking.report_short("1-S") == {"o0-f": {"l0": 1}, "o1-f": {"l0": 1}}
    assert not picking.done("o0-f")
    assert picking.done("o1-f")
    assert picking.picked_of("o0-f") == {"l0": 1}
    assert picking.picked_of("o1-f") == {}


@given(
    wanted=st.lists(
        st.dictionaries(st.sampled_from(sorted(AISLES)), st.integers(1, 4), min_size=1),
        min_size=1,
        max_size=4,
    ),
    doings=st.lists(
        st.tuples(st.sampled_from(["confirm", "back", "short"]), st.sampled_from(sorted(AISLES))), max_size=40
    ),
)
def test_no_piece_is_ever_counted_twice_or_lost(
    wanted: list[dict[str, int]], doings: list[tuple[str, str]]
) -> None:
    picking = walk(*wanted)
    asked = sum(sum(lines.values()) for lines in wanted)
    for what, sku in doings:
        {"confirm": picking.confirm, "back": picking.take_back, "short": picking.report_short}[what](sku)
        counted = sum(picking.picked.values()) + sum(picking.short.values())
        left = sum(picking.open_pieces(stop) for stop in picking.stops)
        assert counted + left == asked
        assert left >= 0
        assert min(picking.picked.values(), default=0) >= 0
