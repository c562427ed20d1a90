"""The kiosk's pages beside their view models."""
