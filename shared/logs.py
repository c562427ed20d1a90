"""Logging for every program: one line per event, no personal data, no secrets."""

import logging
import sys


def setup(program: str, level: int = logging.INFO) -> None:
    """Send log lines to stderr as ``time program level logger message``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(f"%(asctime)s {program} %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("httpx", "httpcore", "uvicorn.access", "nats"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
