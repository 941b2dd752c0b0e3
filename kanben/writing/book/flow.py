"""Arrange a part's blocks as passages: what stands together on the page."""

import re
from collections import Counter
from itertools import groupby

from msgspec import Struct, structs

from kanben.characters import inked
from kanben.manuscript.blocks import HEADINGS, Block, BlockKind, Image, Part, Piece
from kanben.writing.book.runs import Run, runs_of

GROUPED = frozenset({BlockKind.VERSE, BlockKind.LIST, BlockKind.CODE, BlockKind.TABLE})
"""Kinds whose neighbours make one passage: a poem, a list, a listing, a table."""
_CELLS = re.compile("\t|[ \u00a0\u3000]+")
_RULES = re.compile("[│┃|｜┌├└┏┣┗─━┬┼┴╋┳┻]")

_DEEPEST = 6
"""The rank of the lowest heading that formats have: HTML ends with h6."""
_HEADLINE_RANK = 2
"""The rank of the lowest heading that opens an article."""
_LEAST_CHAPTER = 1000
"""Characters in the mean from which sections below a title are chapters, not paragraphs under
headings: more than a page of the usual books, 26 lines of 27."""


class BookLine(Struct, frozen=True):
    """Set one block: anchor, kind, pieces, picture; `level` is the rank of a heading, from 1."""

    anchor: str
    kind: BlockKind
    pieces: tuple[Piece, ...]
    level: int = 0
    image: Image | None = None

    @property
    def text(self) -> str:
        """Return the text."""
        return "".join([piece.text for piece in self.pieces])

    @property
    def runs(self) -> tuple[Run, ...]:
        """Return the text in runs of one look."""
        return runs_of(self.pieces)

    @property
    def rows(self) -> tuple["Row", ...]:
        """Return the rows of a table: printed lines, cut at tabs, or at blanks without any.

        A row that is drawn with rules is one cell.
        """
        rows: list[list[list[Piece]]] = [[[]]]
        gap = re.compile("\t") if "\t" in self.text or _RULES.search(self.text) else _CELLS
        for piece in self.pieces:
            for number, line in enumerate(piece.text.split("\n")):
                if number:
                    rows.append([[]])
                for place, part in enumerate(gap.split(line)):
                    if place:
                        rows[-1].append([])
                    rows[-1][-1].append(structs.replace(piece, text=part))
        return tuple(
            Row(self.anchor if not number else "", tuple(tuple(cell) for cell in row))
            for number, row in enumerate(rows)
            if any(piece.text.strip() for cell in row for piece in cell)
        )


class Row(Struct, frozen=True):
    """Hold the cells of a row; the first of a block bears its anchor."""

    anchor: str
    cells: tuple[tuple[Piece, ...], ...]

    @property
    def runs(self) -> tuple[tuple[Run, ...], ...]:
        """Return the cells in runs of one look."""
        return tuple(runs_of(cell) for cell in self.cells)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the texts of the cells."""
        return tuple("".join(piece.text for piece in cell) for cell in self.cells)


class Passage(Struct, frozen=True):
    """Hold lines of one kind that stand together; most passages have one."""

    kind: BlockKind
    lines: tuple[BookLine, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows of a table."""
        return tuple(row for line in self.lines for row in line.rows)


class Article(Struct, frozen=True):
    """Hold what stands under one headline: the headline's passages, then the text's."""

    heads: tuple[Passage, ...]
    text: tuple[Passage, ...]
    rank: int = 1

    @property
    def title(self) -> str:
        """Return the heading that opens a chapter of a book of one text here; empty without one.

        `rank` is that of such headings.
        """
        lines = (line for passage in self.heads for line in passage.lines)
        return next((line.text for line in lines if line.level == self.rank), "")


class Chapter(Struct, frozen=True):
    """Hold a part as it is set.

    `title` stands above the text unless `titled`: then a block of the text bears it.
    """

    anchor: str
    title: str
    titled: bool
    role: str
    passages: tuple[Passage, ...]

    @property
    def title_runs(self) -> tuple[Run, ...]:
        """Return the title as a run, for a page on which nothing else bears it."""
        return (Run(self.title),)

    @property
    def headings(self) -> tuple[BookLine, ...]:
        """Return the headings, in order."""
        return tuple(
            line for passage in self.passages for line in passage.lines if line.level and line.text
        )

    @property
    def articles(self) -> tuple[Article, ...]:
        """Return the passages parted at headlines, for pages that set these across columns."""
        rank = self._rank_of_chapters()
        articles: list[Article] = []
        heads: list[Passage] = []
        text: list[Passage] = []
        for passage in self.passages:
            if _is_head(passage) and text:
                articles.append(Article(tuple(heads), tuple(text), rank))
                heads, text = [], []
            (heads if _is_head(passage) else text).append(passage)
        return (*articles, Article(tuple(heads), tuple(text), rank))

    def _rank_of_chapters(self) -> int:
        """Return the rank of the text's own chapters: the second, below a title of the whole."""
        ranks = Counter(line.level for line in self.headings)
        if not self.titled or ranks[1] != 1 or ranks[2] < 2:
            return 1
        length = sum(len(line.text) for passage in self.passages for line in passage.lines)
        return 2 if length >= _LEAST_CHAPTER * ranks[2] else 1


def _is_head(passage: Passage) -> bool:
    return passage.kind == BlockKind.KICKER or 0 < passage.lines[0].level <= _HEADLINE_RANK


def chapter(part: Part, number: int) -> Chapter:
    """Arrange a part, the publication's `number`-th."""
    blocks = [block for block in part.printed_blocks if block.text.strip() or block.image]
    bearer = _title_bearer(part, blocks)
    title = part.title or (bearer.text if bearer else "")
    lines = _lines(blocks, bearer, [(0, 1)] if title else [])
    return Chapter(
        anchor=part.anchor or f"part-{number}",
        title=title.strip(),
        titled=bearer is not None,
        role=part.role,
        passages=tuple(_passages(lines)),
    )


def _title_bearer(part: Part, blocks: list[Block]) -> Block | None:
    """Return the block that prints the part's title: it opens the part, or repeats its name."""
    for block in blocks:
        if block.kind in HEADINGS and (not part.title or inked(block.text) == inked(part.title)):
            return block
        if block.kind not in HEADINGS | {BlockKind.KICKER, BlockKind.BYLINE, BlockKind.CAPTION}:
            return None
    return None


def _lines(
    blocks: list[Block], bearer: Block | None, above: list[tuple[int, int]]
) -> list[BookLine]:
    """Give headings ranks without gaps: one deeper than the last shallower heading.

    `above` holds the level and rank of the headings that stand over the next one.
    """
    lines: list[BookLine] = []
    for number, block in enumerate(blocks):
        rank = 0
        if block is bearer:
            rank = 1
        elif block.kind in HEADINGS:
            level = block.level or (1 if block.kind == BlockKind.HEADLINE else 2)
            while above and above[-1][0] >= level:
                above.pop()
            rank = min((above[-1][1] if above else 0) + 1, _DEEPEST)
            above.append((level, rank))
        lines.append(
            BookLine(
                anchor=block.anchor or f"block-{number}",
                kind=block.kind,
                pieces=block.pieces,
                level=rank,
                image=block.image,
            )
        )
    return lines


def _passages(lines: list[BookLine]) -> list[Passage]:
    passages = []
    for kind, group in groupby(lines, lambda line: line.kind):
        if kind in GROUPED:
            passages.append(Passage(kind, tuple(group)))
        else:
            passages.extend(Passage(kind, (line,)) for line in group)
    return passages
