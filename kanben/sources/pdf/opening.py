"""Open PDF documents with pdfium."""

from pathlib import Path
from typing import TYPE_CHECKING

from kanben.errors import SourceError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


def open_pdf(content: bytes | Path, file: Path) -> "PdfDocument":
    """Open a document, read or still on disk; close it.

    Raises SourceError, naming `file`, for one that is broken or locked.
    """
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise SourceError("source.locked" if locked else "source.pdf", file=file) from error
