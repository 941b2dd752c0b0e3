"""The file as somebody saved it: its bytes, its encoding, what it holds besides the text."""
