"""Declare what an edition says beside its manuscript's text, for the proof."""

from importlib.metadata import version

from kanben.manuscript.declared import Declared, Statement
from kanben.manuscript.manuscript import Manuscript
from kanben.messages import word
from kanben.writing.book.colophon import Row, colophon
from kanben.writing.book.identity import identifier_of
from kanben.writing.book.structure import volume_of
from kanben.writing.book.summary import repairs_sentence

_UNKNOWN = "?"
"""Stands for what only the machine knows that made the edition."""


def declare(manuscript: Manuscript, suffix: str) -> Declared:
    """Return what the edition of this format declares."""
    lang = manuscript.script_variant.language
    return Declared(
        language=lang,
        identifier=identifier_of(manuscript),
        colophon=tuple(_statement(row, lang) for row in _rows(manuscript, suffix)),
        summary=repairs_sentence(manuscript.emendations, lang),
    )


def _rows(manuscript: Manuscript, suffix: str) -> tuple[Row, ...]:
    if suffix == "pdf":
        engines = {"WeasyPrint": version("weasyprint")}
        return colophon(manuscript, engines, [_UNKNOWN], (_UNKNOWN,))
    if suffix == "html":
        return colophon(manuscript, {}, [])
    from kanben.writing.pandoc.imprint import imprint_of

    return imprint_of(volume_of(manuscript))


def _statement(row: Row, lang: str) -> Statement:
    fonts, lacking = (word(f"colophon-{name}", lang) for name in ("fonts", "lacking"))
    if row.label in (fonts, lacking) and _UNKNOWN in "".join(row.values):
        return Statement(row.label, (), open=True, optional=row.label == lacking)
    return Statement(row.label, row.values)
