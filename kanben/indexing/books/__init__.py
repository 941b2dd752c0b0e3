"""What kind of book a text is, and what the index of such a book lists."""
