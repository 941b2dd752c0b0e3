"""EPUB editions are valid, accessible, navigable, and say only what the manuscript says."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree
from msgspec import structs

from kanben.characters import inked
from kanben.errors import PublicationError
from kanben.indexing.order.filing import filing_forms
from kanben.manuscript.blocks import Mark, MarkKind, Piece
from kanben.manuscript.manuscript import Manuscript
from kanben.writing.epub import edition as epub
from tests.manuscripts import PIXEL, called_twice, pages_of, rich, seeds, with_sections
from tests.validators import check_accessibility, check_epubs

NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
TYPE = f"{{{NAMES['e']}}}type"


class Book:
    """An EPUB taken apart."""

    def __init__(self, path: Path) -> None:
        with ZipFile(path) as archive:
            self.infos = archive.infolist()
            self.files = {info.filename: archive.read(info) for info in self.infos}

    def tree(self, name: str) -> Any:
        return etree.fromstring(self.files[f"EPUB/{name}"])

    def find(self, name: str, path: str) -> list[Any]:
        found: list[Any] = self.tree(name).xpath(path, namespaces=NAMES)
        return found

    def text(self, name: str, path: str) -> list[str]:
        return ["".join(element.itertext()) for element in self.find(name, path)]

    @property
    def spine(self) -> list[str]:
        items = {item.get("id"): item.get("href") for item in self.find("package.opf", "//o:item")}
        refs = self.find("package.opf", "//o:itemref/@idref")
        return [str(items[str(ref)]) for ref in refs]

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        for name in self.spine:
            for target in self.find(name, "//x:a/@href"):
                file, _, anchor = str(target).partition("#")
                yield file or name, anchor

    def anchors(self, name: str) -> set[str]:
        return {str(each) for each in self.find(name, "//@id")}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One EPUB of every kind."""
    folder = tmp_path_factory.mktemp("epub")
    (folder / "厂房 1.png").write_bytes(PIXEL)
    books: dict[str, Manuscript] = {
        "hans": seeds("zh-Hans-CN"),
        "tw": seeds("zh-Hant-TW"),
        "hk": seeds("zh-Hant-HK"),
        "printed": structs.replace(seeds(), variant="as-printed"),
        "rich": rich(),
        "paged": rich("zh-Hant-TW"),
        "vertical": rich("zh-Hant-TW-vertical"),
        "vertical-hk": seeds("zh-Hant-HK-vertical"),
    }
    for name, book in books.items():
        epub.write(
            book,
            folder / f"{name}.epub",
            pages=pages_of(book) if name in ("hans", "paged") else None,
            cover=PIXEL if name != "tw" else None,
            folder=folder,
        )
    return {name: folder / f"{name}.epub" for name in books}


def test_epubcheck_has_nothing_to_say_but_that_rare_characters_have_a_font(
    shelf: dict[str, Path],
) -> None:
    findings = check_epubs(shelf.values())
    assert {(found.edition, found.code) for found in findings} == {
        ("rich.epub", "CSS-028"),
        ("paged.epub", "CSS-028"),
        ("vertical.epub", "CSS-028"),
    }


@pytest.mark.parametrize("name", ["hans", "rich", "paged", "vertical"])
def test_ace_finds_no_barrier(shelf: dict[str, Path], name: str) -> None:
    assert check_accessibility(shelf[name]) == []


def test_every_part_is_a_file_with_its_own_title(shelf: dict[str, Path]) -> None:
    book = Book(shelf["rich"])
    assert book.spine == [
        "cover.xhtml",
        "title.xhtml",
        "nav.xhtml",
        "part-1.xhtml",
        "part-2.xhtml",
        "notes.xhtml",
        "index.xhtml",
        "colophon.xhtml",
    ]
    titles = [book.text(name, "//x:title")[0] for name in book.spine]
    front, body = ["封面", "綦江：创新驱动发展", "目录"], ["序", "主城都市区的支点"]
    assert titles == [*front, *body, "注释", "索引", "版权页"]


