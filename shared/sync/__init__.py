"""The conversation between a device and the hub."""
