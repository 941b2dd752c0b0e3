"""What boxes tell: reading order, page furniture, indents and blank lines."""