def test_every_link_lands(shelf: dict[str, Path]) -> None:
    for path in shelf.values():
        book = Book(path)
        for file, anchor in book.links:
            assert not anchor or anchor in book.anchors(file), (path.name, file, anchor)


def test_contents_lead_to_every_heading_in_order(shelf: dict[str, Path]) -> None:
    book = Book(shelf["rich"])
    entries = book.text("nav.xhtml", "//x:nav[@e:type='toc']//x:a")
    assert entries == ["序", "主城都市区的支点", "一、创新", "注释", "索引", "版权页"]
    assert book.text("toc.ncx", "//n:navPoint/n:navLabel/n:text") == entries


def test_landmarks_name_cover_contents_text_index_and_colophon(shelf: dict[str, Path]) -> None:
    book = Book(shelf["rich"])
    marks = book.find("nav.xhtml", "//x:nav[@e:type='landmarks']//x:a")
    assert {str(mark.get(TYPE)): mark.get("href") for mark in marks} == {
        "cover": "cover.xhtml",
        "titlepage": "title.xhtml",
        "toc": "nav.xhtml#toc",
        "bodymatter": "part-2.xhtml",
        "endnotes": "notes.xhtml",
        "index": "index.xhtml",
        "colophon": "colophon.xhtml",
    }


def test_pages_of_the_pdf_are_listed_where_they_begin(shelf: dict[str, Path]) -> None:
    book = Book(shelf["paged"])
    listed = book.text("nav.xhtml", "//x:nav[@e:type='page-list']//x:a")
    assert listed == ["1", "2", "3", "4", "5", "6"]
    (third,) = book.find("part-2.xhtml", "//x:span[@aria-label='3']")
    before = third.xpath("string(preceding-sibling::node()[1])")
    assert before == "齐国史记"[:2], "page 3 begins inside a paragraph, after 齐国"
    assert book.text("nav.xhtml", "//x:nav[@id='pages-of-print']//x:a") == ["3"]


def test_pages_of_the_print_are_the_pages_where_there_is_no_pdf(shelf: dict[str, Path]) -> None:
    book = Book(shelf["rich"])
    (page,) = book.find("nav.xhtml", "//x:nav[@e:type='page-list']//x:a")
    assert (page.text, page.get("href")) == ("3", "part-2.xhtml#print-1")


def test_notes_stand_together_behind_the_text_and_lead_back(shelf: dict[str, Path]) -> None:
    book = Book(shelf["rich"])
    calls = book.find("part-2.xhtml", "//x:a[@role='doc-noteref' and @e:type='noteref']")
    notes = book.find(
        "notes.xhtml", "//x:section[@role='doc-endnotes']//x:div[@role='doc-footnote']"
    )
    assert [call.get("href") for call in calls] == [f"notes.xhtml#{n.get('id')}" for n in notes]
    backs = book.find("notes.xhtml", "//x:a[@role='doc-backlink']/@href")
    assert backs == [f"part-2.xhtml#{call.get('id')}" for call in calls]
    assert ["".join(note.itertext()).strip() for note in notes] == [
        "〔1〕 底本如此<i>。",
        "〔2〕 “光”，底本作“先”。",
    ]


def test_a_note_that_nothing_calls_is_called_at_the_end_of_its_block(
    shelf: dict[str, Path],
) -> None:
    book = Book(shelf["rich"])
    assert book.text("part-2.xhtml", "//x:p[@id='s1-14']") == ["床前明月光〔2〕"]


def test_calls_of_one_place_are_one_group_and_no_figure_touches_them(tmp_path: Path) -> None:
    book = called_twice()
    epub.write(book, tmp_path / "book.epub")
    texts = Book(tmp_path / "book.epub").text("part-1.xhtml", "//x:p")
    assert texts == ["公布〔1、2〕1302项，打造〔3〕具有影响力的〔4、5〕。"]
    epub.write(structs.replace(book, variant="zh-Hant-TW-vertical"), tmp_path / "book.epub")
    (text,) = Book(tmp_path / "book.epub").text("part-1.xhtml", "//x:p")
    assert text == "公布〔一、二〕1302项，打造〔三〕具有影响力的〔四、五〕。"


