"""The text layer of a PDF: glyphs in the order they were drawn, lines, bookmarks."""
