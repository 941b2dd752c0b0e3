"""A note on paper is found from its page, and its page from the note."""

import re
from pathlib import Path

import pypdfium2
import pytest
from msgspec import structs

from kanben.manuscript.blocks import BlockKind, Part
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.manuscript import Apparatus, Manuscript, Note, NoteKind
from kanben.proving.examination import Examination
from kanben.proving.matter import Guide, Region
from kanben.proving.readers.pdf import read_pdf
from kanben.writing.designs import page_design
from kanben.writing.pdf.edition import write
from tests.books import block, called, seed_book

SENTENCE = "渡口的船夫{n}点半钟收篙，挑担的人沿着石阶往上走，灯火从江对面一盏一盏亮起来。"
SMALL = 6.0
"""pt: marks and calls are lower."""
LINE_APART = 4.0
"""pt: baselines of one line, calls and all, lie nearer than this."""


def noted_book(count: int = 24, place: Apparatus = Apparatus.END) -> Manuscript:
    """Make a book of two parts, each paragraph of which calls a note."""
    plain = seed_book()
    blocks, notes = [], []
    for number in range(1, count + 1):
        anchor = f"000-{number}"
        text = SENTENCE.format(n=number) * (1 + number % 4)
        paragraph = block(BlockKind.PARAGRAPH, text, anchor, number)
        blocks.append(called(paragraph, {f"船夫{number}点": f"n{number}"}))
        words = f"“点”，底本作“典”{number}，今改。"
        notes.append(Note(f"n{number}", NoteKind.EMENDATION, words, anchor))
    half = count // 2
    parts = (
        Part("江上", tuple(blocks[:half]), (0,), anchor="part-1"),
        Part("岸上", tuple(blocks[half:]), (0,), anchor="part-2"),
    )
    book = structs.replace(plain, parts=parts, notes=tuple(notes), apparatus=place)
    return structs.replace(book, index=(), terms=())


def counted_line(page: pypdfium2.PdfPage, call: str, head: float) -> int:
    """Count the lines of a page down to the one that has a call, `head` pt of margin aside."""
    text = page.get_textpage()
    chars = text.get_text_range()
    boxes = [text.get_charbox(n) for n, char in enumerate(chars) if not char.isspace()]
    middles = {(box[1] + box[3]) / 2 for box in boxes if box[3] - box[1] > SMALL}
    lines: list[float] = []
    for middle in sorted(middles, reverse=True):
        within = middle < page.get_height() - head
        if within and (not lines or lines[-1] - middle > LINE_APART):
            lines.append(middle)
    bottom = text.get_charbox(chars.index(call))[1]
    return sum(middle > bottom - LINE_APART for middle in lines)


def test_every_note_names_the_page_and_the_line_where_it_is_called(tmp_path: Path) -> None:
    design = page_design()
    write(noted_book(), tmp_path / "book.pdf", design)
    pdf = pypdfium2.PdfDocument(tmp_path / "book.pdf")
    labels = [pdf.get_page_label(number) for number in range(len(pdf))]
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    told = re.findall(r"〔(\d+)〕\s*(\d+)\s*页\s*(\d+)\s*行", text)
    assert len(told) == 24
    head = (pdf[0].get_height() - design.lines * design.leading) * design.head
    for number, label, line in told:
        page = pdf[labels.index(label)]
        assert counted_line(page, f"〔{number}〕", head) == int(line), number


def test_notes_stand_under_the_titles_of_their_parts(tmp_path: Path) -> None:
    write(noted_book(), tmp_path / "book.pdf", page_design())
    lines = read_pdf(tmp_path / "book.pdf", Guide("zh-Hans-CN", index=False, notes=True)).lines
    notes = [line for line in lines if line.region == Region.NOTES]
    titles = [line.text for line in notes if line.level]
    assert titles == ["校勘记", "江上", "岸上"]
    second = next(n for n, line in enumerate(notes) if line.text == "岸上")
    assert notes[second + 1].label == "〔13〕"


@pytest.mark.parametrize("design", ["book-a5", "32k", "a4", "large-print"])
def test_a_note_at_the_foot_stands_on_the_page_of_its_call(design: str, tmp_path: Path) -> None:
    write(noted_book(place=Apparatus.FOOT), tmp_path / "book.pdf", page_design(design))
    lines = read_pdf(tmp_path / "book.pdf", Guide("zh-Hans-CN", index=False, notes=True)).lines
    calls = {call.label: line.page for line in lines for call in line.calls}
    notes = {line.label: line.page for line in lines if line.region == Region.NOTES}
    pages = {line.page for line in lines if line.region == Region.BODY}
    assert len(notes) == 24
    assert len(pages) > 2
    assert notes == calls


def test_the_proof_finds_a_note_that_names_another_page(tmp_path: Path) -> None:
    book = noted_book()
    write(book, tmp_path / "book.pdf", page_design())
    read = read_pdf(tmp_path / "book.pdf", Guide("zh-Hans-CN", index=False, notes=True))
    declared = FORMATS["pdf"].declare(book)
    assert not Examination(book, read, declared, "pdf").run()
    (place,) = {line.place for line in read.lines if line.label == "〔13〕" and line.place}
    elsewhere = tuple(
        structs.replace(line, place=f"9{place}") if line.label == "〔13〕" and line.place else line
        for line in read.lines
    )
    faults = Examination(book, structs.replace(read, lines=elsewhere), declared, "pdf").run()
    assert [(fault.kind, fault.found) for fault in faults] == [("place", f"9{place}")]
