"""What another system shows otherwise than the hub, as a report: articles, prices, stock by location.

python -m bus.connectors NAME --settings FILE [--folder FOLDER]
"""

import argparse
import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bus.connectors.contract import Difference, LaterError, PoisonError
from bus.connectors.lent import Lent
from bus.connectors.settings import load_connector
from bus.desk.desk import Desk
from bus.record import open_record
from shared import logs
from shared.domain.errors import EveryshelfError, SettingsError
from shared.settings import HubSettings


def main(words: list[str] | None = None) -> int:
    """Run the command line; 0 when nothing differs, 1 when something does, 2 when it could not be found out."""
    parser = argparse.ArgumentParser(
        prog="./run compare", description="What a system shows otherwise than the hub."
    )
    parser.add_argument("connector", help="name of its settings file, without .toml")
    parser.add_argument("--settings", type=Path, required=True, help="TOML file with the hub's settings")
    parser.add_argument("--folder", type=Path, help="the hub's folder, if it is not the settings'")
    given = parser.parse_args(words)
    logs.setup("compare")
    try:
        settings = HubSettings.load(given.settings)
        if given.folder:
            settings = settings.model_copy(update={"folder": given.folder})
        found = asyncio.run(differences(settings, given.connector))
    except (LaterError, PoisonError, EveryshelfError) as problem:
        print(f"compare: {problem}", file=sys.stderr)
        return 2
    for each in found:
        print(f"{each.sku:<24} {each.what:<24} here {each.ours:<12} there {each.theirs}")
    print(json.dumps({"connector": given.connector, "differences": [asdict(each) for each in found]}))
    return 1 if found else 0


async def differences(settings: HubSettings, name: str) -> list[Difference]:
    """Everything that a connected system shows otherwise; SettingsError when there is none of this name."""
    path = (settings.connectors or Path()) / f"{name}.toml"
    if settings.connectors is None or not path.exists():
        raise SettingsError(f"{path} is not there: name a file of the settings' `connectors` folder")
    connector = load_connector(path)
    database = open_record(settings)
    try:
        return [each async for each in connector.differences(Lent(Desk(database), name))]
    finally:
        await connector.close()
        database.close()


if __name__ == "__main__":
    raise SystemExit(main())
