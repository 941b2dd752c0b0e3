"""Numbers, labels and outlines in their printed forms."""
