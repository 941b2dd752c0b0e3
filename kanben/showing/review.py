"""Show the print and what became of it side by side, what is doubtful first."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.manuscript.acts import Printed
from kanben.manuscript.archive import whole_file
from kanben.manuscript.blocks import Block, MarkKind, Piece
from kanben.manuscript.emendations import EDITOR, Change, Emendation
from kanben.manuscript.index import Term
from kanben.manuscript.manuscript import Manuscript
from kanben.memory import recalled_of
from kanben.messages import language, say
from kanben.showing.doubts import Doubt, explain, gather
from kanben.templates import read, render


class Slice(Struct, frozen=True, array_like=True):
    """Name a part of a printed line: source, line from 1, columns from and up to."""

    source: int
    line: int
    start: int
    end: int


class ReviewRun(Struct, frozen=True, array_like=True):
    """Hold text of a block; `change` is a number in the list of changes, -1 if nobody changed it.

    `note` is the number of a note called behind the text, 0 without one.
    """

    text: str
    change: int = -1
    note: int = 0


class ReviewRow(Struct, frozen=True, array_like=True):
    """Hold one block: what it is, the printed lines it comes from, its text.

    A row without runs shows printed lines that no block holds.
    """

    part: int
    kind: str
    level: int
    anchor: str
    printed: tuple[Slice, ...]
    runs: tuple[ReviewRun, ...]


class ShownBlock(Struct, frozen=True, array_like=True):
    """Hold a change as the page shows it; `column` counts from 0, `change` is its kind's key."""

    source: int
    line: int
    column: int
    change: str
    before: str
    after: str
    reason: str
    by: str
    confidence: float


class LineEnd(Struct, frozen=True, array_like=True):
    """Hold the decision about one line end, with the numbers of its reasons."""

    source: int
    after: int
    join: bool
    certainty: float
    reasons: tuple[int, ...]
    by: str


