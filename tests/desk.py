"""Lay printed lines on the editor's desk: each line a block, half-width commas repaired."""

from collections.abc import Sequence
from pathlib import Path

from kanben.manuscript.blocks import Block, BlockKind, Part, Piece, Position, anchor_of
from kanben.manuscript.emendations import Change, Emendation
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.publication import Publication, load_publication


def desk(folder: Path, texts: dict[str, str], emendations: str) -> Publication:
    """Write a publication of the given texts, a part each, into `folder`."""
    parts = "".join(f"  - {{title: '{name}', sources: ['{name}']}}\n" for name in texts)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    yaml = f"title: 试印本\nparts:\n{parts}emendations:\n{emendations}"
    (folder / "publication.yaml").write_text(yaml, encoding="utf-8")
    return load_publication(folder)


def lines_of(book: Publication) -> tuple[tuple[str, ...], ...]:
    """Return the printed lines of every source."""
    return tuple(
        tuple(book.source_path(name).read_text(encoding="utf-8").split("\n"))
        for name in book.source_names
    )


def read(book: Publication) -> Manuscript:
    """Read a publication: each printed line becomes a paragraph."""
    repairs: list[Emendation] = []
    printed = lines_of(book)
    names = book.source_names
    parts = tuple(
        Part(
            part.title,
            _blocks(part.sources, names, printed, repairs),
            _numbers(part.sources, names),
        )
        for part in book.plan.parts
    )
    sources = tuple(
        Source(name, _label(name), "0" * 64, "utf-8", len(lines))
        for name, lines in zip(names, printed, strict=True)
    )
    return Manuscript(
        book.name, "Hans", Metadata(title="试印本"), sources, parts, emendations=tuple(repairs)
    )


def _label(name: str) -> str:
    return name.removesuffix(".txt")


def _numbers(sources: Sequence[str], names: Sequence[str]) -> tuple[int, ...]:
    return tuple(names.index(name) for name in sources)


def _blocks(
    sources: Sequence[str],
    names: Sequence[str],
    printed: Sequence[Sequence[str]],
    repairs: list[Emendation],
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for source in _numbers(sources, names):
        for number, line in enumerate(printed[source], 1):
            if line.strip():
                start = len(line) - len(line.lstrip())
                place = Position(source, number, start)
                pieces = tuple(_pieces(line.strip(), place, repairs))
                anchor = anchor_of(_label(names[source]), Position(source, number))
                blocks.append(Block(BlockKind.PARAGRAPH, pieces, anchor))
    return tuple(blocks)


def _pieces(text: str, at: Position, repairs: list[Emendation]) -> list[Piece]:
    pieces: list[Piece] = []
    column = at.column
    for run in text.replace(",", "\0,\0").split("\0"):
        place = Position(at.source, at.line, column)
        if run == ",":
            repairs.append(
                Emendation(Change.CORRECT, place, ",", "，", "repair.width", "width", 0.99)
            )
            pieces.append(Piece("，", place, len(repairs) - 1))
        elif run:
            pieces.append(Piece(run, place))
        column += len(run)
    return pieces
