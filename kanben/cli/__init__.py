"""Offer every stage as a verb of the command line."""
