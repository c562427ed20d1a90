"""QR codes for the kiosk's pages."""

from shared.qt.qr import qr_rows

__all__ = ["qr_rows"]
