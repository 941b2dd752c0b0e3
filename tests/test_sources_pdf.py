"""PDFs with a text layer are read into whole paragraphs, whoever made them."""

from html import escape
from pathlib import Path

import pytest

from kanben.errors import SourceError
from kanben.manuscript.blocks import HEADINGS, BlockKind
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import read_source
from kanben.reading.judging.judges import judges
from kanben.reading.read import make_manuscript

DATA = Path(__file__).parent / "data" / "sources"

BASE = "body{font-family:'Noto Serif CJK SC';font-size:10pt;line-height:1.6}"
INDENTED = "p{text-indent:2em;margin:0;text-align:justify}h2{font-size:14pt}"
HEADS = (
    "@page{size:80mm 95mm;margin:18mm 12mm;@top-left{content:'渡口旧事';font-size:8pt}"
    "@bottom-center{content:counter(page);font-size:8pt}}"
)
CHINESE_FOLIO = "'第' counter(page, cjk-decimal) '页'"
DRESSES = {
    "book": HEADS + INDENTED,
    "columns": HEADS.replace("80mm", "160mm") + "body{columns:2}" + INDENTED,
    "spaced": HEADS + "p{margin:0 0 1em}h2{font-size:14pt}",
    "plain": "@page{size:80mm 95mm}" + INDENTED,
    "chinese-folios": HEADS.replace("counter(page)", CHINESE_FOLIO) + INDENTED,
}


def story() -> list[tuple[str, str]]:
    """Return the story's blocks: whether heading or paragraph, and the text."""
    blocks = (DATA / "渡口.txt").read_text("utf-8").strip().split("\n\n")
    return [("h2", b[2:]) if b.startswith("# ") else ("p", b) for b in blocks]


def typeset(path: Path, css: str, body: str) -> Path:
    """Have a PDF made of HTML."""
    from weasyprint import HTML

    HTML(string=f"<style>{BASE}{css}</style>{body}").write_pdf(path)
    return path


def body_of(blocks: list[tuple[str, str]]) -> str:
    """Write blocks as HTML."""
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in blocks)


def read(path: Path) -> Manuscript:
    """Read a PDF as one part."""
    source = read_source(path)
    return make_manuscript("book", Plan(parts=(PartPlan((source.name,)),)), [source], judges())


def printed(manuscript: Manuscript) -> list[tuple[str, str]]:
    """Return what editions would set: headings and paragraphs with their texts."""
    return [
        ("h2" if block.kind in HEADINGS else "p", block.text)
        for part in manuscript.parts
        for block in part.printed_blocks
    ]


@pytest.mark.parametrize("dress", DRESSES)
def test_paragraphs_and_headings_come_back_whole_from_any_dress(dress: str, tmp_path: Path) -> None:
    path = typeset(tmp_path / "story.pdf", DRESSES[dress], body_of(story()))
    assert printed(read(path)) == story()


def test_running_heads_and_folios_are_kept_on_record_as_furniture(tmp_path: Path) -> None:
    path = typeset(tmp_path / "story.pdf", DRESSES["book"], body_of(story()))
    furniture = {b.text for b in read(path).blocks if b.kind == BlockKind.FURNITURE}
    assert {"渡口旧事", "1", "2", "3"} <= furniture


def test_calls_drawn_after_their_page_go_back_into_their_lines(tmp_path: Path) -> None:
    text = "老周把信折好，<sup>1</sup>放进装茶叶的铁罐里，没有回信。"
    css = INDENTED + "sup{font-size:6pt;line-height:0;position:relative}"
    path = typeset(tmp_path / "call.pdf", css, f"<p>{text}</p>")
    assert printed(read(path)) == [("p", "老周把信折好，1放进装茶叶的铁罐里，没有回信。")]


def test_ligatures_are_letters_and_hyphens_at_line_ends_stay(tmp_path: Path) -> None:
    css = "@page{size:70mm 100mm;margin:10mm}p{hyphens:none;text-align:left}"
    body = "<p>He studied the ﬁrst ofﬁcial well-established office.</p>"
    source = read_source(typeset(tmp_path / "latin.pdf", css, body))
    assert " ".join(source.lines) == "He studied the first official well-established office."


