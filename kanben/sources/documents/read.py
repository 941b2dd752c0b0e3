"""Read documents of word processors and the web into lines."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from kanben import pandoc
from kanben.characters import CLOSING, SENTENCE_END, cells
from kanben.errors import EngineError, SourceError
from kanben.manuscript.blocks import BlockKind, MarkKind
from kanben.manuscript.decisions import Constraint
from kanben.sources.documents.inline import plain_of
from kanben.sources.documents.linked_notes import tie_linked_notes
from kanben.sources.documents.markup import kept_by_pandoc
from kanben.sources.documents.packed import require_bounded
from kanben.sources.documents.tree import DocumentLine, Reader
from kanben.sources.forms import Form
from kanben.sources.printed import PrintedMark, PrintedNote, PrintedSpan, Printout
from kanben.sources.stated import names_in

_READERS = {
    Form.DOCX: "docx",
    Form.ODT: "odt",
    Form.EPUB: "epub",
    Form.HTML: "html",
    Form.MARKDOWN: "markdown-yaml_metadata_block-raw_html-raw_tex+hard_line_breaks",
}
_WRAPPED = 0.4
"""Share of paragraphs that end in the middle of a sentence from which the document was wrapped
by hand; where paragraphs are paragraphs, headings and verse leave it below a tenth."""
_FULL = 12
"""Cells of the shortest line that counts for that."""


def read_document(content: bytes, form: Form, file: Path) -> Printout:
    """Read a document; its paragraphs are trusted unless they were wrapped by hand.

    Raises SourceError for a document that pandoc cannot read, and for one too large unpacked.
    """
    require_bounded(content, form, file)
    command = [f"--from={_READERS[form]}", "--to=json"]
    try:
        tree: dict[str, Any] = json.loads(pandoc.run(command, kept_by_pandoc(content, form)))
    except EngineError as error:
        raise SourceError("source.document", file=file, form=form.value) from error
    blocks = tie_linked_notes(tree["blocks"])
    read = (line.parted() for line in Reader().lines(blocks))
    lines = [line for line in read if line.text.strip()]
    if not lines:
        raise SourceError("source.blank", file=file)
    meta = tree.get("meta", {})
    return Printout(
        lines=tuple(line.text for line in lines),
        rulings=tuple(_rulings(lines)),
        marks={number: marks for number, line in enumerate(lines, 1) if (marks := _looks(line))},
        notes=tuple(_notes(lines)),
        title=_meta(meta, "title"),
        creators=tuple(names_in(_meta(meta, "author"))),
    )


def _rulings(lines: Sequence[DocumentLine]) -> list[Constraint]:
    wrapped = is_wrapped(lines)
    rulings = []
    for number, line in enumerate(lines, 1):
        plain = line.kind is None
        undecided = line.continues or (wrapped and plain and _plain_below(lines, number))
        join = None if undecided else False
        if join is not None or line.kind is not None:
            rulings.append(Constraint(0, number, join=join, kind=line.kind))
    return rulings


def _looks(line: DocumentLine) -> tuple[PrintedMark, ...]:
    return tuple(found for found in line.marks if found.mark.kind != MarkKind.NOTE)


def _notes(lines: Sequence[DocumentLine]) -> Iterator[PrintedNote]:
    """Yield every note with its call; both bear its number as a mark."""
    calls: dict[str, PrintedSpan] = {}
    for number, line in enumerate(lines, 1):
        for found in line.marks:
            if found.mark.kind != MarkKind.NOTE:
                continue
            span = PrintedSpan(number, found.start, found.end)
            if line.kind == BlockKind.CALLED_NOTE and found.mark.target in calls:
                yield PrintedNote(calls[found.mark.target], span)
            else:
                calls[found.mark.target] = span


def _plain_below(lines: Sequence[DocumentLine], number: int) -> bool:
    return number < len(lines) and lines[number].kind is None


def is_wrapped(lines: Sequence[DocumentLine]) -> bool:
    """Tell whether paragraphs are printed lines: too many end in the middle of a sentence."""
    ends = [
        line.text.rstrip()
        for line, below in pairwise(lines)
        if line.kind is None and below.kind is None and cells(line.text) >= _FULL
    ]
    open_ends = sum(end[-1:] not in SENTENCE_END | CLOSING for end in ends)
    return len(ends) > 4 and open_ends > _WRAPPED * len(ends)


def _meta(meta: dict[str, Any], key: str) -> str:
    found = meta.get(key)
    if found is None:
        return ""
    if found["t"] == "MetaList":
        return "、".join(filter(None, (_meta({key: item}, key) for item in found["c"])))
    if found["t"] == "MetaString":
        return str(found["c"])
    return plain_of(Reader().text(found["c"])).strip() if found["t"] == "MetaInlines" else ""
