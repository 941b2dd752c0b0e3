"""The printed book keeps its text, and its index tells the truth."""

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from kanben.characters import inked
from kanben.errors import ConfigError, PublicationError
from kanben.manuscript.archive import save
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages
from kanben.writing.designs import designs, page_design
from kanben.writing.pdf.edition import Conformance, write
from tests.books import WORDS, book_of_everything, seed_book

ROOT = Path(__file__).parent.parent
COMPATIBILITY = [(0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)]


class Printed:
    """A book on paper: what was set, and what a reader of the PDF finds in it."""

    def __init__(self, manuscript: Manuscript, path: Path, design: str = "book-a5") -> None:
        self.manuscript = manuscript
        self.path = path
        self.pages: Pages = write(manuscript, path, page_design(design))
        self.document = pypdfium2.PdfDocument(path)
        self.texts = [inked(page.get_textpage().get_text_bounded()) for page in self.document]
        self.labels = [self.document.get_page_label(number) for number in range(len(self.texts))]

    @property
    def body(self) -> str:
        """Return the text pages' ink, running heads and folios left out."""
        first = self.labels.index("1")
        last = self.pages.anchors["index"]
        heads = {inked(self.manuscript.metadata.title)}
        heads |= {inked(part.title) for part in self.manuscript.parts}
        ink = ""
        for label, text in zip(self.labels[first:last], self.texts[first:last], strict=True):
            text = text.removesuffix(label)
            for head in heads:
                text = text.removesuffix(label).removesuffix(head)
            ink += text.removesuffix(label)
        return ink


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return Printed(seed_book(), tmp_path_factory.mktemp("pdf") / "book.pdf")


