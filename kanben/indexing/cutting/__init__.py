"""Text cut into words and chunks, and what is looked up in them."""
