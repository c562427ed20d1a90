"""Pictures on the web are fetched when asked for, once, and what fails costs only itself."""

import io
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from bus.connectors.files.gather import gather
from bus.connectors.files.importing import Outcome, bring_in
from bus.connectors.files.records import Feed
from bus.connectors.files.web import Web
from bus.database import Database


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 50), (200, 80, 20)).save(out, "PNG")
    return out.getvalue()


class Shop(ThreadingHTTPServer):
    """A web server with two pictures, a page that is none, and a moved one."""

    asked: Counter[str]


class Handler(BaseHTTPRequestHandler):
    server: Shop

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        if self.path == "/moved.png":
            self.send_response(302)
            self.send_header("Location", "/shirt-1.jpg")
            self.end_headers()
            return
        found = {"/shirt-1.jpg": picture(), "/page": b"<html>sold out</html>"}.get(self.path)
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(found or b"")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def shop() -> Iterator[Shop]:
    server = Shop(("127.0.0.1", 0), Handler)
    server.asked = Counter()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def bring(database: Database, source: Path, web: Web | None) -> Outcome:
    feed = Feed("s")
    return bring_in(database, gather(source, feed), feed, source.parent / "media", web=web)


def test_pictures_are_fetched_once_and_failures_told(database: Database, samples: Path, shop: Shop) -> None:
    source = samples / "shopify.csv"
    base = f"http://127.0.0.1:{shop.server_port}"
    text = source.read_text("utf-8").replace("https://pictures.example", base)
    text = text.replace(f"{base}/shirt-2.jpg", f"{base}/moved.png").replace(
        f"{base}/blue.jpg", f"{base}/page"
    )
    source.write_text(text, "utf-8", newline="")
    outcome = bring(database, source, Web(samples / "web"))
    assert outcome.pictures == 1  # the moved one is the same picture
    reasons = [remark.reason for remark in outcome.remarks]
    assert any("shirt-3.jpg: the server answers 404" in reason for reason in reasons)
    assert any("cannot be read" in reason for reason in reasons)
    again = bring(database, source, Web(samples / "web"))
    assert (again.pictures, again.products.changed) == (1, 0)
    assert shop.asked["/moved.png"] == 1


def test_a_server_that_is_away_costs_only_the_pictures(database: Database, samples: Path) -> None:
    source = samples / "shopify.csv"
    text = source.read_text("utf-8").replace("https://pictures.example", "http://127.0.0.1:1")
    source.write_text(text, "utf-8", newline="")
    outcome = bring(database, source, Web(samples / "web"))
    assert (outcome.products.added, outcome.pictures) == (2, 0)
    assert any("cannot be fetched (ConnectError)" in remark.reason for remark in outcome.remarks)


def test_nothing_is_fetched_unasked(database: Database, samples: Path) -> None:
    outcome = bring(database, samples / "shopify.csv", None)
    assert any("ask for it with --web-pictures" in remark.reason for remark in outcome.remarks)