@pytest.fixture(scope="module")
def sampler(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return Printed(book_of_everything(), tmp_path_factory.mktemp("pdf") / "sampler.pdf")


def test_every_page_that_the_record_names_has_the_term(printed: Printed) -> None:
    for term, found in printed.pages.terms.items():
        for page in found:
            over_the_page = printed.texts[page] + printed.texts[page + 1][:8]
            assert WORDS[term] in over_the_page, (term, page)


def test_no_page_with_a_term_is_missing_from_the_record(printed: Printed) -> None:
    first, last = printed.labels.index("1"), printed.pages.anchors["index"]
    heads = [inked(printed.manuscript.metadata.title)]
    heads += [inked(part.title) for part in printed.manuscript.parts]
    for term, word in WORDS.items():
        listed = set(printed.pages.terms[term])
        for page in range(first, last):
            text = printed.texts[page]
            for head in heads:
                text = text.replace(head, "", 1)
            assert (word not in text) or page in listed, (word, page)


def test_every_occurrence_has_its_page(printed: Printed) -> None:
    for group in printed.manuscript.index:
        for entry in group.entries:
            assert len(printed.pages.terms[entry.term]) == len(entry.occurrences)


def test_the_index_prints_the_pages_of_the_record(printed: Printed) -> None:
    labels = printed.pages.labels
    first = printed.pages.anchors["index"]
    pages = zip(printed.texts[first:], labels[first:], strict=True)
    index = "".join(text.removesuffix(label) for text, label in pages)
    for term, word in WORDS.items():
        printed_spans = re.search(rf"{word}((?:[\d–]+，?)+)", index)
        assert printed_spans, word
        found: set[int] = set()
        for span in printed_spans[1].split("，"):
            low, _, high = span.partition("–")
            found.update(range(int(low), int(high or low) + 1))
        assert found == {int(labels[page]) for page in printed.pages.terms[term]}, word


def test_the_text_of_the_pages_is_the_manuscripts(printed: Printed) -> None:
    expected = ""
    for part in printed.manuscript.parts:
        expected += inked(part.title) + "".join(inked(b.text) for b in part.printed_blocks)
    assert sorted(printed.body) == sorted(expected)
    assert len(printed.body) == len(expected)


def test_no_compatibility_form_is_read_from_the_pdf(printed: Printed, sampler: Printed) -> None:
    for char in set("".join(printed.texts + sampler.texts)):
        assert not any(low <= ord(char) <= high for low, high in COMPATIBILITY)


def test_pages_bear_the_labels_that_the_record_gives(printed: Printed) -> None:
    assert tuple(printed.labels) == printed.pages.labels
    assert printed.labels[:2] == ["i", "ii"]
    assert "1" in printed.labels


def test_every_block_begins_on_the_page_that_the_record_gives(printed: Printed) -> None:
    for block in printed.manuscript.blocks:
        page = printed.pages.anchors[block.anchor]
        assert inked(block.text)[:6] in printed.texts[page] + printed.texts[page + 1][:8]


def test_a_block_goes_on_where_the_record_says(printed: Printed) -> None:
    assert printed.pages.runs
    for block in printed.manuscript.blocks:
        for offset, page in printed.pages.runs.get(block.anchor, ()):
            assert inked(block.text[offset:])[:8] in printed.texts[page]


def test_parts_open_on_a_right_hand_page(printed: Printed) -> None:
    for part in printed.manuscript.parts:
        page = printed.pages.anchors[part.anchor]
        assert int(printed.pages.labels[page]) % 2 == 1


def test_bookmarks_lead_to_parts_and_headings(printed: Printed) -> None:
    bookmarks = [
        (bookmark.level, bookmark.get_title(), bookmark.get_dest().get_index())
        for bookmark in printed.document.get_toc()
    ]
    for part in printed.manuscript.parts:
        assert (0, part.title, printed.pages.anchors[part.anchor]) in bookmarks
    headings = [block for block in printed.manuscript.blocks if block.level]
    titles = [title for level, title, _ in bookmarks if level == 1]
    assert titles == [block.text for block in headings]
    assert bookmarks[-1][1] == "索引"


def test_the_pdf_names_title_author_and_language(printed: Printed) -> None:
    metadata = printed.document.get_metadata_dict()
    assert metadata["Title"] == "綦江：创新驱动发展"
    assert metadata["Author"] == "陈正英"
    assert metadata["Keywords"] == "綦江"
    assert printed.path.read_bytes().count(b"/Lang (zh-Hans-CN)") <= 1


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    save(book_of_everything(), tmp_path / "book.json")
    for name in ("one.pdf", "other.pdf"):
        subprocess.run(
            [sys.executable, "-m", "kanben", "pdf", tmp_path / "book.json", "--out", name],
            cwd=tmp_path,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONPATH": str(ROOT)},
            check=True,
        )
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "other.pdf").read_bytes()
    created = pypdfium2.PdfDocument(tmp_path / "one.pdf").get_metadata_dict()["CreationDate"]
    assert created.startswith("D:20231114")


@pytest.mark.parametrize("design", sorted(designs()))
def test_every_design_sets_every_kind_of_text(design: str, tmp_path: Path) -> None:
    book = Printed(book_of_everything(), tmp_path / "book.pdf", design)
    text = "".join(book.texts)
    for block in book.manuscript.blocks:
        if block.anchor not in ("001-12", "001-14", "001-27"):
            assert inked(block.text)[:12] in text, block.anchor
    assert "第二版" not in text.replace("1936-05-04第二版", "")


