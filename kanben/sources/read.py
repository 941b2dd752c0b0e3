"""Read a source of any form that is not plain text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from pathlib import Path

from kanben.errors import SourceError
from kanben.sources.area import WHOLE, Area
from kanben.sources.documents.read import read_document
from kanben.sources.foot_notes import FootNote, foot_notes
from kanben.sources.forms import Form
from kanben.sources.headings import (
    NO_TYPE,
    body_of,
    full_headings,
    kinds_by_outline,
    kinds_by_type,
    plain_rows,
    rulings_of,
)
from kanben.sources.ocr.alto import read_alto
from kanben.sources.ocr.engine_json import read_json
from kanben.sources.ocr.hocr import read_hocr
from kanben.sources.ocr.pagexml import read_page
from kanben.sources.ocr.tsv import read_tsv
from kanben.sources.order.cuts import in_reading_order
from kanben.sources.order.furniture import LineOfPage, furniture_of
from kanben.sources.order.setting_out import SetOut, set_out
from kanben.sources.printed import PrintedDocument, PrintedNote, PrintedPage, PrintedSpan, Printout
from kanben.sources.stated import believed

_RECOGNISED = {
    Form.HOCR: read_hocr,
    Form.ALTO: read_alto,
    Form.PAGE: read_page,
    Form.TSV: read_tsv,
    Form.OCR_JSON: read_json,
}


def read_printout(content: bytes, form: Form, file: Path, area: Area = WHOLE) -> Printout:
    """Read a source; `file` is named in errors, `area` says what of its pages is read.

    Raises SourceError for a source that is broken, locked, too large, or holds no text.
    """
    if form == Form.PDF:
        return believed(_printout(_read_pdf(content, file, area), file, area))
    if form in _RECOGNISED:
        pages = [
            page if area.holds(number) else page.with_lines(())
            for number, page in enumerate(_RECOGNISED[form](content, file), 1)
        ]
        return _printout(PrintedDocument(tuple(pages)), file, area)
    printout = read_document(content, form, file)
    return printout if form == Form.EPUB else believed(printout)


def _read_pdf(content: bytes, file: Path, area: Area) -> PrintedDocument:
    from kanben.sources.pdf.document import PdfSource

    with PdfSource(content, file) as document:
        return document.read(area)


def _printout(document: PrintedDocument, file: Path, area: Area) -> Printout:
    pages = [in_reading_order(page) for page in document.pages]
    if not any(page.lines for page in pages):
        raise SourceError("source.blank", file=file)
    furniture = furniture_of(pages) | frozenset(area.outside(pages))
    body = body_of(pages, furniture) if document.typeset else NO_TYPE
    notes = foot_notes(pages, body.size, furniture)
    out = set_out(pages, furniture, [note.rows for note in notes])
    furniture |= {row for note in notes for row in note.rows}
    kinds = kinds_by_outline(pages, document.bookmarks, furniture)
    if document.typeset:
        kinds = kinds_by_type(pages, furniture) | kinds
    rows = [(number, row) for number, page in enumerate(pages) for row in range(len(page.lines))]
    text = [row for row in rows if row not in furniture]
    numbers = out.numbers
    following: dict[LineOfPage, LineOfPage] = dict(pairwise(text))
    rulings = chain(out.rulings, rulings_of(kinds, numbers, following, full_headings(pages, kinds)))
    begins = [(page, numbers[page, line]) for page, line in _firsts(text)]
    return Printout(
        lines=out.lines,
        places=out.places,
        rulings=tuple(rulings),
        plain=frozenset(numbers[row] for row in plain_rows(pages, furniture, kinds)),
        labels={line: pages[page].label for page, line in begins if pages[page].label},
        gaps=tuple(_gaps(document.damaged, begins)),
        title=document.title,
        creators=document.creators,
        notes=tuple(_tied(out, pages, note) for note in notes),
    )


def _tied(out: SetOut, pages: Sequence[PrintedPage], note: FootNote) -> PrintedNote:
    """Return a note with its signs where they stand in the lines that were set out."""
    spans = []
    for row, sign in ((note.row_of_call, note.call), (note.rows[0], note.sign)):
        number = out.numbers[row]
        before = len(out.lines[number - 1]) - len(pages[row[0]].lines[row[1]].text)
        spans.append(PrintedSpan(number, before + sign.start, before + sign.end))
    return PrintedNote(*spans)


def _firsts(text: Iterable[LineOfPage]) -> Iterator[LineOfPage]:
    """Yield the first line of text of every page."""
    for _, rows in groupby(text, key=lambda row: row[0]):
        yield next(rows)


def _gaps(damaged: Iterable[int], begins: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield for damaged pages the line of text that follows, or the last page's first line."""
    for page in damaged:
        yield next((line for number, line in begins if number > page), begins[-1][1])
