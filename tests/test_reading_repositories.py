"""Files of text repositories are read as they come, their marks kept on record."""

from pathlib import Path

from kanben.manuscript.blocks import BlockKind, MarkKind
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import read_source
from kanben.reading.judging.judges import judges
from kanben.reading.read import make_manuscript

KANRIPO = Path("tests/data/reading/kanripo.txt")


def read_file(path: Path) -> Manuscript:
    text = read_source(path, name=path.name)
    plan = Plan(parts=(PartPlan((path.name,)),))
    manuscript = make_manuscript(path.stem, plan, [text], judges())
    balance(manuscript, [text.lines])
    return manuscript


def test_a_file_of_kanripo_is_text_without_its_marks() -> None:
    manuscript = read_file(KANRIPO)
    whole = "".join(block.text for block in manuscript.blocks)
    assert not set("¶<>#&") & set(whole)
    assert "mandoku" not in whole
    assert manuscript.metadata.title == "江東縣志"
    assert manuscript.script == "Hant"


def test_its_pages_are_marked_where_they_begin() -> None:
    pages = [
        (mark.target, block.text[:3])
        for block in read_file(KANRIPO).blocks
        for piece in block.pieces
        for mark in piece.marks
        if mark.kind == MarkKind.PAGE
    ]
    assert [page for page, _ in pages] == ["002-1a", "002-1b", "002-2a"]
    assert pages[1] == ("002-1b", "山之大")


def test_a_line_that_only_makes_room_for_the_dynasty_runs_on() -> None:
    text = next(block.text for block in read_file(KANRIPO).blocks if "國朝" in block.text)
    assert "商旅往來不絶於道自國朝定鼎以來百有餘年休養生息户口日增田野日闢民不知兵者久矣" in text


def test_notes_in_half_columns_are_read_across_them_and_across_pages() -> None:
    texts = [block.text for block in read_file(KANRIPO).blocks]
    assert any("青山（在縣北十）曰白雲山（在縣南五）" in text for text in texts)
    assert any("雙溪（二水合流故名雙溪）皆入於江" in text for text in texts)


def test_what_was_taken_out_is_on_record_and_an_unknown_character_is_doubted() -> None:
    manuscript = read_file(KANRIPO)
    records = [found for found in manuscript.emendations if found.reason == "reading.repository"]
    assert "#+TITLE: 江東縣志" in {found.before for found in records}
    assert [found.after for found in records if found.before == "&KR0042;"] == ["□"]
    assert "suspicion.unknown" in {doubt.reason for doubt in manuscript.suspicions}


def test_lines_of_cbeta_are_read_without_their_places(tmp_path: Path) -> None:
    path = tmp_path / "經.txt"
    path.write_text(
        "T01n0001_p0001a02║如是我聞。一時佛在羅閱城耆闍崛山。與大比丘眾千二\n"
        "T01n0001_p0001a03║百五十人俱。\n"
        "T01n0001_p0001b01║爾時世尊告諸比丘。\n",
        encoding="utf-8",
    )
    manuscript = read_file(path)
    assert "║" not in "".join(block.text for block in manuscript.blocks)
    assert "與大比丘眾千二百五十人俱。" in manuscript.blocks[0].text
    pages = [m.target for b in manuscript.blocks for p in b.pieces for m in p.marks]
    assert pages == ["0001a", "0001b"]


def test_headings_above_a_treatise_are_no_furniture() -> None:
    kinds = {block.kind for block in read_file(KANRIPO).blocks}
    assert BlockKind.FURNITURE not in kinds
