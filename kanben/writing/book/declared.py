"""Declare what an edition says beside its manuscript's text, for the proof."""

from importlib.metadata import version

from kanben.manuscript.declared import Declared, Statement
from kanben.manuscript.manuscript import Manuscript
from kanben.messages import word
from kanben.writing.book.book import book_of
from kanben.writing.book.colophon import ColophonRow, colophon
from kanben.writing.book.identity import identifier_of
from kanben.writing.book.imprint import imprint_of
from kanben.writing.book.structure import volume_of
from kanben.writing.book.summary import summary_of
from kanben.writing.fonts.families import Face, faces

_UNKNOWN = "?"
"""Stands for what depends on the design, and on what its fonts lack."""


def declare(manuscript: Manuscript) -> Declared:
    """Declare what an edition states whose matter pandoc writes, or that none else speaks for."""
    return _declared(manuscript, imprint_of(volume_of(manuscript)))


def declare_pdf(manuscript: Manuscript) -> Declared:
    """Declare what the PDF states; its fonts are known to the machine that made it."""
    engines = {"WeasyPrint": version("weasyprint")}
    return _declared(manuscript, colophon(manuscript, engines, [_UNKNOWN], (_UNKNOWN,)))


def declare_web(manuscript: Manuscript) -> Declared:
    """Declare what the web page states, which needs neither engines nor fonts."""
    return _declared(manuscript, colophon(manuscript, {}, []))


def _declared(manuscript: Manuscript, rows: tuple[ColophonRow, ...]) -> Declared:
    lang = manuscript.script_variant.language
    return Declared(
        language=lang,
        identifier=identifier_of(manuscript),
        colophon=tuple(_statement(row, lang) for row in rows),
        summary=summary_of(manuscript) if book_of(manuscript).end_notes else "",
    )


def _statement(row: ColophonRow, lang: str) -> Statement:
    if _UNKNOWN not in "".join(row.values):
        return Statement(row.label, row.values)
    if row.label == word("colophon-fonts", lang):
        return Statement(row.label, choices=tuple(tuple(faces(lang, face).names) for face in Face))
    return Statement(row.label, optional=True)
