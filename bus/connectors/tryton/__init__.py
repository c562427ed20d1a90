"""Tryton 8 as the ERP, over its REST interface.

Each fulfilment of an order is one sale in the warehouse that serves it. Whatever event comes, the sale is brought to
where the desk's fulfilment stands now, so late, repeated and reordered events do no harm. Stock travels as moves in
both directions, each once by its number, never as absolute figures; what the other side moved is not told back to it.
"""

from bus.connectors.tryton.connector import make

__all__ = ["make"]
