"""Read the package's data files: weights, strokes, glyph tables. Nothing else does."""

from importlib.resources import files


def read_bytes(name: str) -> bytes:
    """Return the content of a data file of the package, by its name."""
    return (files("kanben") / "data" / name).read_bytes()


def read_text(name: str) -> str:
    """Return a data file of the package as text."""
    return read_bytes(name).decode("utf-8")
