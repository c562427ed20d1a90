"""The counter's pages beside their view models."""
