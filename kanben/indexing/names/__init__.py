"""Finders of names, works and subjects."""
