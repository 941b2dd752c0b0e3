"""Describe in the header of a TEI edition what it is, and what it was made from."""

from typing import Any

from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.relators import relator_of
from kanben.messages import word
from kanben.writing.book.identity import identifier_of
from kanben.writing.book.summary import summary_of
from kanben.writing.tei.elements import add, name_of

EDITOR, PROGRAM = "editor", "kanben"
"""Identifiers of those who answer for changes."""


def write_header(document: Any, manuscript: Manuscript) -> None:
    """Add the header."""
    header = add(document, "teiHeader")
    described = add(header, "fileDesc")
    _titles(add(described, "titleStmt"), manuscript)
    _publication(add(described, "publicationStmt"), manuscript)
    _sources(add(described, "sourceDesc"), manuscript)
    encoding = add(header, "encodingDesc")
    editing = add(add(encoding, "editorialDecl"), "correction")
    add(editing, "p", summary_of(manuscript) or word("room-made-by", manuscript.variant))
    add(encoding, "variantEncoding", method="parallel-segmentation", location="internal")
    variant = manuscript.script_variant
    languages = add(add(header, "profileDesc"), "langUsage")
    add(languages, "language", variant.label, ident=variant.language)


def _titles(statement: Any, manuscript: Manuscript) -> None:
    metadata, lang = manuscript.metadata, manuscript.script_variant.language
    add(statement, "title", metadata.title or manuscript.name, type="main")
    if metadata.subtitle:
        add(statement, "title", metadata.subtitle, type="sub")
    for person in metadata.creators:
        add(statement, "author", person.name, role=relator_of(person.role, "aut"))
    for person in metadata.contributors:
        add(statement, "editor", person.name, role=relator_of(person.role, "ctb"))
    for id_, role, name in (
        (EDITOR, "tei-emended", word("tei-editor", lang)),
        (PROGRAM, "tei-repaired", "Kanben 刊本"),
    ):
        answering = add(statement, "respStmt", id=id_)
        add(answering, "resp", word(role, lang))
        add(answering, "name", name)


def _publication(statement: Any, manuscript: Manuscript) -> None:
    metadata = manuscript.metadata
    add(statement, "publisher", metadata.publisher or "Kanben 刊本")
    if metadata.date:
        add(statement, "date", metadata.date)
    add(statement, "idno", identifier_of(manuscript), type="URI")
    if metadata.isbn:
        add(statement, "idno", metadata.isbn, type="ISBN")
    rights = add(statement, "availability")
    add(rights, "p", metadata.rights or word("tei-no-rights", manuscript.script_variant.language))


def _sources(description: Any, manuscript: Manuscript) -> None:
    printed = manuscript.metadata.source
    if any((printed.title, printed.date, printed.publisher)):
        bibl = add(description, "bibl")
        for name, text in (
            ("title", printed.title),
            ("publisher", printed.publisher),
            ("date", printed.date),
            ("biblScope", printed.page),
        ):
            if text:
                add(bibl, name, text)
        for type_, text in (("ISSN", printed.issn), ("CN", printed.cn), ("URI", printed.url)):
            if text:
                add(bibl, "idno", text, type=type_)
    witnesses = add(description, "listWit")
    for source in manuscript.sources:
        said = f"{source.name}，{source.encoding}，SHA-256 {source.sha256}"
        add(witnesses, "witness", said, id=witness_of(source))


def witness_of(source: Source) -> str:
    """Return the siglum of a source: its label as a name."""
    return name_of(source.label, "s")
