"""Give entries with many places subheadings: the sections in which their terms stand."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from kanben.manuscript.blocks import APART, HEADINGS, Block, Mark, MarkKind, Part, Piece
from kanben.manuscript.index import Term, is_division
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pieces import marked_runs

MANY = 10
"""Paragraphs that a reader looks up without a hint; with more of them an entry is divided."""
_TREATED = 2
"""Paragraphs of a section that name a term before the section counts as one that treats it."""
_LONGEST = 20
"""Characters of a section's title that can stand as a subheading in a column."""
_NUMBER = re.compile(
    "^(?:第[〇零一二三四五六七八九十百千0-9]+[章節节講讲課课編编篇回卷部]|[0-9]+(?:[.．][0-9]+)*[.．]?"
    "|[（(]?[一二三四五六七八九十]+[)）、．.])[\\s　]*"
)

Titles = tuple[str, ...]
"""The titles of the sections around a block, from the part's down; empty where there is none."""


def titles_of(manuscript: Manuscript) -> dict[str, Titles]:
    """Return for the anchor of every block the titles of the sections that it stands in."""
    several = len(manuscript.parts) > 1
    return {
        anchor: titles
        for part in manuscript.parts
        for anchor, titles in _in_part(part, several=several)
    }


def _in_part(part: Part, *, several: bool) -> Iterator[tuple[str, Titles]]:
    above: dict[int, str] = {0: _plain(part.title)} if several else {}
    for block in part.printed_blocks:
        if block.kind in HEADINGS:
            level = max(block.level, 1)
            above = {depth: title for depth, title in above.items() if depth < level}
            above[level] = _plain(block.text)
        yield block.anchor, tuple(above[depth] for depth in sorted(above))


def _plain(title: str) -> str:
    """Return a title without its number, unless it is nothing else."""
    bare = title.strip()
    return _NUMBER.sub("", bare) or bare


def divide(manuscript: Manuscript) -> Manuscript:
    """Part the terms that stand in more than ten paragraphs by the sections that treat them.

    The marks in such a section lead to a term of its own, a subentry under the section's title;
    what a section only mentions in passing stays with the heading, and so does what stands in a
    section that bears its name. The sections are those of the highest level that tells places
    apart. A term that stands under another is left alone.
    """
    titles = titles_of(manuscript)
    divided = {term.parent for term in manuscript.terms if is_division(term.id, term.parent)}
    added: list[Term] = []
    targets: dict[tuple[str, str], str] = {}
    places = _places(manuscript)
    for term in manuscript.terms:
        anchors = places.get(term.id, ())
        if len(anchors) <= MANY or term.parent or term.id in divided:
            continue
        for number, (title, inside) in enumerate(_divisions(term, anchors, titles), 1):
            division = Term(f"{term.id}.{number}", title, term.kind, parent=term.id)
            added.append(division)
            targets.update(((term.id, anchor), division.id) for anchor in inside)
    if not added:
        return manuscript
    parts = tuple(
        structs.replace(part, blocks=tuple(_led(block, targets) for block in part.blocks))
        for part in manuscript.parts
    )
    return structs.replace(manuscript, parts=parts, terms=(*manuscript.terms, *added))


def _places(manuscript: Manuscript) -> dict[str, list[str]]:
    """Return for every term's id the anchors of the blocks that name it, each once."""
    found: dict[str, dict[str, None]] = {}
    for block in manuscript.blocks:
        if block.kind not in APART:
            for _, _, term in marked_runs(block.pieces, MarkKind.TERM):
                found.setdefault(term, {})[block.anchor] = None
    return {term: list(anchors) for term, anchors in found.items()}


def _divisions(
    term: Term, anchors: Sequence[str], titles: Mapping[str, Titles]
) -> list[tuple[str, list[str]]]:
    """Return the sections that treat a term, with its places in each; none if there is but one."""
    depth = max(len(titles.get(anchor, ())) for anchor in anchors)
    for level in range(depth):
        groups: dict[str, list[str]] = {}
        for anchor in anchors:
            around = titles.get(anchor, ())
            if level < len(around) and 0 < len(around[level]) <= _LONGEST:
                groups.setdefault(around[level], []).append(anchor)
        treated = [
            (title, inside)
            for title, inside in groups.items()
            if len(inside) >= _TREATED and title != term.heading
        ]
        if len(treated) > 1:
            return treated
    return []


def _led(block: Block, targets: Mapping[tuple[str, str], str]) -> Block:
    """Return a block whose marks lead to the divisions of their terms."""
    pieces = tuple(_piece_led(piece, block.anchor, targets) for piece in block.pieces)
    return structs.replace(block, pieces=pieces) if pieces != block.pieces else block


def _piece_led(piece: Piece, anchor: str, targets: Mapping[tuple[str, str], str]) -> Piece:
    marks = tuple(
        Mark(MarkKind.TERM, targets.get((mark.target, anchor), mark.target))
        if mark.kind == MarkKind.TERM
        else mark
        for mark in piece.marks
    )
    return structs.replace(piece, marks=marks) if marks != piece.marks else piece
