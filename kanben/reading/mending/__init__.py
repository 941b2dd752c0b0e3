"""Slips of print and recognition, mended on record or put before the editor."""
