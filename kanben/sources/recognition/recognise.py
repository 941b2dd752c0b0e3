"""Recognise scans page by page into sources; what is done stays done."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from kanben.errors import KanbenError
from kanben.manuscript.archive import whole_file
from kanben.sources.recognition.engine import Engine
from kanben.sources.recognition.pictures import RECORD, keep_picture
from kanben.sources.recognition.scans import Scan, image_of, pages_of


class Outcome(Struct, frozen=True):
    """Report a page: where it was written, whether it was there before, or why it failed."""

    scan: Scan
    path: Path | None
    known: bool = False
    error: KanbenError | None = None


def recognise(files: Sequence[Path], folder: Path, engine: Engine) -> Iterator[Outcome]:
    """Recognise every page of the files into `folder`, one source a page.

    A page that the same engine read from the same image before is left as it is; one that fails
    stops no other. The order of the pages' names is that of the files.
    """
    for number, scan in enumerate(pages_of(list(files)), 1):
        try:
            yield _page(scan, f"{number:04}-{scan.name}", folder, engine)
        except KanbenError as error:
            yield Outcome(scan, None, error=error)


def _page(scan: Scan, name: str, folder: Path, engine: Engine) -> Outcome:
    image = image_of(scan)
    seen = hashlib.sha256(image.tobytes()).hexdigest()
    stamp = f"{engine.name}\n{image.size[0]} {image.size[1]} {seen}\n"
    record = folder / RECORD / name
    before = next(folder.glob(f"{name}.*"), None)
    if before is not None and record.is_file() and record.read_text("utf-8") == stamp:
        return Outcome(scan, before, known=True)
    found = engine.recognise(image)
    path = folder / f"{name}{found.ending}"
    with whole_file(path) as draft:
        draft.write_bytes(found.content)
    keep_picture(scan, image, path)
    with whole_file(record) as draft:
        draft.write_text(stamp, "utf-8")
    return Outcome(scan, path)
