"""Photographs that counters give to the hub."""

import hashlib
import io

import httpx
from PIL import Image

from bus.api.access import Hub
from bus.api.app import PICTURE_LIMIT
from tests.bus.test_api import enrol, http, hub

__all__ = ["http", "hub"]  # fixtures


def jpeg(side: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "#884422").save(out, "JPEG")
    return out.getvalue()


def address(content: bytes) -> str:
    return f"/v1/media/{hashlib.sha256(content).hexdigest()}"


async def test_a_counters_photograph_is_kept_under_its_hash(hub: Hub, http: httpx.AsyncClient) -> None:
    counter, shot = await enrol(hub, http, "staff", "north"), jpeg()
    for _ in range(2):
        assert (await http.put(address(shot), content=shot, headers=counter)).status_code == 204
    assert (await http.get(address(shot))).content == shot


async def test_strangers_and_kiosks_give_no_pictures(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk, shot = await enrol(hub, http, "kiosk", "north"), jpeg()
    assert (await http.put(address(shot), content=shot)).status_code == 401
    assert (await http.put(address(shot), content=shot, headers=kiosk)).status_code == 403
    assert (await http.get(address(shot))).status_code == 404


async def test_what_is_no_picture_of_that_name_or_too_large_is_refused(
    hub: Hub, http: httpx.AsyncClient
) -> None:
    counter, shot = await enrol(hub, http, "staff", "north"), jpeg()
    for content, where, status in (
        (shot, address(b"another"), 422),
        (b"no picture", address(b"no picture"), 422),
        (jpeg(3_000), address(jpeg(3_000)), 422),
        (b"x" * (PICTURE_LIMIT + 1), address(b"x" * (PICTURE_LIMIT + 1)), 413),
        (shot, "/v1/media/..%2f..%2fetc", 404),
    ):
        answer = await http.put(where, content=content, headers=counter)
        assert answer.status_code == status, where
