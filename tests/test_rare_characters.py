"""Characters that devices lack are shown in every edition, or marked; no line shows their codes."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
from fontTools.ttLib import TTFont
from msgspec import structs

from kanben.characters import inked
from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.manuscript import Manuscript
from kanben.writing.designs import page_design
from kanben.writing.docx.edition import write as write_docx
from kanben.writing.epub.edition import write as write_epub
from kanben.writing.fonts.families import Face, faces, missing
from kanben.writing.pdf.edition import write as write_pdf
from tests.books import block, seed_book

EXTENSIONS = {
    "A": (0x3400, 0x4DBF),
    "B": (0x20000, 0x2A6DF),
    "C": (0x2A700, 0x2B738),
    "D": (0x2B740, 0x2B81D),
    "E": (0x2B820, 0x2CEA1),
    "F": (0x2CEB0, 0x2EBE0),
    "G": (0x30000, 0x3134A),
    "H": (0x31350, 0x323AF),
}
"""First and last character of each extension of the Unified Ideographs (Unicode 15)."""
EACH = 38
"""Characters of each extension: 304 in all."""
RARE = "".join(
    chr(first + number * (last - first) // (EACH - 1))
    for first, last in EXTENSIONS.values()
    for number in range(EACH)
)
CODES = re.compile(r"U\+[0-9A-F]{4,}|&#x?[0-9A-Fa-f]+;")


def with_rare_characters() -> Manuscript:
    """Make a book of a dictionary's kind: rare characters, each line with as many as fit."""
    book = seed_book()
    lines = [RARE[start : start + EACH] for start in range(0, len(RARE), EACH)]
    blocks = tuple(
        block(BlockKind.PARAGRAPH, f"字书第{number}部收{line}等字。", f"000-{number}")
        for number, line in enumerate(lines, 1)
    )
    part = structs.replace(book.parts[0], title="字书", blocks=blocks)
    return structs.replace(book, parts=(part,), index=())


def lacking() -> set[str]:
    """Return those that no installed font has."""
    return set(missing(RARE, faces("zh-Hans", Face.SERIF).text))


def test_print_shows_each_or_marks_it_and_no_line_has_its_code(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    write_pdf(with_rare_characters(), path, page_design())
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    body = "".join(page for page in pages if "字书第" in page)
    assert [char for char in RARE if char not in inked("".join(pages))] == []
    assert CODES.findall(body) == []
    listed = {chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]+)", "".join(pages))}
    assert listed == lacking(), "the colophon lists what is marked, and nothing else"


def test_an_epub_brings_a_font_for_each_that_some_font_has(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    write_epub(with_rare_characters(), path)
    with ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    text = "".join(files[name].decode() for name in files if "part" in name)
    embedded = (data for name, data in files.items() if name.endswith((".otf", ".ttf")))
    fonts = [TTFont(BytesIO(data)) for data in embedded]
    shown = {chr(code) for font in fonts for code in font.getBestCmap()}
    assert [char for char in RARE if char not in text] == []
    assert CODES.findall(text) == []
    assert set(RARE) - shown == lacking()


def test_a_word_processor_gets_the_characters_themselves(tmp_path: Path) -> None:
    path = tmp_path / "book.docx"
    write_docx(with_rare_characters(), path, page_design())
    with ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode()
    assert [char for char in RARE if char not in text] == []
    assert CODES.findall(text) == []
