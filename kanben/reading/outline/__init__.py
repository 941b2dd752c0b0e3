"""The outline of a book: its chapter marks, its printed contents, its opening."""
