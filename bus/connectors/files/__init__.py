"""Product, store and stock feeds as files, by hand or from a watched folder."""

from bus.connectors.files.folder import make

__all__ = ["make"]
