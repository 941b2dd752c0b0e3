"""Publish Chinese print: from the lines of a printed page to editions."""

__version__ = "0.1.0"
