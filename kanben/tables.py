"""Read the package's data files: weights, strokes, glyph tables. Nothing else does."""

from mmap import ACCESS_READ, mmap
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def path_of(name: str) -> Path:
    """Return where a data file of the package lies, for engines that open it themselves."""
    return _DATA / name


def read_bytes(name: str) -> bytes:
    """Return the content of a data file of the package, by its name."""
    return path_of(name).read_bytes()


def mapped(name: str) -> memoryview:
    """Map a data file into memory: only what is looked at is read, and processes share it."""
    with path_of(name).open("rb") as file:
        return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))


def read_text(name: str) -> str:
    """Return a data file of the package as text."""
    return read_bytes(name).decode("utf-8")
