"""Designs fit their pages, covers say what is inside, the web page stands by itself."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree, html
from msgspec import structs
from PIL import Image

from kanben.proving.audit import audit
from kanben.proving.proof import Verdict
from kanben.writing.book.declared import declare_web
from kanben.writing.designs import Design, designs
from kanben.writing.epub import covers
from kanben.writing.epub.covers import design_cover
from kanben.writing.fonts.lastresort import font_for
from kanben.writing.web import page as web
from tests.books import book_of_everything, seed_book

MM = 72 / 25.4


@pytest.mark.parametrize("design", designs().values(), ids=lambda design: design.name)
def test_the_type_area_leaves_white_on_every_side(design: Design) -> None:
    white = design.width * MM - design.measure
    tall = design.height * MM - design.lines * design.leading
    assert min(white * design.inner, white * (1 - design.inner)) > 12 * MM
    assert min(tall * design.head, tall * (1 - design.head)) > 15 * MM


@pytest.mark.parametrize("design", designs().values(), ids=lambda design: design.name)
def test_the_columns_of_the_index_fill_the_type_area(design: Design) -> None:
    index = design.index
    assert index.count * index.width + (index.count - 1) * index.gap == pytest.approx(
        design.measure
    )


def test_a_cover_names_the_book_and_needs_no_font() -> None:
    drawn = etree.fromstring(covers.svg(design_cover(book_of_everything())).encode())
    names = {etree.QName(element).localname for element in drawn}
    assert drawn.findtext("{*}title") == "小城旧事"
    assert names == {"title", "rect", "path"}


def test_a_cover_is_a_picture_of_two_to_three() -> None:
    picture = Image.open(BytesIO(covers.png(design_cover(seed_book("zh-Hant-TW")))))
    assert picture.size == (covers.WIDTH, covers.HEIGHT)
    assert len(picture.getcolors(1 << 16) or []) > 4


def test_all_editions_of_a_publication_have_one_cloth() -> None:
    cloths = {
        design_cover(seed_book(variant)).shapes[0] for variant in ("zh-Hans-CN", "zh-Hant-TW")
    }
    assert len(cloths) == 1


def test_a_title_of_markup_stays_text(tmp_path: Path) -> None:
    book = book_of_everything()
    title = "<script>alert(1)</script>&《书》"
    book = structs.replace(book, metadata=structs.replace(book.metadata, title=title))
    web.write(book, tmp_path / "book.html")
    page = html.fromstring((tmp_path / "book.html").read_bytes())
    assert page.findtext(".//title") == title
    assert [script for script in page.iter("script") if "alert" in (script.text or "")] == []


def test_the_web_page_holds_the_whole_manuscript(tmp_path: Path) -> None:
    path = tmp_path / "book.html"
    for book in (seed_book(), book_of_everything()):
        web.write(book, path)
        assert audit(book, path, declare_web(book)).verdict == Verdict.WHOLE


def test_links_of_the_web_page_land_in_it(tmp_path: Path) -> None:
    web.write(seed_book(), tmp_path / "book.html")
    page = html.fromstring((tmp_path / "book.html").read_bytes())
    anchors = {element.get("id") for element in page.iter() if element.get("id")}
    links = [link.get("href", "") for link in page.iter("a")]
    assert len(links) > len(anchors) / 4
    assert {link.removeprefix("#") for link in links} <= anchors


def test_the_font_of_last_resort_has_what_is_asked_and_is_the_same_every_time() -> None:
    content = font_for("𪜀A")
    assert content == font_for("A𪜀")
    assert set(TTFont(BytesIO(content)).getBestCmap()) == {0x41, 0x20, 0xA0, 0x2A700}
