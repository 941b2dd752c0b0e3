"""Find terms and order them into an index."""
