"""Catalogue files of other systems."""
