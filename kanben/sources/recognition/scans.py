"""Take scans apart into images of pages."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kanben.errors import SourceError
from kanben.sources.pdf.opening import open_pdf
from kanben.whole_images import whole_images_only

if TYPE_CHECKING:
    from PIL.Image import Image

RESOLUTION = 300
"""Dots per inch at which pages of a PDF are drawn: the engines are taught on such."""
PIXELS = 120_000_000
"""Pixels of the largest page: a sheet of newspaper at 300 dots has 80 million."""
ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".pdf"})
"""Endings of scans, in small letters."""


class Scan(Struct, frozen=True):
    """Name one page of a scan: the file, and the page in it from 0."""

    file: Path
    page: int

    @property
    def name(self) -> str:
        """Return a name for the page; pages of a file sort in their order."""
        return f"{self.file.stem}-{self.page + 1:04}"

    @property
    def of_pdf(self) -> bool:
        """Tell whether the page is one of a PDF, by the file's name."""
        return self.file.suffix.lower() == ".pdf"


def scans_of(file: Path) -> list[Scan]:
    """Return the pages of an image or a PDF. Raises SourceError for what is neither."""
    if _is_pdf(file):
        document = open_pdf(file, file)
        try:
            return [Scan(file, page) for page in range(len(document))]
        finally:
            document.close()
    with _opened(file) as image:
        return [Scan(file, page) for page in range(getattr(image, "n_frames", 1))]


def image_of(scan: Scan) -> "Image":
    """Return the image of a page. Raises SourceError for one that is damaged or too large."""
    if _is_pdf(scan.file):
        document = open_pdf(scan.file, scan.file)
        try:
            page = document[scan.page]
            width, height = (side * RESOLUTION / 72 for side in page.get_size())
            _check_size(scan, width * height)
            image: Image = page.render(scale=RESOLUTION / 72).to_pil()
            return image
        finally:
            document.close()
    with _opened(scan.file) as image:
        image.seek(scan.page)
        _check_size(scan, image.width * image.height)
        try:
            with whole_images_only():
                return image.convert("RGB")
        except (OSError, ValueError, SyntaxError) as error:
            raise SourceError("recognition.image", file=scan.file) from error


def _is_pdf(file: Path) -> bool:
    try:
        with file.open("rb") as content:
            return b"%PDF-" in content.read(1024)
    except OSError as error:
        raise SourceError("source.unreadable", file=file, problem=error.strerror) from error


def _opened(file: Path) -> "Image":
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(file)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError) as error:
        raise SourceError("recognition.image", file=file) from error


def _check_size(scan: Scan, pixels: float) -> None:
    if pixels > PIXELS:
        limit = PIXELS // 1_000_000
        raise SourceError("recognition.large", file=scan.file, page=scan.page + 1, limit=limit)


def pages_of(files: list[Path]) -> Iterator[Scan]:
    """Yield the pages of all files, one file after the other."""
    for file in files:
        yield from scans_of(file)