def test_a_part_too_large_for_old_devices_is_parted_before_headings(tmp_path: Path) -> None:
    book = with_sections(3, 100_000)
    epub.write(book, tmp_path / "book.epub")
    large = Book(tmp_path / "book.epub")
    parts = [name for name in large.spine if name.startswith("part-")]
    assert len(parts) == 3
    assert all(len(large.files[f"EPUB/{name}"]) < 400_000 for name in parts)
    assert [large.text(name, "//x:h1 | //x:h2") for name in parts] == [
        ["县志", "卷一"],
        ["卷二"],
        ["卷三"],
    ]
    for file, anchor in large.links:
        assert not anchor or anchor in large.anchors(file), (file, anchor)
    assert check_epubs([tmp_path / "book.epub"]) == []


def test_the_index_links_to_paragraphs_by_visible_locators(shelf: dict[str, Path]) -> None:
    book = Book(shelf["rich"])
    (entry,) = book.find("index.xhtml", "//x:li[x:span='綦江']")
    (locator,) = entry.xpath("x:span/x:a[@e:type='index-locator']", namespaces=NAMES)
    assert (locator.text, locator.get("href")) == ("2.4", "part-2.xhtml#s1-2")
    assert book.text("index.xhtml", "//x:a[@e:type='index-xref-preferred']") == ["綦江"]


def test_what_looks_like_markup_is_text(shelf: dict[str, Path]) -> None:
    book = Book(shelf["rich"])
    (text,) = book.text("part-2.xhtml", "//x:p[@id='s1-2']")
    assert "<b>&amp;*_[x](y)$\\" in text


def test_no_character_of_the_manuscript_is_missing(shelf: dict[str, Path]) -> None:
    book = Book(shelf["hans"])
    for number, part in enumerate(seeds().parts, 1):
        (body,) = book.text(f"part-{number}.xhtml", "//x:body")
        assert inked(body) == inked(part.title + "".join(block.text for block in part.blocks))


def test_the_variant_is_the_language_of_every_file(shelf: dict[str, Path]) -> None:
    for name, language in {
        "tw": "zh-Hant-TW",
        "vertical": "zh-Hant-TW",
        "printed": "zh-Hans",
    }.items():
        book = Book(shelf[name])
        assert book.text("package.opf", "//d:language") == [language]
        for file in book.spine:
            assert book.tree(file).get("lang") == language


def test_libraries_find_roles_subjects_and_a_lasting_identifier(shelf: dict[str, Path]) -> None:
    book = Book(shelf["hans"])
    assert book.text("package.opf", "//d:creator") == ["陈正英", "张静"]
    assert book.text("package.opf", "//o:meta[@property='role']") == ["aut", "ill"]
    assert book.text("package.opf", "//d:subject") == ["綦江", "科技创新"]
    (identifier,) = book.text("package.opf", "//d:identifier")
    assert identifier.startswith("urn:uuid:")
    assert Book(shelf["tw"]).text("package.opf", "//d:identifier") != [identifier]


def test_accessibility_metadata_promise_what_is_there(shelf: dict[str, Path]) -> None:
    features = "//o:meta[@property='schema:accessibilityFeature']"
    assert "pageNavigation" in Book(shelf["paged"]).text("package.opf", features)
    plain = Book(shelf["tw"]).text("package.opf", features)
    assert {"index", "tableOfContents"} <= set(plain)
    assert not {"pageNavigation", "alternativeText"} & set(plain)


def test_the_summary_for_readers_speaks_of_pictures_only_where_there_are_any(
    shelf: dict[str, Path],
) -> None:
    summary = "//o:meta[@property='schema:accessibilitySummary']"
    (with_picture,) = Book(shelf["rich"]).text("package.opf", summary)
    (without,) = Book(shelf["tw"]).text("package.opf", summary)
    assert "图片" in with_picture
    assert "圖片" not in without


def test_page_numbers_say_what_they_are_of(shelf: dict[str, Path]) -> None:
    source = "//o:meta[@property='pageBreakSource']"
    assert Book(shelf["paged"]).text("package.opf", source) == ["綦江：创新驱动发展（PDF）"]
    assert Book(shelf["rich"]).text("package.opf", source) == ["报纸"]


