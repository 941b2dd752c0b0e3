"""Read editions back, each format by the surest way."""
