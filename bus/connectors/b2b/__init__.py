"""Purchase orders of business customers as files: UBL 2.1 and UN/EDIFACT in, responses and despatch advices out."""

from bus.connectors.b2b.exchange import make

__all__ = ["make"]
