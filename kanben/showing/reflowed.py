"""Show a reflowed text to scripts and to people on a terminal, the doubtful line ends first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

import msgspec
from msgspec import UNSET, Struct, UnsetType

from kanben.errors import ConfigError
from kanben.manuscript.acts import Printed
from kanben.manuscript.blocks import HEADINGS, Block, BlockKind, MarkKind
from kanben.manuscript.decisions import Break
from kanben.manuscript.manuscript import Manuscript, NoteKind
from kanben.messages import say

DOUBTFUL = 0.9
"""Decisions less certain than this are shown to the editor."""
_SHOWN = 10
"""Doubtful line ends that a report shows."""
_CONTEXT = 12
"""Characters shown on each side of a line end."""


class BreakRecord(Struct, frozen=True):
    """Show one line end: after which line, joined or not, and the probability of joining.

    `source` names its file when several are read as one text.
    """

    after: int
    join: bool
    p: float
    source: str | UnsetType = UNSET


class LinesRecord(Struct, frozen=True):
    """Show the lines of a block in one file: first and last, and runs without interruption."""

    source: str
    lines: tuple[int, int]
    spans: tuple[tuple[int, int], ...]


class BlockRecord(Struct, frozen=True):
    """Show one block as ``kanben reflow --jsonl`` prints it; lines count from 1.

    `lines` are the first and last printed line, `spans` the runs of lines without what
    interrupts the block, `breaks` the line ends after the block's lines; `continued` are its
    lines in the files that follow `source`.
    """

    kind: BlockKind
    text: str
    source: str
    lines: tuple[int, int]
    spans: tuple[tuple[int, int], ...]
    breaks: tuple[BreakRecord, ...]
    level: int = 0
    continued: tuple[LinesRecord, ...] | UnsetType = UNSET


def records(manuscript: Manuscript) -> Iterator[BlockRecord]:
    """Yield a record of every block, furniture too."""
    decided: dict[tuple[int, int], Break] = {(b.source, b.after): b for b in manuscript.breaks}
    following = _following(manuscript)
    for block in manuscript.blocks:
        places = sorted({(p.at.source, p.at.line) for p in block.pieces if p.at is not None})
        if not places:
            continue
        first, *others = [
            _lines(manuscript.sources[source].name, [line for _, line in rows], following[source])
            for source, rows in groupby(places, key=lambda place: place[0])
        ]
        yield BlockRecord(
            kind=block.kind,
            text=block.text,
            source=first.source,
            lines=first.lines,
            spans=first.spans,
            breaks=tuple(
                _break(decided[place], manuscript) for place in places if place in decided
            ),
            level=block.level,
            continued=tuple(others) or UNSET,
        )


def _lines(source: str, lines: Sequence[int], following: dict[int, int]) -> LinesRecord:
    return LinesRecord(source, (lines[0], lines[-1]), _spans(lines, following))


def _break(found: Break, manuscript: Manuscript) -> BreakRecord:
    several = len(manuscript.sources) > 1
    name = manuscript.sources[found.source].name if several else UNSET
    return BreakRecord(found.after, found.join, found.p, name)


def _following(manuscript: Manuscript) -> dict[int, dict[int, int]]:
    """Return for each source its lines with text and the one that follows each."""
    used: dict[int, set[int]] = defaultdict(set)
    for block in manuscript.blocks:
        for piece in block.pieces:
            if piece.at is not None:
                used[piece.at.source].add(piece.at.line)
    return {source: dict(pairwise(sorted(lines))) for source, lines in used.items()}


def _spans(lines: Sequence[int], following: dict[int, int]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for line in lines:
        if spans and following.get(spans[-1][1]) == line:
            spans[-1] = (spans[-1][0], line)
        else:
            spans.append((line, line))
    return tuple(spans)


def jsonl(manuscript: Manuscript) -> Iterator[str]:
    """Yield one JSON object a block."""
    for record in records(manuscript):
        yield msgspec.json.encode(record).decode()


def text(manuscript: Manuscript) -> Iterator[str]:
    """Yield the text of each block that editions set, then the notes that it calls: 〔1〕."""
    numbers = _numbers(manuscript)
    for part in manuscript.parts:
        for block in part.printed_blocks:
            yield " ".join(_with_calls(block, numbers, "〔{}〕").split("\n"))
    for note in manuscript.notes:
        if note.id in numbers:
            yield f"〔{numbers[note.id]}〕{note.text}"


def _numbers(manuscript: Manuscript) -> dict[str, int]:
    """Return the numbers of the author's notes, by their ids."""
    authors = (note for note in manuscript.notes if note.kind == NoteKind.AUTHOR)
    return {note.id: number for number, note in enumerate(authors, 1)}


