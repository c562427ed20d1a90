"""What a web shop's event plugin posts is believed only with its secret, and only says where to look."""

import json
from pathlib import Path

import pytest

from bus.connectors.contract import Connector, ForgedError
from bus.connectors.settings import load_connector
from shared import crypto

NEWS = {
    "type": "OrderStateTransitionEvent",
    "order": "17",
    "state": "PaymentSettled",
    "at": "2026-11-28T10:00:00Z",
}


@pytest.fixture
def shop(tmp_path: Path) -> Connector:
    (tmp_path / "hub.key").write_text(json.dumps({"private_key": crypto.new_private_key()}))
    (tmp_path / "secret").write_text("s3cret")
    path = tmp_path / "shop.toml"
    path.write_text(
        f'use = "vendure"\nurl = "http://127.0.0.1:1"\nuser = "u"\npassword = "file:{tmp_path / "secret"}"\n'
        f'hook = "file:{tmp_path / "secret"}"\nhub_key = "{tmp_path / "hub.key"}"\n[places]\nnorth = "North"\n'
    )
    return load_connector(path)


def post(shop: Connector, news: object, bearer: str = "s3cret") -> list[tuple[str, str, dict[str, str]]]:
    found = shop.receive({"authorization": f"Bearer {bearer}"}, json.dumps(news).encode())
    return [(each.kind, each.key, each.body) for each in found]


async def test_news_of_an_order_is_one_change_to_look_at(shop: Connector) -> None:
    ((kind, key, body),) = post(shop, NEWS)
    assert (kind, body) == ("order", {"id": "17"})
    assert post(shop, NEWS)[0][1] == key  # told twice, kept once
    assert post(shop, NEWS | {"state": "Cancelled"})[0][1] != key
    await shop.close()


async def test_news_without_an_order_changes_nothing(shop: Connector) -> None:
    assert post(shop, {"type": "StockMovementEvent"}) == []
    assert post(shop, ["what", "is", "this"]) == []
    await shop.close()


@pytest.mark.parametrize("secret", ["", "another", "sécret"])
async def test_news_without_the_secret_is_forged(shop: Connector, secret: str) -> None:
    with pytest.raises(ForgedError):
        post(shop, NEWS, secret)
    await shop.close()
