"""Keep the picture of each recognised page beside what was read from it."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from kanben.manuscript.archive import whole_file
from kanben.sources.recognition.scans import ENDINGS, Scan

if TYPE_CHECKING:
    from PIL.Image import Image

RECORD = ".recognised"
"""Folder beside the sources: from which image each was read, by whom, and the image itself."""
_AS_IT_IS = frozenset({".png", ".jpg", ".jpeg", ".webp"})
"""Endings of pictures that are kept as they are: one page a file, and browsers show them."""
_QUALITY = 88
"""Quality of the JPEG that is drawn of any other page: letters stay sharp, files small."""


def keep_picture(scan: Scan, image: "Image", source: Path) -> None:
    """Keep a page's picture for the source that was read from it."""
    ending = scan.file.suffix.lower()
    kept = source.parent / RECORD / f"{source.stem}{ending if ending in _AS_IT_IS else '.jpg'}"
    with whole_file(kept) as draft:
        if ending in _AS_IT_IS:
            shutil.copyfile(scan.file, draft)
        else:
            image.convert("RGB").save(draft, "JPEG", quality=_QUALITY)


def scan_of(source: Path, page: int) -> Scan | None:
    """Return the picture of a source's page, counted from 0, if there is one.

    It is the page of a PDF itself, the picture that was kept when the source was recognised, or
    one of the source's name beside it (of all its name too: ``1.png.json`` of ``1.png``).
    """
    own = Scan(source, page)
    if own.of_pdf:
        return own
    for folder in (source.parent / RECORD, source.parent):
        if folder.is_symlink():
            continue
        names = [f"{source.stem}{ending}" for ending in sorted(ENDINGS - {".pdf"})]
        for picture in (folder / name for name in (*names, source.stem)):
            pictured = picture.suffix.lower() in ENDINGS
            if pictured and picture.is_file() and not picture.is_symlink():
                return Scan(picture, page)
    return None
