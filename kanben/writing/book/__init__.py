"""The book before it has a format: structure, matter, runs of text, identity."""
