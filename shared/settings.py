"""Settings of the programs: one TOML file each, every key checked, environment only for secrets."""

import tomllib
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.domain.errors import SettingsError


class Settings(BaseModel):
    """Base of all settings: an unknown key is an error, because it is a typing mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a TOML file; SettingsError says which key is wrong and what was expected."""
        try:
            return cls.model_validate(tomllib.loads(path.read_text("utf-8")))
        except FileNotFoundError:
            message = f"{path}: no such settings file"
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            message = f"{path}: not readable as TOML: {problem}"
        except ValidationError as problem:
            first = problem.errors()[0]
            message = f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise SettingsError(message)


class PanelSettings(Settings):
    """The screen's geometry, for sizes in millimetres."""

    width_px: int = Field(1080, ge=320)
    height_px: int = Field(1920, ge=320)
    px_per_mm: float = Field(2.71, gt=0.5, lt=20)
    bottom_mm: float = Field(700.0, ge=0, description="lower edge above the floor")
    full_screen: bool = False


class DeviceSettings(Settings):
    """One kiosk or counter terminal."""

    hub: str = Field("http://127.0.0.1:8470", description="base address of the hub")
    folder: Path = Field(
        Path("device"), description="where cache.db, outbox.db, credential and pictures live"
    )
    role: Literal["kiosk", "staff"] = "kiosk"
    name: str = Field(
        "", max_length=40, description="of the screen, as the counter reads where help is wanted"
    )
    languages: tuple[str, ...] = ("en", "de", "pl", "fr", "ar")
    photo_cache_mb: int = Field(400, ge=10)
    idle_seconds: int = Field(60, ge=20, description="until the idle warning")
    panel: PanelSettings = PanelSettings()
    speech: bool = True
    printer: str = Field(
        "",
        description="of slips, tcp://HOST:9100 or file:///dev/usb/lp0; empty: a counter's become PDF files, "
        "a kiosk offers none",
    )


class HubSettings(Settings):
    """The hub."""

    host: str = "127.0.0.1"
    port: int = Field(8470, ge=0, le=65535)
    folder: Path = Field(Path("hub"), description="hub.db, pictures, snapshots and the stream's files")
    database: str = Field("", description="SQLAlchemy URL; empty: SQLite in the folder")
    nats: str = Field("", description="URLs of a NATS cluster, comma-separated; empty: an embedded one")
    nats_replicas: int = Field(1, ge=1, le=5, description="copies of each stream in the cluster")
    sourcing: Path | None = Field(None, description="sourcing rules; empty: the built-in ones")
    connectors: Path | None = Field(None, description="folder with one TOML file per connected system")
