"""The hub: order desk, change feed, stream and connectors."""
