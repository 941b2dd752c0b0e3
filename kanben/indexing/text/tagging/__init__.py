"""A small network that knows names and words by their characters."""
