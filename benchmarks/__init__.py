"""Measurements side by side with a named limit or peer, one command each."""
