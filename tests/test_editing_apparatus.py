"""The apparatus tells what the editor did, where it was done."""

import re
from pathlib import Path

import pytest

from kanben.editing.apparatus import annotate
from kanben.editing.changes import rows
from kanben.editing.emend import emend
from kanben.editing.quoting import quoted
from kanben.editing.witnesses import compare
from kanben.manuscript.blocks import Mark, MarkKind
from kanben.manuscript.decisions import ReadingKind
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Apparatus, Manuscript, NoteKind
from kanben.manuscript.pieces import mark_range
from kanben.manuscript.plan import Readings
from kanben.manuscript.publication import load_publication
from kanben.writing.book.summary import summary_of
from tests.desk import desk, lines_of, read

TEXT = "去年春城茶社接待茶客180余人次,门前的古井至今不涸，井水清甜，\n行人载重车载重车皆在此歇脚。"
OTHER = "去年春城茶社接待茶客80余人次，门前的古井至今不涸，井水清甜。"
CASES = Path(__file__).parent / "data" / "editing" / "long-readings.tsv"
LONG_READINGS = [line.split("\t") for line in CASES.read_text("utf-8").splitlines()[1:]]
EMENDATIONS = """\
- {at: 甲.txt:1, correct: 古井, to: 老井, why: 据碑文}
- {at: 甲.txt:1, query: 不涸, to: 不竭, why: 碑文作不竭}
- {at: 甲.txt:1, insert: 今年, text: "次,|门前"}
- {at: 甲.txt:2, drop: 载重车, why: 印重}
- {at: 甲.txt:2, query: 歇脚}
- {at: 甲.txt:2, note: 今人民路, text: 此}
- {at: 甲.txt:1, join: 清甜，|行人}
"""


def annotated(folder: Path, emendations: str = EMENDATIONS) -> Manuscript:
    book = desk(folder, {"甲.txt": TEXT, "乙.txt": OTHER}, emendations)
    manuscript = annotate(compare(emend(read(book), book, lines_of(book))))
    balance(manuscript, lines_of(book))
    return manuscript


def shown(manuscript: Manuscript) -> str:
    """Return the first block's text with the numbers of its notes."""
    numbers = {note.id: number for number, note in enumerate(manuscript.notes, 1)}
    return "".join(
        piece.text
        + "".join(f"[{numbers[mark.target]}]" for mark in piece.marks if mark.kind == "note")
        for piece in manuscript.blocks[0].pieces
    )


def test_every_note_is_called_behind_its_words_in_the_order_of_the_text(tmp_path: Path) -> None:
    manuscript = annotated(tmp_path)
    assert shown(manuscript) == (
        "去年春城茶社接待茶客180[1]余人次，今年[2]门前的老井[3]至今不涸[4]，井水清甜，"
        "行人载重车[5]皆在此[6]歇脚[7]。"
    )
    assert [note.text for note in manuscript.notes] == [
        "“180”，《乙.txt》作“80”。",
        "“今年”，底本无，今补。",
        "“老井”，底本作“古井”，今改。据碑文。",
        "“不涸”，疑当作“不竭”。碑文作不竭。",
        "此处底本有“载重车”，今删。印重。",
        "今人民路。",
        "“歇脚”，底本如此，存疑。",
    ]
    assert {note.anchor for note in manuscript.notes} == {manuscript.blocks[0].anchor}


