"""Propose as emendations what somebody changed in a DOCX with its changes tracked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree
from msgspec import Struct

from kanben.characters import inked
from kanben.errors import ArchiveError
from kanben.manuscript.acts import Printed
from kanben.manuscript.blocks import Block
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pieces import Places
from kanben.showing.suggestions import item, unique_words

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_CALL = "FootnoteReference"
"""The style of what stands around a note's call, which is no text."""


class TrackedChange(Struct, frozen=True):
    """Hold a change of a paragraph: inked characters before it, what went, what came, whose."""

    offset: int
    before: str
    after: str
    author: str


class TrackedParagraph(Struct, frozen=True):
    """Hold a paragraph as it stood before all changes, by its inked characters, and these."""

    ink: str
    changes: tuple[TrackedChange, ...]


def tracked_in(document: Path) -> list[TrackedParagraph]:
    """Return the paragraphs that somebody changed.

    Raises ArchiveError for a file that is no DOCX.
    """
    try:
        with ZipFile(document) as archive:
            content = archive.read(_DOCUMENT)
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root: Any = etree.fromstring(content, parser)
    except (OSError, BadZipFile, KeyError, etree.LxmlError) as error:
        raise ArchiveError("tracked.no_docx", file=document, problem=str(error)) from error
    found = map(_paragraph, root.iter(f"{_W}p"))
    return [paragraph for paragraph in found if paragraph.changes]


def _paragraph(element: Any) -> TrackedParagraph:
    ink = ""
    changes: list[TrackedChange] = []
    for run in element.iter(f"{_W}r"):
        mark = next((each for each in run.iterancestors(f"{_W}ins", f"{_W}del")), None)
        text = _text(run)
        if mark is None or not text:
            ink += text
            continue
        gone = text if mark.tag == f"{_W}del" else ""
        come = "" if gone else text
        last = changes[-1] if changes else None
        if last and last.offset + len(last.before) == len(ink):
            changes.pop()
            changes.append(
                TrackedChange(last.offset, last.before + gone, last.after + come, last.author)
            )
        else:
            changes.append(TrackedChange(len(ink), gone, come, mark.get(f"{_W}author", "")))
        ink += gone
    return TrackedParagraph(ink, tuple(changes))


def _text(run: Any) -> str:
    style = run.find(f"{_W}rPr/{_W}rStyle")
    if style is not None and style.get(f"{_W}val") == _CALL:
        return ""
    found = (each.text or "" for each in run if each.tag in (f"{_W}t", f"{_W}delText"))
    return inked("".join(found))


def proposals(
    document: Path, manuscript: Manuscript, printed: Printed
) -> Iterator[tuple[TrackedChange, str]]:
    """Yield every change with the line of YAML that makes it; empty if no place is found for it.

    `manuscript` is that of the edition which was changed, in the script of its sources.
    """
    blocks: dict[str, list[Block]] = {}
    for block in manuscript.blocks:
        blocks.setdefault(inked(block.text), []).append(block)
    for paragraph in tracked_in(document):
        found = blocks.get(paragraph.ink, [])
        for change in paragraph.changes:
            yield change, _line(manuscript, printed, found[0], change) if len(found) == 1 else ""


def _line(manuscript: Manuscript, printed: Printed, block: Block, change: TrackedChange) -> str:
    """Write a change as an emendation: its words are quoted as printed, as many as it takes."""
    text = block.text
    places = [place for place, char in enumerate(text) if inked(char)]
    behind = change.offset == len(places)
    start = change.offset - behind
    at = Places(block.pieces).of(places[start]) if places else None
    if at is None:
        return ""
    lines = printed[at.source]
    words = unique_words(lines, at, max(len(change.before), 1))
    quoted = inked(words)
    if not words or not quoted.startswith(change.before if not behind else text[places[start]]):
        return ""
    kept = quoted[: int(behind)]
    rest = quoted[int(behind) + len(change.before) :]
    place = f"{manuscript.sources[at.source].name}:{at.line}"
    published = kept + change.after + rest
    if not published:
        return item(at=place, drop=words, why=change.author)
    return item(at=place, correct=words, to=published, why=change.author)
