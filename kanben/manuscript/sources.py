"""Tell by their names which files are sources."""

from collections.abc import Iterable
from pathlib import Path

FORMS = (
    (".txt", ".text"),
    (".pdf",),
    (".hocr", ".xml", ".tsv", ".json"),
    (".docx", ".odt", ".epub", ".html", ".htm"),
)
"""Endings of sources, in small letters. A folder is read in the first of these forms that lies in
it: a text beside the scan's PDF was made from it."""

_NAMED = (".md", ".markdown")
"""Endings of files that are sources when somebody names them, and notes when nobody does."""
_ENDINGS = frozenset(_NAMED).union(*FORMS)
_ALONE = frozenset({".txt", ".text", ".pdf", ".hocr", ".docx", ".odt", ".epub"})
"""Endings of files that are publications by themselves; others lie about for other reasons."""


def is_source(path: Path) -> bool:
    """Tell whether a file's name is that of a source."""
    return path.suffix.lower() in _ENDINGS


def stands_alone(path: Path) -> bool:
    """Tell whether a file found in a collection is a publication of one source."""
    return path.suffix.lower() in _ALONE


def sources_among(paths: Iterable[Path]) -> list[Path]:
    """Return the files that are the sources of their folder, of one form all; no hidden ones."""
    files = sorted(path for path in paths if not path.name.startswith(".") and path.is_file())
    for form in FORMS:
        found = [path for path in files if path.suffix.lower() in form]
        if found:
            return found
    return []
