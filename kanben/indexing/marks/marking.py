"""Put the marks of terms on a manuscript's pieces."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import structs

from kanben.indexing.text.scan import Hit, Scanner
from kanben.manuscript.blocks import APART, Block, Mark, MarkKind, Piece
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pieces import cut
from kanben.simplified import simplify


def mark_hits(pieces: Sequence[Piece], hits: Sequence[Hit]) -> tuple[Piece, ...]:
    """Mark every hit (sorted, not overlapping) on the pieces' joined text, in one pass.

    An emended piece is never split: it is marked whole by the first hit that touches it.
    """
    marked: list[Piece] = []
    edges = sorted({edge for hit in hits for edge in (hit.start, hit.end)})
    first = 0
    for offset, piece in cut(pieces, edges):
        while first < len(hits) and hits[first].end <= offset:
            first += 1
        touched = first < len(hits) and hits[first].start < offset + len(piece.text)
        if touched and piece.text:
            mark = Mark(MarkKind.TERM, hits[first].term)
            piece = structs.replace(piece, marks=(*piece.marks, mark))
        marked.append(piece)
    return tuple(marked)


def spellings(texts: Iterable[str], scanner: Scanner) -> dict[str, Counter[str]]:
    """Count how the texts, in their own script, spell every form that the scanner finds.

    Keys are the forms in simplified script: 臺灣 and 台灣 both count under 台湾.
    """
    found: dict[str, Counter[str]] = {}
    for text in texts:
        simple = simplify(text)
        for hit in scanner.hits(simple):
            form = simple[hit.start : hit.end]
            found.setdefault(form, Counter())[text[hit.start : hit.end]] += 1
    return found


def character_spellings(texts: Iterable[str]) -> dict[str, str]:
    """Return for every simplified character how the texts write it most.

    It spells names that stand nowhere whole: 姓沈，名義 gives 沈義.
    """
    written: dict[str, Counter[str]] = {}
    for text in texts:
        for simple, char in zip(simplify(text), text, strict=True):
            if simple != char:
                written.setdefault(simple, Counter())[char] += 1
    return {simple: chars.most_common(1)[0][0] for simple, chars in written.items()}


def mark_block(block: Block, scanner: Scanner) -> Block:
    """Mark all terms that the scanner finds in a block that editions set."""
    if block.kind in APART:
        return block
    hits = tuple(scanner.hits(simplify(block.text)))
    return structs.replace(block, pieces=mark_hits(block.pieces, hits)) if hits else block


def mark_manuscript(manuscript: Manuscript, scanner: Scanner) -> Manuscript:
    """Mark all terms in all parts; the scanner's forms are in simplified script."""
    parts = tuple(
        structs.replace(part, blocks=tuple(mark_block(block, scanner) for block in part.blocks))
        for part in manuscript.parts
    )
    return structs.replace(manuscript, parts=parts)
