"""How probable it is that an index of a text lists a candidate."""
