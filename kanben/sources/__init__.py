"""Sources of every form, read into pages of printed lines."""
