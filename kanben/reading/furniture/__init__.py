"""Page furniture: running heads, mastheads, what sites and turned pages add to the text."""
