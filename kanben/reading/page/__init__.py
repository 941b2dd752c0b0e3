"""The printed page as it lies before the reader: sources decoded, lines, glyph widths, zones."""
