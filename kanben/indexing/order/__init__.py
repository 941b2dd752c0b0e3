"""Entries in the order of their script."""
