"""A folder of TOML files, one per connected system; secrets are named there, never written."""

import contextlib
import importlib
import importlib.util
import os
import tomllib
from pathlib import Path
from types import ModuleType

from pydantic import ValidationError

from bus.connectors.contract import Connector
from shared.domain.errors import SettingsError

# those that come along; another is a module of its own in this folder, or anywhere on Python's path
CONNECTORS = ("b2b", "crm", "files", "inbox", "mail", "payu", "stripe", "tryton", "vendure", "webhooks")


def load_connectors(folder: Path) -> list[Connector]:
    """The connectors of a settings folder, by file name; SettingsError names the wrong file and key."""
    return [load_connector(path) for path in sorted(folder.glob("*.toml"))]


def load_connector(path: Path) -> Connector:
    """One connector; its name is the file's, so that two systems of one kind are two files."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SettingsError(f"{path}: not readable as TOML: {problem}") from problem
    use = values.pop("use", "")
    make = getattr(_module(str(use)), "make", None)
    if make is None:
        there_are = f"there are: {', '.join(CONNECTORS)}, and modules of your own that have a make()"
        raise SettingsError(f"{path}: `use` is {use!r}; {there_are}")
    try:
        connector = make(values)
    except ValidationError as problem:
        first = problem.errors()[0]
        raise SettingsError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from problem
    if not isinstance(connector, Connector):
        raise SettingsError(f"{path}: make() of {use!r} gives no Connector")
    connector.name = path.stem
    return connector


def _module(use: str) -> ModuleType | None:
    for name in (f"bus.connectors.{use}", use):
        with contextlib.suppress(ModuleNotFoundError, ValueError):  # of a parent, and of an empty name
            if importlib.util.find_spec(name) is not None:
                return importlib.import_module(name)
    return None


def secret(value: str) -> str:
    """A secret named in the settings: ``env:NAME`` from the environment, ``file:PATH`` from a file."""
    kind, _, where = value.partition(":")
    if kind == "env":
        if where not in os.environ:
            raise SettingsError(f"the environment variable {where} is not set; it should hold a secret")
        held = os.environ[where].strip()
    elif kind == "file":
        try:
            held = Path(where).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise SettingsError(f"{where} should hold a secret: it cannot be read") from problem
    else:
        raise SettingsError("a secret is named as env:NAME or file:PATH, never written into the settings")
    if not held or not held.isprintable():  # in a header it would be refused, and quoted in the error
        raise SettingsError(f"{where} should hold a secret on one line")
    return held
