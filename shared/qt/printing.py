"""Printing slips on an ESC/POS printer over TCP or USB: rendered bytes, sent in the background, with status.

A job is never lost: it waits while the paper is out or the printer is away, also over a restart. Whatever may be on
paper already is marked COPY when it is printed once more. Without a printer a slip becomes a PDF file.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from shared.domain.errors import SettingsError
from shared.qt.formats import tr
from shared.qt.print_jobs import Job, Jobs
from shared.qt.slip import Slip, render, write_pdf

log = logging.getLogger(__name__)
CONNECT_SECONDS: Final = 4.0
ANSWER_SECONDS: Final = 1.5
DONE_SECONDS: Final = 20.0
RETRY_SECONDS: Final = 3.0
_ASK_PRINTER: Final = b"\x10\x04\x01"  # DLE EOT 1
_ASK_PAPER: Final = b"\x10\x04\x04"  # DLE EOT 4
_ASK_DONE: Final = b"\x1dr\x01"  # GS r 1: answered after everything before it was printed


@dataclass(frozen=True)
class PrinterStatus:
    """What the printer says of itself; ``problem`` is one sentence, empty when all is well."""

    reachable: bool = False
    paper: Literal["ok", "low", "out", "unknown"] = "unknown"
    problem: str = ""


class PrinterTroubleError(Exception):
    """The printer cannot print now; its text says what to do."""


class Printer(QObject):
    """One printer's queue. ``address``: ``tcp://HOST:PORT``, ``file:///dev/usb/lp0``, or empty for PDF files.

    Without a folder nothing of a slip is ever on disk, and it is forgotten once it is on paper: a kiosk's are its
    shoppers'.
    """

    changed = Signal()

    def __init__(self, address: str, folder: Path | None, retry_seconds: float = RETRY_SECONDS) -> None:
        super().__init__()
        if not address and folder is None:
            raise SettingsError("a printer needs an address, or a folder for PDF files")
        self._address, self._folder, self._retry = urlsplit(address), folder or Path(), retry_seconds
        self._jobs = Jobs(folder / "queue.json" if folder else None)
        self._worker: asyncio.Task[None] | None = None
        self.last = PrinterStatus()

    @property
    def jobs(self) -> list[Job]:
        """The newest jobs last."""
        return self._jobs.all()

    def resume(self) -> None:
        """Print what an earlier run left."""
        if self._jobs.waiting():
            self._start()

    def submit(self, slip: Slip) -> str:
        """Queue a slip; gives the job's id."""
        return self._add(Job(slip))

    def again(self, job_id: str = "") -> str | None:
        """Print a job once more, marked COPY; the last one when no id is given. None when there is none."""
        old = self._jobs.last(job_id)
        return self._add(Job(old.slip, copy=True)) if old else None

    async def status(self) -> PrinterStatus:
        """Ask the printer how it is."""
        if not self._address.scheme:
            self.last = PrinterStatus(problem=tr("No printer is set up: slips become PDF files."))
            return self.last
        if self._address.scheme == "file":
            there = Path(self._address.path).exists()  # noqa: ASYNC240 - one look at /dev
            self.last = PrinterStatus(there, problem="" if there else tr("The printer is not plugged in."))
            return self.last
        try:
            async with self._line() as (reader, writer):
                self.last = await self._ask(reader, writer)
        except PrinterTroubleError as trouble:
            self.last = PrinterStatus(problem=str(trouble))
        self.changed.emit()
        return self.last

    async def settled(self) -> None:
        """Wait until nothing is waiting; for ever while the printer is in trouble."""
        while self._worker is not None and not self._worker.done():
            await asyncio.wait({self._worker})

    def drop(self) -> None:
        """Take back what cannot be printed now; what is on its way to paper still comes."""
        self._jobs.drop_stuck()
        self.changed.emit()

    def close(self) -> None:
        """Stop printing; what waits is printed after the next start."""
        if self._worker is not None:
            self._worker.cancel()

    # --- inside -------------------------------------------------------------------------------------------

    def _add(self, job: Job) -> str:
        self._jobs.add(job)
        self.changed.emit()
        self._start()
        return job.id

    def _start(self) -> None:
        if self._worker is None or self._worker.done():
            self._worker = asyncio.get_event_loop().create_task(self._work())

    async def _work(self) -> None:
        while job := self._jobs.waiting():
            try:
                await self._print(job.id)
            except PrinterTroubleError as trouble:
                self._set(job.id, state="waiting", reason=str(trouble))
                await asyncio.sleep(self._retry)
            else:
                self._set(job.id, state="printed", reason="")

    async def _print(self, job_id: str) -> None:
        job = self._jobs.get(job_id)
        self._set(job_id, state="printing")
        copy = job.copy or job.touched
        if not self._address.scheme:
            await self._to_pdf(job, copy=copy)
            return
        data = await asyncio.get_running_loop().run_in_executor(None, lambda: render(job.slip, copy=copy))
        if self._address.scheme == "file":
            await self._to_file(data)
            return
        async with self._line() as (reader, writer):
            self.last = await self._ask(reader, writer)
            if self.last.problem:
                raise PrinterTroubleError(self.last.problem)
            self._set(job_id, touched=True)
            await _send(writer, data + _ASK_DONE)
            if await _answer(reader, DONE_SECONDS) is None:
                self.last = await self._ask(reader, writer)
                raise PrinterTroubleError(self.last.problem or tr("The printer stopped in the middle."))

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> PrinterStatus:
        await _send(writer, _ASK_PRINTER)
        state = await _answer(reader, ANSWER_SECONDS)
        await _send(writer, _ASK_PAPER)
        paper = await _answer(reader, ANSWER_SECONDS)
        if paper is not None and paper & 0x60:
            return PrinterStatus(
                True, "out", tr("The paper is out. Put in a new roll; printing goes on by itself.")
            )
        if state is not None and state & 0x08:
            return PrinterStatus(
                True, "unknown", tr("The printer is paused. Close its cover or press its button.")
            )
        if paper is None:
            return PrinterStatus(True)  # an old one that does not answer: print all the same
        return PrinterStatus(True, "low" if paper & 0x0C else "ok")

    @contextlib.asynccontextmanager
    async def _line(self):  # type: ignore[no-untyped-def]  # noqa: ANN202
        host, port = self._address.hostname or "127.0.0.1", self._address.port or 9100
        try:
            reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), CONNECT_SECONDS)
        except (OSError, TimeoutError) as problem:
            text = tr(
                "The printer at %1 does not answer. Switch it on and check its cable.", f"{host}:{port}"
            )
            raise PrinterTroubleError(text) from problem
        try:
            yield reader, writer
        except (OSError, TimeoutError) as problem:
            raise PrinterTroubleError(tr("The line to the printer broke.")) from problem
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _to_file(self, data: bytes) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(None, Path(self._address.path).write_bytes, data)
        except OSError as problem:
            raise PrinterTroubleError(tr("The printer is not plugged in.")) from problem

    async def _to_pdf(self, job: Job, *, copy: bool) -> None:
        file = self._folder / f"{job.slip.name}-{job.id[-8:]}.pdf"
        try:
            write_pdf(job.slip, file, copy=copy)
        except OSError as problem:
            raise PrinterTroubleError(tr("%1 cannot be written: check the disk.", file)) from problem

    def _set(self, job_id: str, **values: object) -> None:
        self._jobs.set(job_id, **values)
        self.changed.emit()


async def _send(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


async def _answer(reader: asyncio.StreamReader, seconds: float) -> int | None:
    """One byte of status; None when the printer says nothing in time."""
    try:
        answer = await asyncio.wait_for(reader.read(1), seconds)
    except TimeoutError:
        return None
    return answer[0] if answer else None
