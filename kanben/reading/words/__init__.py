"""What the words say across a line end: lexicon, flow and echoes."""
