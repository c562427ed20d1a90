"""Printing on an ESC/POS printer: what comes out, out of paper, switched off, interrupted, copies."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from shared.qt.application import run
from shared.qt.printing import Printer
from shared.qt.slip import Item, Slip, render, write_pdf
from tests.qt.escpos import Interpreter, Listener, Paper

SLIP = Slip(
    "receipt",
    (
        Item("title", "Harbour Street"),
        Item("pair", "2 x Kettle", "€ 91.00"),
        Item("rule"),
        Item("text", "Zażółć gęślą jaźń"),
        Item("qr", "EVERYSHELF:7K3F9Q2M"),
        Item("barcode", "205636108974113530"),
    ),
)


def printed(slip: Slip, *, copy: bool = False) -> Paper:
    paper = Paper()
    Interpreter(paper).run(render(slip, copy=copy))
    return paper


def test_words_and_codes_come_out_so_that_people_and_scanners_read_them(qapp: QGuiApplication) -> None:
    paper = printed(SLIP)
    assert paper.lines[0] == "Harbour Street"
    assert paper.lines[1] == "2 x Kettle                         € 91.00"
    assert "Zażółć gęślą jaźń" in paper.lines
    assert sorted(paper.codes()) == ["205636108974113530", "EVERYSHELF:7K3F9Q2M"]
    assert paper.cuts == 1


def test_letters_the_printer_lacks_are_drawn(qapp: QGuiApplication) -> None:
    plain, arabic = printed(Slip("a", ())), printed(Slip("a", (Item("text", "مرحبا بكم"),)))
    assert arabic.lines == []
    assert arabic.picture.height > plain.picture.height
    assert arabic.picture.getextrema()[0] == 0, "there is ink on the paper"


def test_a_copy_says_so_above_and_below(qapp: QGuiApplication) -> None:
    assert [line for line in printed(SLIP, copy=True).lines if line == "COPY"] == ["COPY", "COPY"]
    assert "COPY" not in printed(SLIP).lines


def test_a_pdf_takes_the_place_of_a_printer(qapp: QGuiApplication, tmp_path: Path) -> None:
    write_pdf(SLIP, tmp_path / "slips" / "receipt.pdf")
    assert (tmp_path / "slips" / "receipt.pdf").read_bytes().startswith(b"%PDF-")


Story = Callable[[Printer, Listener], Awaitable[None]]


@pytest.fixture
def play(qapp: QGuiApplication, tmp_path: Path) -> Callable[[Story], None]:
    gc.collect()  # what other tests left behind ends here, not in the thread that renders

    def now(story: Story) -> None:
        async def main(_: asyncio.Event) -> int:
            listener = Listener()
            port = await listener.start()
            printer = Printer(f"tcp://127.0.0.1:{port}", tmp_path, retry_seconds=0.05)
            try:
                await story(printer, listener)
            finally:
                printer.close()
                await listener.stop()
            return 0

        assert run(qapp, main) == 0

    return now


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - a person would look, too
            await asyncio.sleep(0.01)


def test_slips_come_out_in_order_each_once(play: Callable[[Story], None]) -> None:
    async def story(printer: Printer, listener: Listener) -> None:
        for n in range(5):
            printer.submit(Slip(f"s{n}", (Item("text", f"slip {n}"),)))
        await printer.settled()
        assert [paper.lines for paper in listener.papers] == [[f"slip {n}"] for n in range(5)]
        assert {job.state for job in printer.jobs} == {"printed"}

    play(story)


def test_without_paper_a_slip_waits_and_comes_out_once_when_there_is_some(
    play: Callable[[Story], None],
) -> None:
    async def story(printer: Printer, listener: Listener) -> None:
        listener.paper_out = True
        printer.submit(SLIP)
        await until(lambda: "paper is out" in printer.jobs[0].reason)
        assert listener.papers == []
        assert (await printer.status()).paper == "out"
        listener.paper_out = False
        await printer.settled()
        assert len(listener.papers) == 1
        assert "COPY" not in listener.papers[0].lines
        assert printer.jobs[0].reason == ""

    play(story)


def test_a_printer_that_is_off_is_named_and_waited_for(play: Callable[[Story], None]) -> None:
    async def story(printer: Printer, listener: Listener) -> None:
        status = await printer.status()
        assert (status.reachable, status.problem) == (True, "")
        await listener.stop()
        printer.submit(SLIP)
        await until(lambda: "does not answer" in printer.jobs[0].reason)
        assert not (await printer.status()).reachable

    play(story)


def test_what_may_be_on_paper_already_is_a_copy_the_next_time(play: Callable[[Story], None]) -> None:
    async def story(printer: Printer, listener: Listener) -> None:
        listener.dies_after = 200
        printer.submit(SLIP)
        await until(lambda: printer.jobs[0].touched and bool(printer.jobs[0].reason))
        listener.dies_after = None
        await printer.settled()
        assert [line for line in listener.papers[-1].lines if line == "COPY"] == ["COPY", "COPY"]

    play(story)


def test_printing_again_is_marked(play: Callable[[Story], None]) -> None:
    async def story(printer: Printer, listener: Listener) -> None:
        assert printer.again() is None
        first = printer.submit(SLIP)
        await printer.settled()
        assert printer.again(first) is not None
        await printer.settled()
        assert ["COPY" in paper.lines for paper in listener.papers] == [False, True]

    play(story)


def test_without_a_printer_slips_become_files(qapp: QGuiApplication, tmp_path: Path) -> None:
    async def main(_: asyncio.Event) -> int:
        printer = Printer("", tmp_path / "slips")
        printer.submit(SLIP)
        await printer.settled()
        assert "PDF" in (await printer.status()).problem
        return 0

    assert run(qapp, main) == 0
    (file,) = (tmp_path / "slips").glob("receipt-*.pdf")
    assert file.stat().st_size > 1_000


def test_what_waits_is_printed_after_a_restart_and_what_was_begun_is_a_copy(
    qapp: QGuiApplication, tmp_path: Path
) -> None:
    async def main(_: asyncio.Event) -> int:
        listener = Listener()
        address = f"tcp://127.0.0.1:{await listener.start()}"
        before = Printer(address, tmp_path, retry_seconds=0.05)
        before.submit(Slip("whole", (Item("text", "on paper"),)))
        await before.settled()
        listener.dies_after = 200
        before.submit(SLIP)
        await until(lambda: before.jobs[1].touched and bool(before.jobs[1].reason))
        before.submit(Slip("later", (Item("text", "not begun"),)))
        before.close()
        listener.dies_after, listener.papers = None, []
        after = Printer(address, tmp_path, retry_seconds=0.05)
        after.resume()
        await after.settled()
        after.close()
        await listener.stop()
        begun, later = listener.papers
        assert (begun.lines[0], begun.lines[1]) == ("COPY", "Harbour Street")
        assert later.lines == ["not begun"]
        assert [job.slip.name for job in after.jobs] == ["whole", "receipt", "later"]
        return 0

    assert run(qapp, main) == 0
    assert (tmp_path / "queue.json").stat().st_mode & 0o077 == 0


def test_a_damaged_queue_is_put_aside(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "queue.json").write_text('[{"slip": 1}]', "utf-8")
    assert Printer("", tmp_path).jobs == []
    assert "is kept as" in caplog.text
    assert (tmp_path / "queue.damaged").exists()
