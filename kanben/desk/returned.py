"""Lay what came back in a DOCX, its changes tracked, before the editor as doubts to settle."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml
from msgspec import Struct

from kanben.desk.galley import Pull
from kanben.errors import KanbenError
from kanben.manuscript.archive import load
from kanben.manuscript.layout import Layout
from kanben.manuscript.manuscript import Manuscript
from kanben.messages import say
from kanben.showing.doubts import Doubt
from kanben.showing.suggestions import Suggestion, item
from kanben.showing.tracked import TrackedChange, proposals
from kanben.sources.documents.packed import require_bounded
from kanben.sources.forms import Form

RETURNED = "returned"
"""The kind of these doubts."""


class Returned(Struct, frozen=True):
    """Hold what a document proposes, and the changes for which the print has no place."""

    doubts: tuple[Doubt, ...]
    lost: tuple[str, ...]


def returned_in(content: bytes, name: str, pull: Pull, editions: Iterable[Manuscript]) -> Returned:
    """Read a document that is an edition of the publication, changed.

    `editions` are the manuscripts that it may be made from; the one that has a place for most of
    the changes is. Raises ArchiveError for what is no DOCX, SourceError for one without measure.
    """
    require_bounded(content, Form.DOCX, Path(name))
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "returned.docx"
        document.write_bytes(content)
        read = [list(proposals(document, each, pull.printed)) for each in editions]
    best = max(read, key=lambda found: sum(bool(line) for _, line in found), default=[])
    lost = (change for change, line in best if not line)
    return Returned(
        tuple(_doubt(pull, change, line) for change, line in best if line),
        tuple(say("tracked.lost", before=each.before, after=each.after) for each in lost),
    )


def editions_of(pull: Pull, layout: Layout, variants: Sequence[str]) -> Iterator[Manuscript]:
    """Yield the manuscripts of the last build in the script of the sources, then today's."""
    for variant in variants:
        try:
            built = load(layout.variant(pull.manuscript.name, variant))
        except KanbenError:
            continue
        if built.script == pull.manuscript.script:
            yield built
    yield pull.manuscript


def _doubt(pull: Pull, change: TrackedChange, line: str) -> Doubt:
    said: dict[str, str] = yaml.load(line, Loader=yaml.BaseLoader)[0]
    file, _, number = said["at"].rpartition(":")
    words = said.get("correct") or said["drop"]
    names = [source.name for source in pull.manuscript.sources]
    keep = item(at=said["at"], keep=words, why=say("desk.returned.refused", name=change.author))
    return Doubt(
        RETURNED,
        1.0,
        names.index(file),
        int(number),
        "",
        "",
        words,
        f" → {said.get('to') or '∅'}",
        (say("desk.returned.by", name=change.author or "?"),),
        (
            Suggestion(say("desk.returned.take"), line, "emendations"),
            Suggestion(say("desk.returned.refuse"), keep, "emendations"),
        ),
    )
