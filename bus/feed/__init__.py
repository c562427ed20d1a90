"""The change feed and snapshots for devices."""
