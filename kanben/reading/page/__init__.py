"""The printed page as a table: lines with their places, glyph widths, zones, the script."""
