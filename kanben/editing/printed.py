"""Walk the printed characters that a manuscript keeps."""

from collections.abc import Iterator, Sequence

from kanben.characters import is_blank
from kanben.manuscript.blocks import APART, Block, Position
from kanben.manuscript.emendations import EDITOR, Change, Emendation
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pieces import inked_places


def read_characters(
    block: Block, emendations: Sequence[Emendation]
) -> Iterator[tuple[str, Position]]:
    """Yield the inked characters of a block as the print has them, each with its place.

    Machine repairs count as read (a half-width comma is a comma), the editor's changes do not.
    """
    for piece in block.pieces:
        change = None if piece.emendation is None else emendations[piece.emendation]
        if change is None and piece.at is not None:
            yield from inked_places(piece.text, piece.at)
        elif change is not None and change.change == Change.CORRECT:
            before = tuple(inked_places(change.before, change.at))
            if change.by == EDITOR:
                yield from before
            else:
                after = [char for char in change.after if not is_blank(char)]
                last = len(before) - 1
                yield from ((char, before[min(n, last)][1]) for n, char in enumerate(after))


def witnesses_of(manuscript: Manuscript) -> list[list[Block]]:
    """Return for each source the blocks that editions set, in the order of the print."""
    blocks = [
        (block.position, block)
        for block in manuscript.blocks
        if block.kind not in APART and block.position is not None
    ]
    blocks.sort(key=lambda found: found[0])
    return [
        [block for at, block in blocks if at.source == source]
        for source in range(len(manuscript.sources))
    ]
