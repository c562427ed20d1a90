"""The Qt side that kiosk and staff share."""