def test_a_page_of_the_print_without_a_number_is_no_empty_link(tmp_path: Path) -> None:
    plain = rich()
    first = plain.parts[1].blocks[3]
    unnumbered = Piece("", marks=(Mark(MarkKind.PAGE, ""),))
    block = structs.replace(first, pieces=(unnumbered, *first.pieces[1:], unnumbered))
    blocks = (*plain.parts[1].blocks[:3], block)
    book = structs.replace(plain, parts=(structs.replace(plain.parts[1], blocks=blocks),), index=())
    epub.write(book, tmp_path / "book.epub")
    assert Book(tmp_path / "book.epub").find("nav.xhtml", "//x:nav[@role='doc-pagelist']") == []
    assert [message.code for message in check_epubs([tmp_path / "book.epub"])] == ["CSS-028"]


def test_libraries_file_titles_and_people_by_their_sound(tmp_path: Path) -> None:
    book = structs.replace(seeds(), filing=filing_forms(seeds().metadata))
    epub.write(book, tmp_path / "book.epub")
    assert Book(tmp_path / "book.epub").text("package.opf", "//o:meta[@property='file-as']") == [
        "Qi jiang chuang xin qu dong fa zhan",
        "Er ling er yi nian bao zhi zhuan ban liang zhong",
        "Chen Zhengying",
        "Zhang Jing",
    ]


def test_a_vertical_edition_pages_from_right_to_left(shelf: dict[str, Path]) -> None:
    book = Book(shelf["vertical"])
    (spine,) = book.find("package.opf", "//o:spine")
    assert spine.get("page-progression-direction") == "rtl"
    assert b"writing-mode: vertical-rl" in book.files["EPUB/style.css"]
    upright = book.text("part-2.xhtml", "//x:p[@id='s1-2']//x:span[@class='combined']")
    assert upright == ["b", "x", "y", "5G", "68%"]
    stacked = book.text("part-2.xhtml", "//x:p[@id='s1-2']//x:span[@class='stacked']")
    assert stacked == ["GDP", "2021"]
    assert b"vertical-rl" not in Book(shelf["tw"]).files["EPUB/style.css"]


def test_a_font_is_embedded_for_rare_characters_and_only_then(shelf: dict[str, Path]) -> None:
    rare = Book(shelf["rich"])
    assert 0 < len(rare.files["EPUB/rare-1.otf"]) < 10_000
    assert b"unicode-range: U+20BB7;" in rare.files["EPUB/style.css"]
    assert not [name for name in Book(shelf["hans"]).files if name.endswith(".otf")]


def test_the_same_manuscript_makes_the_same_bytes(shelf: dict[str, Path], tmp_path: Path) -> None:
    folder = shelf["rich"].parent
    epub.write(rich(), tmp_path / "again.epub", cover=PIXEL, folder=folder)
    assert (tmp_path / "again.epub").read_bytes() == shelf["rich"].read_bytes()
    infos = Book(shelf["rich"]).infos
    assert (infos[0].filename, infos[0].compress_type) == ("mimetype", ZIP_STORED)


def test_a_missing_picture_is_named_and_no_edition_is_left(tmp_path: Path) -> None:
    with pytest.raises(PublicationError) as caught:
        epub.write(rich(), tmp_path / "book.epub", folder=tmp_path)
    assert caught.value.found["picture"] == "厂房 1.png"
    assert list(tmp_path.iterdir()) == []


def test_control_characters_are_shown_as_pictures(tmp_path: Path) -> None:
    plain = seeds()
    block = plain.parts[0].blocks[1]
    piece = structs.replace(block.pieces[0], text="走\x0c好\x01")
    part = structs.replace(plain.parts[0], blocks=(structs.replace(block, pieces=(piece,)),))
    epub.write(structs.replace(plain, parts=(part,), index=()), tmp_path / "book.epub")
    (text,) = Book(tmp_path / "book.epub").text("part-1.xhtml", "//x:p")
    assert re.sub(r"\s", "", text) == "走␌好␁"