class ReviewPage(Struct, frozen=True):
    """Hold all that the page's script shows."""

    sources: tuple[tuple[str, tuple[str, ...]], ...]
    parts: tuple[str, ...]
    rows: tuple[ReviewRow, ...]
    changes: tuple[ShownBlock, ...]
    ends: tuple[LineEnd, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    words: dict[str, str]


_WORDS = (
    *(
        "copy",
        "copied",
        "copy-all",
        "goto",
        "printed",
        "set",
        "left-out",
        "certainty",
        "by-editor",
        "by-rule",
    ),
    *("joined", "broken", "nothing", "all", "as-printed", "under"),
)
_KINDS = ("break", "suspicion", "move", "choice", "index")


def write_review(
    manuscript: Manuscript,
    printed: Printed,
    path: Path,
    variants: Sequence[Manuscript] = (),
    candidates: Sequence[Term] = (),
) -> None:
    """Write the review page of a manuscript: one file that needs no network.

    `printed` holds the lines of each source; `variants` are the manuscript's conversions, whose
    doubtful choices are listed; `candidates` terms that were left out of the index.
    """
    doubts = gather(manuscript, printed, variants, candidates)
    page = page_of(manuscript, printed, doubts)
    content = render(
        "review.html",
        title=manuscript.metadata.title or manuscript.name,
        lang=language(),
        script_of_text=manuscript.script,
        say=say,
        style=read("review.css"),
        script=read("review.js"),
        page=msgspec.to_builtins(page),
    )
    with whole_file(path) as draft:
        draft.write_text(content, encoding="utf-8")


def page_of(manuscript: Manuscript, printed: Printed, doubts: tuple[Doubt, ...]) -> ReviewPage:
    """Gather what the review page shows."""
    reasons = list(dict.fromkeys(key for end in manuscript.breaks for key in end.reasons))
    number = {key: index for index, key in enumerate(reasons)}
    ends = (
        LineEnd(
            end.source,
            end.after,
            end.join,
            round(end.certainty, 4),
            tuple(number[key] for key in end.reasons),
            end.by,
        )
        for end in manuscript.breaks
    )
    return ReviewPage(
        sources=tuple(
            (source.name, tuple(lines))
            for source, lines in zip(manuscript.sources, printed, strict=True)
        ),
        parts=tuple(part.title for part in manuscript.parts),
        rows=tuple(with_left_out(list(rows_of(manuscript)), printed)),
        changes=tuple(map(shown_change, manuscript.emendations)),
        ends=tuple(ends),
        reasons=tuple(map(explain, reasons)),
        notes=tuple(note.text for note in manuscript.notes),
        doubts=doubts,
        words={
            **{word: say(f"review.{word}") for word in _WORDS},
            **{kind: say(f"review.kind.{kind}") for kind in _KINDS},
            **{f"change-{act}": say(f"review.change.{act}") for act in Change},
        },
    )


def shown_change(change: Emendation) -> ShownBlock:
    """Put a change as the page shows it."""
    reason = change.reason if change.by == EDITOR else explain(change.reason, text=change.before)
    return ShownBlock(
        change.at.source,
        change.at.line,
        change.at.column,
        str(change.change),
        change.before,
        change.after,
        reason,
        change.by,
        round(change.confidence, 4),
    )


def rows_of(manuscript: Manuscript) -> Iterator[ReviewRow]:
    """Yield a row for every block."""
    numbers = {note.id: number for number, note in enumerate(manuscript.notes, 1)}
    noted = tuple(numbers)
    for part, content in enumerate(manuscript.parts):
        for block in content.blocks:
            changes = [
                manuscript.emendations[piece.emendation]
                for piece in block.pieces
                if piece.emendation is not None
            ]
            owner = (ReviewRow, part, noted)
            make = partial(_row, part, block, numbers, manuscript.emendations)
            yield recalled_of(owner, (block, *changes), make)


def _row(
    part: int, block: Block, notes: Mapping[str, int], emendations: Sequence[Emendation]
) -> ReviewRow:
    runs = tuple(_run(piece, notes) for piece in block.pieces)
    slices = tuple(slices_of(block, emendations))
    return ReviewRow(part, str(block.kind), block.level, block.anchor, slices, runs)


def _run(piece: Piece, numbers: Mapping[str, int]) -> ReviewRun:
    note = piece.target(MarkKind.NOTE)
    change = -1 if piece.emendation is None else piece.emendation
    return ReviewRun(piece.text, change, 0 if note is None else numbers.get(note, 0))


def slices_of(block: Block, emendations: Sequence[Emendation]) -> Iterator[Slice]:
    """Yield which part of which printed lines a block comes from."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for piece in block.pieces:
        if piece.at is None:
            continue
        before = piece.text
        if piece.emendation is not None:
            before = emendations[piece.emendation].before
        for number, text in enumerate(before.split("\n")):
            if number and not text:
                continue
            start = piece.at.column if number == 0 else 0
            key = (piece.at.source, piece.at.line + number)
            first, last = spans.get(key, (start, start))
            spans[key] = (min(first, start), max(last, start + len(text)))
    for (source, line), (start, end) in spans.items():
        yield Slice(source, line, start, end)


def with_left_out(rows: list[ReviewRow], printed: Printed) -> Iterator[ReviewRow]:
    """Yield the rows, and after each the printed lines behind it that no block holds."""
    held = set(
        chain.from_iterable(recalled_of(_lines_of, (row,), partial(_lines_of, row)) for row in rows)
    )
    shown: set[tuple[int, int]] = set()
    for row in rows:
        yield row
        if not row.printed:
            continue
        source, line = max(recalled_of(_lines_of, (row,), partial(_lines_of, row)))
        lines = printed[source]
        lost = []
        for number in range(line + 1, len(lines) + 1):
            key = (source, number)
            if key in held or key in shown:
                break
            if lines[number - 1].strip():
                shown.add(key)
                lost.append(Slice(source, number, 0, len(lines[number - 1])))
        if lost:
            yield ReviewRow(row.part, "left-out", 0, "", tuple(lost), ())


def _lines_of(row: ReviewRow) -> tuple[tuple[int, int], ...]:
    return tuple((part.source, part.line) for part in row.printed)