def test_a_note_keeps_its_id_when_another_emendation_is_added(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one = annotated(tmp_path / "one")
    two = annotated(tmp_path / "two", f"- {{at: 甲.txt:1, query: 春城}}\n{EMENDATIONS}")
    assert {note.id for note in one.notes} < {note.id for note in two.notes}


def test_an_index_term_across_a_call_does_not_double_the_note(tmp_path: Path) -> None:
    manuscript = annotated(tmp_path)
    block = manuscript.blocks[0]
    start = block.text.index("接待茶客180余")
    pieces = mark_range(block.pieces, start, start + 8, Mark(MarkKind.TERM, "茶客"))
    calls = [mark.target for piece in pieces for mark in piece.marks if mark.kind == "note"]
    assert len(calls) == len(set(calls)) == len(manuscript.notes)


@pytest.mark.parametrize(
    ("emendation", "kind"),
    [("query: 春城", NoteKind.QUERY), ("correct: 春城, to: 秋城", NoteKind.EMENDATION)],
)
def test_a_note_says_whose_it_is(tmp_path: Path, emendation: str, kind: NoteKind) -> None:
    notes = annotated(tmp_path, f"- {{at: 甲.txt:1, {emendation}}}").notes
    assert [note.kind for note in notes] == [kind, NoteKind.READING]


def test_the_note_on_a_dropped_first_block_is_called_all_the_same(tmp_path: Path) -> None:
    book = desk(tmp_path, {"甲.txt": "重印\n正文。"}, "- {at: 甲.txt:1, drop: 重印}")
    manuscript = annotate(emend(read(book), book, lines_of(book)))
    (note,) = manuscript.notes
    assert note.anchor == manuscript.blocks[0].anchor


def test_the_table_has_a_row_for_every_change_and_reading(tmp_path: Path) -> None:
    manuscript = annotated(tmp_path)
    header, *table = rows(manuscript)
    assert header[:4] == ("source", "line", "column", "change")
    assert len(table) == len(manuscript.emendations) + len(manuscript.readings)
    assert all(len(row) == len(header) for row in table)
    assert not any(re.search(r"[\n\t\r]", cell) for row in table for cell in row)
    (reading,) = (row for row in table if row[3] == "reading")
    assert reading[4:6] == ("180", "80")
    assert reading[-1] == "figure 乙.txt:1:11"
    (join,) = (row for row in table if row[3] == "join")
    assert join[4] == "清甜，⏎行人"


def test_readings_that_differ_by_marks_alone_are_summed_up(tmp_path: Path) -> None:
    texts = {
        "甲.txt": "门前的古井，至今不涸，井水清甜，行人在此歇脚；老街的石板已经磨得发亮，",
        "乙.txt": "门前的古井、至今不涸；井水清甜，行人在此歇脚；老街的石板已经磨得发光，",
    }
    book = desk(tmp_path, texts, " []")
    compared = compare(read(book))
    kinds = [reading.kind for reading in compared.readings]
    trivial = kinds.count(ReadingKind.PUNCTUATION)
    assert 0 < trivial < len(kinds)
    manuscript = annotate(compared)
    assert len(manuscript.notes) == len(kinds) - trivial
    assert manuscript.passed_over == trivial
    assert f"异文{trivial}处" in summary_of(manuscript)
    everything = annotate(compared, Readings.ALL)
    assert len(everything.notes) == len(kinds)
    assert not summary_of(everything)


def test_without_an_apparatus_nothing_is_called(tmp_path: Path) -> None:
    book = desk(tmp_path, {"甲.txt": TEXT, "乙.txt": OTHER}, EMENDATIONS)
    emended = emend(read(book), book, lines_of(book))
    assert annotate(compare(emended), place=Apparatus.NONE).notes == ()


@pytest.mark.parametrize(
    ("written", "place"),
    [("true", "end"), ("false", "none"), ("foot", "foot"), ("end", "end"), ("none", "none")],
)
def test_the_yaml_says_where_the_notes_stand(written: str, place: str, tmp_path: Path) -> None:
    book = desk(tmp_path, {"甲.txt": TEXT}, " []")
    assert book.yaml is not None
    book.yaml.write_text(f"{book.yaml.read_text()}\napparatus: {written}\n")
    assert load_publication(book.folder).plan.notes_stand == place


@pytest.mark.parametrize(("reading", "shown"), LONG_READINGS)
def test_a_long_reading_is_quoted_by_its_first_and_last_phrases(reading: str, shown: str) -> None:
    assert quoted(reading) == shown
