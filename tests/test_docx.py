"""DOCX editions are valid, set as Chinese books are, and true in their page numbers."""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx as word_processor
import pytest
from lxml import etree
from msgspec import structs

from kanben.characters import inked
from kanben.manuscript.blocks import Block, BlockKind, Mark, MarkKind, Piece, Position
from kanben.manuscript.manuscript import Manuscript
from kanben.writing.designs import page_design
from kanben.writing.docx import edition as docx
from tests.libreoffice import Shown, index_pages, show
from tests.manuscripts import PIXEL, pages_of, rich, seeds
from tests.validators import check_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {"w": W}


class Document:
    """A DOCX taken apart."""

    def __init__(self, path: Path) -> None:
        with ZipFile(path) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}

    def find(self, name: str, path: str) -> list[Any]:
        tree: Any = etree.fromstring(self.files[f"word/{name}.xml"])
        found: list[Any] = tree.xpath(path, namespaces=NAMES)
        return found

    def values(self, name: str, path: str, attribute: str = "val") -> list[str]:
        return [str(each.get(f"{{{W}}}{attribute}")) for each in self.find(name, path)]

    def text(self, name: str, path: str) -> list[str]:
        return [
            "".join(each.xpath(".//w:t/text() | .//w:tab/@missing", namespaces=NAMES))
            for each in self.find(name, path)
        ]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One DOCX of every kind."""
    folder = tmp_path_factory.mktemp("docx")
    (folder / "厂房 1.png").write_bytes(PIXEL)
    books: dict[str, tuple[Manuscript, str]] = {
        "hans": (seeds("zh-Hans-CN"), "book-a5"),
        "tw": (seeds("zh-Hant-TW"), "32k"),
        "hk": (seeds("zh-Hant-HK"), "book-a5"),
        "rich": (rich(), "book-a5"),
    }
    for name, (book, design) in books.items():
        pages = pages_of(book) if name in ("hans", "rich") else None
        path = folder / f"{name}.docx"
        docx.write(book, path, page_design(design), pages=pages, folder=folder)
    return {name: folder / f"{name}.docx" for name in books}


@pytest.fixture(scope="module")
def shown(shelf: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The seeds as LibreOffice shows them."""
    return show(shelf["hans"], tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("name", ["hans", "tw", "hk", "rich"])
def test_two_validators_find_no_error(shelf: dict[str, Path], name: str) -> None:
    assert check_docx(shelf[name]) == []


def test_no_character_is_missing_in_a_word_processor(shown: Shown) -> None:
    start = shown.lines.index("第1部分", shown.lines.index("目录") + 2)
    end = shown.lines.index("索引", start)
    text = "".join(shown.lines[start:end])
    expected = "".join(
        part.title + "".join(block.text for block in part.blocks) for part in seeds().parts
    )
    assert inked(text) == inked(expected)


def test_page_numbers_of_contents_are_true_after_an_update(shown: Shown) -> None:
    start = shown.lines.index("目录")
    end = shown.lines.index("第1部分", start + 2)
    entries = [line.split("\t") for line in shown.lines[start:end] if "\t" in line]
    assert [title for title, _ in entries][-2:] == ["綦江，是中国西", "索引"]
    for title, page in entries:
        assert "".join(title.split()) in shown.pages[page], (title, page)


def test_an_updated_index_has_every_page_of_every_mark_and_no_other(shown: Shown) -> None:
    found = index_pages(_index(shown.lines))
    assert shown.marks.keys() == {"綦江", "重庆", "齿轮", "罗成"}
    for heading, pages in shown.marks.items():
        assert set(found[heading]) == set(pages), heading


def test_no_page_stands_twice_where_identical_entries_are_combined(shown: Shown) -> None:
    found = index_pages(_index(shown.combined))
    for heading, pages in shown.marks.items():
        assert found[heading] == list(dict.fromkeys(pages)), heading


def _index(lines: list[str]) -> list[str]:
    return lines[len(lines) - 1 - lines[::-1].index("索引") :]


def test_contents_show_the_pages_of_the_pdf_before_any_update(shelf: dict[str, Path]) -> None:
    book = Document(shelf["rich"])
    toc = "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC') and .//w:hyperlink]"
    entries = ["序1", "主城都市区的支点2", "一、创新3", "索引7"]
    assert book.text("document", toc) == entries
    fields = "".join(book.find("document", "//w:instrText/text()"))
    assert 'TOC \\o "1-3" \\h' in fields


def test_the_index_shows_the_pages_of_the_pdf_and_can_be_rebuilt(shelf: dict[str, Path]) -> None:
    book = Document(shelf["rich"])
    index = "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Index')]"
    lines = book.text("document", index)
    assert lines == ["Q", "綦江　2　参见 重庆", "綦江“齿轮”: 史", "綦河　见 綦江"]
    hidden = book.find("document", "//w:r[w:rPr/w:vanish]/w:instrText/text()")
    assert hidden == [
        ' XE "綦江" \\y "Qí jiāng" \\b ',
        ' XE "綦江" \\t "参见 重庆" ',
        ' XE "綦河" \\t "见 綦江" ',
    ]
    (field,) = [code for code in book.find("document", "//w:instrText/text()") if " INDEX " in code]
    assert field == ' INDEX \\e "　" \\k "　" \\h "A" \\z "2052" '


def test_without_a_pdf_the_index_shows_paragraphs(shelf: dict[str, Path]) -> None:
    book = Document(shelf["tw"])
    entries = book.text("document", "//w:p[w:pPr/w:pStyle/@w:val='Index1']")
    assert "罗成　1.4" in entries


def test_every_link_has_its_bookmark(shelf: dict[str, Path]) -> None:
    for path in shelf.values():
        book = Document(path)
        bookmarks = book.values("document", "//w:bookmarkStart", "name")
        links = book.values("document", "//w:hyperlink", "anchor")
        assert len(set(bookmarks)) == len(bookmarks)
        assert links
        assert set(links) <= set(bookmarks)
        numbers = book.values("document", "//w:bookmarkStart", "id")
        assert sorted(numbers) == sorted(book.values("document", "//w:bookmarkEnd", "id"))
        assert len(set(numbers)) == len(numbers)


def test_a_part_without_a_title_is_not_in_the_contents(tmp_path: Path) -> None:
    plain = rich()
    preface = structs.replace(plain.parts[0], title="")
    book = structs.replace(plain, parts=(preface,), index=(), notes=())
    docx.write(book, tmp_path / "book.docx", page_design())
    document = Document(tmp_path / "book.docx")
    assert document.values("document", "//w:hyperlink", "anchor") == []
    assert document.find("document", "//w:fldChar") == []
    assert "序者，绪也。" in document.text("document", "//w:p")


def test_notes_are_footnotes(shelf: dict[str, Path]) -> None:
    book = Document(shelf["rich"])
    notes = [text.strip() for text in book.text("footnotes", "//w:footnote[not(@w:type)]")]
    assert notes == ["底本如此<i>。", "“光”，底本作“先”。"]
    assert len(book.find("document", "//w:footnoteReference")) == 2


def test_paragraphs_are_indented_by_two_characters(shelf: dict[str, Path]) -> None:
    for name in ("hans", "tw"):
        book = Document(shelf[name])
        indent = "//w:style[@w:styleId='BodyText']/w:pPr/w:ind"
        assert book.values("styles", indent, "firstLineChars") == ["200"]


@pytest.mark.parametrize(
    ("name", "language", "font"),
    [("hans", "zh-CN", "宋体"), ("tw", "zh-TW", "新細明體"), ("hk", "zh-HK", "細明體_HKSCS")],
)
def test_every_region_has_its_language_and_fonts(
    shelf: dict[str, Path], name: str, language: str, font: str
) -> None:
    book = Document(shelf[name])
    assert book.values("styles", "//w:rPrDefault//w:lang", "eastAsia") == [language]
    assert book.values("styles", "//w:rPrDefault//w:rFonts", "eastAsia") == [font]
    assert book.values("settings", "//w:noLineBreaksBefore", "lang") == [language]


def test_word_is_told_how_chinese_lines_are_set(shelf: dict[str, Path]) -> None:
    book = Document(shelf["hans"])
    assert book.values("settings", "//w:characterSpacingControl") == ["compressPunctuation"]
    assert book.values("settings", "//w:updateFields") == ["true"]
    for rule in ("kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN"):
        assert book.find("styles", f"//w:pPrDefault//w:{rule}")
    assert "。" in book.values("settings", "//w:noLineBreaksBefore")[0]


def test_marks_that_stand_alone_are_chinese_ones(tmp_path: Path) -> None:
    """A term right behind “ leaves the mark in a run of its own."""
    term = Mark(MarkKind.TERM, "綦江")
    pieces = (
        Piece("他说：", Position(0, 1)),
        Piece("綦江", Position(0, 1, 3), marks=(term,)),
        Piece("“", Position(0, 1, 5)),
        Piece("綦江", Position(0, 1, 6), marks=(term,)),
        Piece("”……——", Position(0, 1, 8)),
        Piece("綦江", Position(0, 1, 13), marks=(term,)),
        Piece("don’t", Position(0, 1, 15)),
    )
    plain = seeds()
    block = Block(BlockKind.PARAGRAPH, pieces, "000-1")
    book = structs.replace(plain, parts=(structs.replace(plain.parts[0], blocks=(block,)),))
    docx.write(book, tmp_path / "book.docx", page_design())
    document = Document(tmp_path / "book.docx")
    runs = document.find("document", "//w:r[w:t[text()='“' or text()='”……——' or text()='don’t']]")
    hints = [run.xpath("string(w:rPr/w:rFonts/@w:hint)", namespaces=NAMES) for run in runs]
    assert hints == ["eastAsia", "eastAsia", ""]


def test_sections_have_the_designs_page_and_running_heads(shelf: dict[str, Path]) -> None:
    document: Any = word_processor.Document(str(shelf["hans"]))
    sections = list(document.sections)
    millimetres = [round(section.page_width.mm) for section in sections]
    assert millimetres == [148] * 6
    assert sections[1].even_page_header.paragraphs[0].text == "綦江：创新驱动发展"
    fields = Document(shelf["hans"])
    assert fields.find("header2", "//w:instrText/text()") == [' STYLEREF "heading 1" ']
    assert fields.find("footer1", "//w:instrText/text()") == [" PAGE "]
    smaller: Any = word_processor.Document(str(shelf["tw"]))
    assert round(smaller.sections[0].page_width.mm) == 130


def test_headings_make_the_navigation_pane(shelf: dict[str, Path]) -> None:
    document: Any = word_processor.Document(str(shelf["rich"]))
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert headings == [
        ("Heading 1", "序"),
        ("Heading 1", "主城都市区的支点"),
        ("Heading 2", "一、创新"),
        ("Heading 1", "索引"),
    ]


def test_properties_tables_and_pictures_arrive(shelf: dict[str, Path]) -> None:
    document: Any = word_processor.Document(str(shelf["rich"]))
    properties = document.core_properties
    assert (properties.title, properties.author) == ("綦江：创新驱动发展", "陈正英; 张静")
    assert properties.keywords == "綦江, 科技创新"
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells == [["年份", "企业"], ["2020", "590家"], ["2021", "1050家"]]
    assert (
        b'descr="\xe5\x8e\x82\xe6\x88\xbf\xe5\xa4\x96\xe6\x99\xaf"'
        in (Document(shelf["rich"]).files["word/document.xml"])
    )


def test_what_looks_like_markup_is_text(shelf: dict[str, Path]) -> None:
    document: Any = word_processor.Document(str(shelf["rich"]))
    assert any("<b>&amp;*_[x](y)$\\" in paragraph.text for paragraph in document.paragraphs)


def test_the_same_manuscript_makes_the_same_bytes(shelf: dict[str, Path], tmp_path: Path) -> None:
    book = rich()
    docx.write(
        book,
        tmp_path / "again.docx",
        page_design("book-a5"),
        pages=pages_of(book),
        folder=shelf["rich"].parent,
    )
    assert (tmp_path / "again.docx").read_bytes() == shelf["rich"].read_bytes()
