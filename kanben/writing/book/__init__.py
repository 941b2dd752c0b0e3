"""The book before it has a format: structure, matter, imprint, index, runs of text, identity."""
