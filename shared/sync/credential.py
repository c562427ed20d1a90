"""The device's identity on disk: written once at enrolment, readable by its owner alone."""

import os
from pathlib import Path

from pydantic import ValidationError

from shared.domain.errors import EnvironmentFault
from shared.domain.messages import Enrolled


def load(folder: Path) -> Enrolled | None:
    """The device's identity; None before enrolment. EnvironmentFault when the file is damaged."""
    path = folder / "credential.json"
    try:
        return Enrolled.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as problem:
        message = f"{path} is damaged: remove it and enrol this device with a new code; its outbox is kept"
        raise EnvironmentFault(message) from problem


def save(folder: Path, identity: Enrolled) -> None:
    """Keep an identity, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / "credential.json-new"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(identity.model_dump_json())
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / "credential.json")
