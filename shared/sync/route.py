"""Whether this machine has a way to the hub at all: asked of the system, without sending anything."""

import socket
from ipaddress import ip_address

import httpx


def exists(url: httpx.URL) -> bool:
    """Whether there is a network that leads to a hub's address; for a hub known by name, to any address."""
    try:
        address = ip_address(url.host)
    except ValueError:
        address = ip_address("192.0.2.1")  # kept for documentation: nobody is there, but a route leads to it
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((str(address), url.port or 443))  # of a datagram: chooses the route, sends nothing
        except OSError:
            return False
    return True
