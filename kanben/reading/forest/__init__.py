"""Learned trees that judge rows of evidence."""