def _with_calls(block: Block, numbers: Mapping[str, int], call: str) -> str:
    """Return the block's text with the calls of notes."""
    text = ""
    for piece in block.pieces:
        number = numbers.get(piece.target(MarkKind.NOTE) or "")
        text += piece.text + (call.format(number) if number else "")
    return text


def markdown(manuscript: Manuscript) -> Iterator[str]:
    """Yield the lines of a Markdown text: headings with their levels, blocks apart, notes."""
    numbers = _numbers(manuscript)
    for part in manuscript.parts:
        for block in part.printed_blocks:
            yield _prefix(block) + _with_calls(block, numbers, "[^{}]")
            yield ""
    for note in manuscript.notes:
        if note.id in numbers:
            yield f"[^{numbers[note.id]}]: {note.text}"
            yield ""


def _prefix(block: Block) -> str:
    if block.kind in HEADINGS:
        return "#" * min(6, max(1, block.level)) + " "
    return {BlockKind.LIST: "- ", BlockKind.CODE: "    ", BlockKind.TABLE: "    "}.get(
        block.kind, ""
    )


def summary(manuscript: Manuscript, printed: Printed) -> str:
    """Sum up for the terminal: lines in, paragraphs out, the most doubtful breaks."""
    doubtful = sorted(
        (found for found in manuscript.breaks if found.certainty < DOUBTFUL),
        key=lambda found: found.certainty,
    )
    kinds = [block.kind for block in manuscript.blocks]
    lines = [
        say(
            "reflow.summary",
            lines=len(manuscript.breaks) + len(manuscript.parts),
            blocks=len(kinds),
            paragraphs=kinds.count(BlockKind.PARAGRAPH),
            headings=sum(kind in HEADINGS for kind in kinds),
            doubtful=len(doubtful),
            repairs=len(manuscript.emendations),
            suspicions=len(manuscript.suspicions),
        )
    ]
    lines += [_sentence(manuscript, printed, found) for found in doubtful[:_SHOWN]]
    return "\n".join(lines) + "\n"


def _sentence(manuscript: Manuscript, printed: Printed, found: Break) -> str:
    lines = printed[found.source]
    following = next((line for line in lines[found.after :] if line.strip()), "")
    return say(
        "reflow.doubtful",
        file=manuscript.sources[found.source].name,
        line=found.after,
        decision=say("reflow.joined" if found.join else "reflow.kept"),
        certainty=found.certainty,
        before=lines[found.after - 1].strip()[-_CONTEXT:],
        after=following.strip()[:_CONTEXT],
    )


def explain(manuscript: Manuscript, printed: Printed, place: str) -> str:
    """Say why the line end after a line was decided as it was; `place` is ``120`` or ``file:120``.

    Raises ConfigError for a line without text.
    """
    name, _, number = place.rpartition(":")
    names = [source.name for source in manuscript.sources]
    if not number.isdecimal() or (name and name not in names):
        raise ConfigError("reflow.no_line", number=place)
    source, line = names.index(name) if name else 0, int(number)
    found = next((b for b in manuscript.breaks if (b.source, b.after) == (source, line)), None)
    blocks = [
        block
        for block in manuscript.blocks
        if any(
            p.at is not None and (p.at.source, p.at.line) == (source, line) for p in block.pieces
        )
    ]
    if not blocks:
        raise ConfigError("reflow.no_line", number=place)
    said = [say("reflow.kind", kind=blocks[0].kind.value, certainty=blocks[0].certainty)]
    if found is not None:
        said.append(_sentence(manuscript, printed, found))
        said += [f"  - {say(reason)}" for reason in found.reasons]
    return "\n".join(said) + "\n"
