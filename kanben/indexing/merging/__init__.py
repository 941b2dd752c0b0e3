"""Sightings of one thing gathered under one heading."""
