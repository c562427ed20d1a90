"""A receipt printer for tests: listens on TCP, answers status, and draws what it is told on a picture."""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import zxingcpp
from PIL import Image, ImageDraw

DOTS = 512
LINE = 30


@dataclass
class Paper:
    """What came out: its text lines, and everything as a picture."""

    lines: list[str] = field(default_factory=list)
    picture: Image.Image = field(default_factory=lambda: Image.new("L", (DOTS, 40), 255))
    cuts: int = 0

    def feed(self, height: int) -> int:
        """Make the paper longer; gives where the new part begins."""
        top = self.picture.height
        longer = Image.new("L", (DOTS, top + height), 255)
        longer.paste(self.picture, (0, 0))
        self.picture = longer
        return top

    def codes(self) -> list[str]:
        """What a scanner reads on the paper."""
        return [found.text for found in zxingcpp.read_barcodes(self.picture)]


class Fault(Exception):
    """The printer was told something it does not know."""


ENCODINGS = {
    0: "cp437",
    1: "cp932",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    15: "iso8859_7",
    16: "cp1252",
}
ENCODINGS |= {17: "cp866", 18: "cp852", 19: "cp858", 32: "cp720", 33: "cp775", 37: "cp864", 39: "iso8859_2"}
ENCODINGS |= {40: "iso8859_15", 45: "cp1250", 46: "cp1251", 50: "cp1256", 51: "cp1257", 52: "cp1258"}


class Interpreter:
    """Reads ESC/POS as it comes in and prints it."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self._text, self._encoding = paper, "", "cp437"

    def run(self, data: bytes) -> None:
        """Print a whole job."""
        source = iter(data)
        for byte in source:
            if byte == 0x1B:
                self._escape(source)
            elif byte == 0x1D:
                self._group(source)
            elif byte == 0x0A:
                self._line()
            else:
                self._text += bytes([byte]).decode(self._encoding)

    def _escape(self, source: Iterator[int]) -> None:
        command = next(source)
        if command == 0x40:
            self._encoding = "cp437"
        elif command in b"!aEtMG-{dJ2d3":
            value = next(source) if command != 0x32 else 0
            if command == 0x74:
                self._encoding = ENCODINGS[value]
            elif command in b"dJ":
                self.paper.feed(value * (LINE if command == 0x64 else 1))
        else:
            raise Fault(f"ESC {command:#x}")

    def _group(self, source: Iterator[int]) -> None:
        command = next(source)
        if command in b"!BbrV":
            value = next(source)
            if command == 0x56:
                if value in {65, 66}:
                    next(source)
                self.paper.cuts += 1
        elif command == 0x76:
            self._raster(bytes(itertools.islice(source, 6)), source)
        else:
            raise Fault(f"GS {command:#x}")

    def _raster(self, head: bytes, source: Iterator[int]) -> None:
        width, height = head[2] + 256 * head[3], head[4] + 256 * head[5]
        data = bytes(itertools.islice(source, width * height))
        image = Image.frombytes("1", (width * 8, height), bytes(255 - b for b in data)).convert("L")
        top = self.paper.feed(height + 8)
        self.paper.picture.paste(image, ((DOTS - image.width) // 2, top))

    def _line(self) -> None:
        if self._text:
            self.paper.lines.append(self._text)
            ImageDraw.Draw(self.paper.picture).text((4, self.paper.feed(LINE)), self._text, fill=0)
        self._text = ""


class Listener:
    """The printer on the network. ``paper_out``: no paper; ``dies_after``: bytes until it hangs."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []
        self.paper_out = False
        self.dies_after: int | None = None
        self.connections = 0
        self._server: asyncio.Server | None = None
        self._clients: set[asyncio.StreamWriter] = set()

    async def start(self, port: int = 0) -> int:
        """Switch it on; gives the port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Switch it off."""
        if self._server is not None:
            self._server.close()
            for client in list(self._clients):
                client.close()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._clients.add(writer)
        job = b""
        try:
            while data := await reader.read(65_536):
                job += data
                if self.dies_after is not None and len(job) > self.dies_after:
                    return
                job = await self._answer(job, writer)
        except ConnectionError:
            pass
        finally:
            self._clients.discard(writer)
            writer.close()

    async def _answer(self, job: bytes, writer: asyncio.StreamWriter) -> bytes:
        """Answer status requests at the end of what came; print when the job's end is asked for."""
        while job[-3:] in {b"\x10\x04\x01", b"\x10\x04\x04"}:
            paper = b"\x72" if self.paper_out else b"\x12"
            writer.write(paper if job[-1:] == b"\x04" else b"\x16")
            await writer.drain()
            job = job[:-3]
        if job.endswith(b"\x1dr\x01"):
            paper_now = Paper()
            Interpreter(paper_now).run(job[:-3])
            self.papers.append(paper_now)
            writer.write(b"\x00")
            await writer.drain()
            return b""
        return job
