"""What kiosk, staff and bus share: the canonical model first, everything of a device above it."""
