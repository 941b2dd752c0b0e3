"""Read a source of any form that is not plain text."""

from collections.abc import Sequence
from itertools import chain, pairwise
from pathlib import Path

from msgspec import structs

from kanben.errors import SourceError
from kanben.sources.documents.read import read_document
from kanben.sources.forms import Form
from kanben.sources.headings import kinds_by_outline, kinds_by_type, plain_rows, rulings_of
from kanben.sources.ocr.alto import read_alto
from kanben.sources.ocr.engine_json import read_json
from kanben.sources.ocr.hocr import read_hocr
from kanben.sources.ocr.pagexml import read_page
from kanben.sources.ocr.tsv import read_tsv
from kanben.sources.order.cuts import in_reading_order
from kanben.sources.order.furniture import LineOfPage, furniture_of
from kanben.sources.order.setting_out import set_out
from kanben.sources.printed import Bookmark, PrintedPage, Printout

_RECOGNISED = {
    Form.HOCR: read_hocr,
    Form.ALTO: read_alto,
    Form.PAGE: read_page,
    Form.TSV: read_tsv,
    Form.OCR_JSON: read_json,
}


def read_printout(content: bytes, form: Form, file: Path) -> Printout:
    """Read a source; `file` is named in errors.

    Raises SourceError for a source that is broken, locked, too large, or holds no text.
    """
    if form == Form.PDF:
        return _read_pdf(content, file)
    if form in _RECOGNISED:
        return _printout(_RECOGNISED[form](content, file), (), file)
    return read_document(content, form, file)


def _read_pdf(content: bytes, file: Path) -> Printout:
    from kanben.sources.pdf.document import PdfSource

    with PdfSource(content, file) as document:
        bookmarks = tuple(document.bookmarks())
        printout = _printout(document.pages(), bookmarks, file, typeset=True)
        return structs.replace(printout, title=document.title, creators=document.creators)


def _printout(
    read: Sequence[PrintedPage],
    bookmarks: Sequence[Bookmark],
    file: Path,
    *,
    typeset: bool = False,
) -> Printout:
    pages = [in_reading_order(page) for page in read]
    if not any(page.lines for page in pages):
        raise SourceError("source.blank", file=file)
    furniture = furniture_of(pages)
    out = set_out(pages, furniture)
    kinds = kinds_by_outline(pages, bookmarks, furniture)
    if typeset:
        kinds = kinds_by_type(pages, furniture) | kinds
    rows = [(number, row) for number, page in enumerate(pages) for row in range(len(page.lines))]
    text = [row for row in rows if row not in furniture]
    numbers = dict(zip(rows, _numbers(out.places), strict=True))
    following: dict[LineOfPage, LineOfPage] = dict(pairwise(text))
    rulings = chain(out.rulings, rulings_of(kinds, numbers, following))
    return Printout(
        lines=out.lines,
        places=out.places,
        rulings=tuple(rulings),
        plain=frozenset(numbers[row] for row in plain_rows(pages, furniture, kinds)),
        labels=tuple(page.label for page in pages),
    )


def _numbers(places: Sequence[object]) -> list[int]:
    """Return the numbers of the lines that stand on a page, in order."""
    return [number for number, place in enumerate(places, 1) if place is not None]
