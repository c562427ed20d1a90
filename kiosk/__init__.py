"""The shopper's touch kiosk."""
