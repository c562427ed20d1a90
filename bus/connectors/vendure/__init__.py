"""Vendure 3 as the web shop, over its GraphQL Admin API.

The hub is master of what is sold, at what price, and of how many pieces each location may promise; the shop is master
of its orders until they are placed, of its words and its pictures.
"""

from bus.connectors.vendure.connector import make

__all__ = ["make"]
