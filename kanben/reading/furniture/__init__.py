"""What belongs to the page and not to the text: running heads, folios, mastheads."""
