"""Starts a payment provider of others on loopback: payment_servers.py stripe|payu PORT."""

import logging
import sys


def main(which: str, port: int) -> None:
    logging.disable(logging.CRITICAL)
    if which == "stripe":
        from aiohttp import web  # noqa: PLC0415 - each in its own process
        from localstripe.resources import store  # noqa: PLC0415
        from localstripe.server import app  # noqa: PLC0415

        store.dump_to_disk = lambda: None  # it would write into the system's folder for temporary files
        web.run_app(app, host="127.0.0.1", port=port, print=None)
    else:
        import uvicorn  # noqa: PLC0415
        from getpaid_simulator.app import create_app  # noqa: PLC0415

        uvicorn.run(create_app(), host="127.0.0.1", port=port, log_level="critical")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
