"""A manuscript keeps its text, its places and its promises."""

from pathlib import Path

import pytest

from kanben.errors import ArchiveError, ConservationError
from kanben.manuscript import archive
from kanben.manuscript.blocks import Block, BlockKind, Mark, MarkKind, Part, Piece, Position
from kanben.manuscript.emendations import Change, Emendation
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.pieces import mark_range

LINES = ("今天的綦江,既", "　坚持打基础。", "", "第 2 版")


def manuscript(pieces: tuple[Piece, ...], emendations: tuple[Emendation, ...]) -> Manuscript:
    folio = Block(BlockKind.FURNITURE, (Piece("第 2 版", Position(0, 4)),))
    return Manuscript(
        name="綦江",
        script="Hans",
        metadata=Metadata(title="綦江"),
        sources=(Source("綦江.txt", "s1", "0" * 64, "utf-8", 4),),
        parts=(Part("", (Block(BlockKind.PARAGRAPH, pieces), folio), (0,)),),
        emendations=emendations,
    )


WIDE_COMMA = Emendation(Change.CORRECT, Position(0, 1, 5), ",", "，", "repair.width", "width")
WHOLE = (
    Piece("今天的綦江", Position(0, 1)),
    Piece("，", Position(0, 1, 5), emendation=0),
    Piece("既", Position(0, 1, 6)),
    Piece("坚持打基础。", Position(0, 2, 1)),
)


def test_a_text_with_its_recorded_changes_balances_with_the_print() -> None:
    (account,) = balance(manuscript(WHOLE, (WIDE_COMMA,)), [LINES])
    assert (account.printed, account.kept, account.corrected, account.furniture) == (16, 12, 1, 3)


@pytest.mark.parametrize(
    ("pieces", "key"),
    [
        (WHOLE[:3], "ledger.unbalanced"),
        ((*WHOLE, Piece("甚", Position(0, 2, 7))), "ledger.unbalanced"),
        ((*WHOLE, Piece("甚")), "ledger.foreign"),
        ((*WHOLE[:1], Piece("；", Position(0, 1, 5), 0), *WHOLE[2:]), "ledger.unlike"),
        ((*WHOLE, WHOLE[1]), "ledger.twice"),
    ],
)
def test_a_lost_added_or_doubled_character_is_found(pieces: tuple[Piece, ...], key: str) -> None:
    with pytest.raises(ConservationError) as caught:
        balance(manuscript(pieces, (WIDE_COMMA,)), [LINES])
    assert caught.value.key == key


def test_a_mark_splits_pieces_where_it_begins_and_ends() -> None:
    term = Mark(MarkKind.TERM, "綦江")
    marked = mark_range(WHOLE, 3, 6, term)
    assert [(piece.text, piece.marks) for piece in marked] == [
        ("今天的", ()),
        ("綦江", (term,)),
        ("，", (term,)),
        ("既", ()),
        ("坚持打基础。", ()),
    ]
    assert marked[1].at == Position(0, 1, 3)
    balance(manuscript(marked, (WIDE_COMMA,)), [LINES])


def test_a_manuscript_comes_back_from_disk_as_it_was(tmp_path: Path) -> None:
    written = manuscript(WHOLE, (WIDE_COMMA,))
    archive.save(written, tmp_path / "book.json")
    assert archive.load(tmp_path / "book.json") == written
    assert [path.name for path in tmp_path.iterdir()] == ["book.json"]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ('{"schema": 99, "manuscript": {}}', "archive.schema"),
        ('{"schema": 1, "manuscript": {}}', "archive.no_manuscript"),
        ("綦江", "archive.no_manuscript"),
    ],
)
def test_a_file_of_another_make_is_refused(tmp_path: Path, content: str, key: str) -> None:
    path = tmp_path / "book.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ArchiveError) as caught:
        archive.load(path)
    assert (caught.value.key, caught.value.file) == (key, str(path))
