"""What the words say across a line end: words, flow and echoes."""