def test_the_outline_of_the_document_confirms_headings_in_plain_type(tmp_path: Path) -> None:
    css = INDENTED + "h2{font-size:10pt;font-weight:normal;margin:0}"
    blocks = [("h2", "渡口旧事"), story()[1], ("h2", "桥成之后"), story()[2]]
    path = typeset(tmp_path / "outline.pdf", css, body_of(blocks))
    assert printed(read(path)) == blocks


def test_listings_keep_their_lines(tmp_path: Path) -> None:
    css = INDENTED + "pre{font-family:'Noto Sans Mono CJK SC';font-size:8pt}"
    body = "<p>编译时执行：</p><pre>make clean\nmake all CFLAGS=-O2\nmake install</pre>"
    found = read(typeset(tmp_path / "code.pdf", css, body)).blocks
    assert [b.text for b in found if b.kind == BlockKind.CODE] == [
        "make clean",
        "make all CFLAGS=-O2",
        "make install",
    ]


def test_a_document_of_pictures_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = typeset(tmp_path / "scan.pdf", "", "<hr>")
    with pytest.raises(SourceError) as error:
        read_source(path)
    assert error.value.key == "source.no_text_layer"


def test_a_locked_document_and_a_broken_one_are_told_apart(tmp_path: Path) -> None:
    import pikepdf

    plain = typeset(tmp_path / "plain.pdf", INDENTED, body_of(story()))
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(plain) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="开门", owner="开门"))
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + plain.read_bytes()[2000:4000])
    for path, key in ((locked, "source.locked"), (broken, "source.pdf")):
        with pytest.raises(SourceError) as error:
            read_source(path)
        assert error.value.key == key


def test_paragraphs_of_one_line_set_apart_by_blanks_stay_apart(tmp_path: Path) -> None:
    lines = [f"第{number}款应允在江东码头设立渡船一艘以利行人往来" for number in "一二三四五六"]
    long = "以上各款自签字之日起施行，双方各执一份，如有未尽之处，得随时会商增订，不得与本约抵触。"
    blocks = [("p", text) for text in (long, *lines, long, long)]
    path = typeset(tmp_path / "treaty.pdf", DRESSES["spaced"], body_of(blocks))
    assert [text for _, text in printed(read(path))] == [text for _, text in blocks]


def test_a_full_line_above_an_indented_paragraph_is_one_of_its_own(tmp_path: Path) -> None:
    full = "渡口东头的茶馆掌柜姓许名叫许大"
    long = "老周撑船已经三十年了，这条河从上游的山口出来，到镇子边上变得又宽又缓，两岸都是芦苇。"
    blocks = [("p", text) for text in (long, full, long, full, long, long)]
    path = typeset(tmp_path / "heads.pdf", DRESSES["book"], body_of(blocks))
    assert [text for _, text in printed(read(path))] == [text for _, text in blocks]


TABLE = [("年份", "水位", "渡船"), ("一九五四", "七级", "3"), ("一九九八", "八级", "12")]
RULED = "table{border-collapse:collapse}td{border:.5pt solid;padding:2pt 9pt}"


def test_a_ruled_table_keeps_its_rows_and_cells(tmp_path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    before, *after = story()
    body = body_of([before, after[0]]) + f"<table>{rows}</table>" + body_of(after[1:3])
    manuscript = read(typeset(tmp_path / "t.pdf", DRESSES["book"] + RULED, body))
    found = [b.text.split("\t") for b in manuscript.blocks if b.kind == BlockKind.TABLE]
    assert found == [list(row) for row in TABLE]
    assert after[0][1] in [block.text for block in manuscript.blocks]


def test_a_heading_of_two_lines_is_one(tmp_path: Path) -> None:
    blocks = [("h2", "关于渡口东头茶馆掌柜许大年与老周往来的若干回忆"), *story()[1:3]]
    manuscript = read(typeset(tmp_path / "h.pdf", DRESSES["book"], body_of(blocks)))
    assert printed(manuscript)[0] == blocks[0]