@pytest.mark.parametrize("variant", ["zh-Hans-CN", "zh-Hant-TW", "zh-Hant-HK"])
def test_each_region_gets_its_own_glyphs(variant: str, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    write(book_of_everything(variant), path, page_design())
    region = {"zh-Hans-CN": "SC", "zh-Hant-TW": "TC", "zh-Hant-HK": "HK"}[variant]
    fonts = set()
    for page in pypdfium2.PdfDocument(path):
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            fonts.add(thing.get_font().get_base_name())
    songs = {name for name in fonts if "Serif-CJK" in name and "-JP" not in name}
    assert songs
    assert all(f"CJK-{region}" in name for name in songs)


def test_a_character_without_glyph_is_read_back_as_it_is(sampler: Printed) -> None:
    text = "".join(sampler.texts)
    assert "𪜀𫝀𬺰" in text


def test_look_alikes_are_read_back_apart(sampler: Printed) -> None:
    assert "到〜一角～两角" in "".join(sampler.texts)


def test_notes_and_calls_lead_to_each_other(sampler: Printed) -> None:
    assert sampler.pages.anchors["note-n3"] > sampler.pages.anchors["call-n3"]
    page = sampler.texts[sampler.pages.anchors["001-12"]]
    assert "旧名太平门码头" in page
    assert "〔1〕" in page


def test_an_archive_copy_says_that_it_is_one(tmp_path: Path) -> None:
    path = tmp_path / "archive.pdf"
    write(book_of_everything(), path, page_design(), conformance=Conformance.ARCHIVE)
    assert len(pypdfium2.PdfDocument(path)) > 10


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("../secret.png", "picture.outside"),
        ("gone.png", "picture.missing"),
        ("notes.txt", "picture.type"),
    ],
)
def test_a_picture_comes_from_the_publications_folder_only(
    file: str, key: str, tmp_path: Path
) -> None:
    (tmp_path / "secret.png").write_bytes(b"")
    (tmp_path / "book").mkdir()
    with pytest.raises(PublicationError) as caught:
        write(
            book_of_everything(picture=file),
            tmp_path / "book.pdf",
            page_design(),
            tmp_path / "book",
        )
    assert caught.value.key == key
    assert not (tmp_path / "book.pdf").exists()


def test_an_unknown_design_is_refused() -> None:
    with pytest.raises(ConfigError):
        page_design("folio")


def test_bleed_widens_the_sheet_and_keeps_the_page(tmp_path: Path) -> None:
    path = tmp_path / "bleed.pdf"
    write(book_of_everything(), path, page_design("32k+bleed"))
    page = pypdfium2.PdfDocument(path)[0]
    left, _, right, _ = page.get_trimbox()
    assert right - left == pytest.approx(130 / 25.4 * 72, abs=0.1)
    assert page.get_mediabox()[2] > right


def test_a_picture_is_told_to_who_cannot_see_it(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "gray").save(tmp_path / "steps.png")
    path = tmp_path / "book.pdf"
    write(book_of_everything(picture="steps.png"), path, page_design(), tmp_path)
    assert "码头的石阶" in "".join(_alternatives(pypdfium2.PdfDocument(path)))


def _alternatives(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """Yield the alternative texts in the tag tree."""
    raw = pypdfium2.raw
    for page in document:
        tree = raw.FPDF_StructTree_GetForPage(page)
        count = raw.FPDF_StructTree_CountChildren(tree)
        waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, place) for place in range(count)]
        while waiting:
            element = waiting.pop()
            buffer = ctypes.create_string_buffer(400)
            length = raw.FPDF_StructElement_GetAltText(element, buffer, len(buffer))
            yield buffer.raw[: max(length - 2, 0)].decode("utf-16-le")
            for place in range(raw.FPDF_StructElement_CountChildren(element)):
                child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
                if child:
                    waiting.append(child)
        raw.FPDF_StructTree_Close(tree)


def test_every_page_in_the_index_is_a_link_to_it(printed: Printed) -> None:
    raw = pypdfium2.raw
    first = printed.pages.anchors["index"]
    targets = []
    for number in range(first, len(printed.document)):
        page = printed.document[number]
        place, link, area = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
        while raw.FPDFLink_Enumerate(page, place, link):
            raw.FPDFLink_GetAnnotRect(link, area)
            text = page.get_textpage().get_text_bounded(
                area.left - 2, area.bottom, area.right + 2, area.top
            )
            dest = raw.FPDFLink_GetDest(printed.document, link)
            target = printed.labels[raw.FPDFDest_GetDestPageIndex(printed.document, dest)]
            figures = re.findall(r"\d+", text)
            assert target in figures, (text, target)
            targets.append(target)
    pages = {printed.labels[page] for found in printed.pages.terms.values() for page in found}
    assert set(targets) <= pages
    assert len(targets) >= len(WORDS)
