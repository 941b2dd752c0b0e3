"""The file as somebody saved it: its bytes, its encoding, its lines, what it holds besides."""
