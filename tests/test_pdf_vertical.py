"""A vertical book 直排 runs from top to bottom and from right to left, on paper and read out."""

import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec import structs
from PIL import Image

from kanben.characters import inked
from kanben.manuscript.blocks import BlockKind, Part
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.manuscript import Manuscript
from kanben.proving.audit import audit
from kanben.writing.designs import page_design
from kanben.writing.pdf.edition import write
from tests.books import block, book_of_everything, seed_book

VARIANT = "zh-Hant-TW-vertical"
SENTENCES = (
    "江面上起了霧，擺渡的老人把船繫在石階旁邊，等天亮以後再走。",
    "「今天幾號了？」他問。「28號。」孩子答道，「去年是1936年……」",
    "岸上的茶館——就是掛著《江城志》那一間——已經生了火，水也開了；",
    "郵差送來一封Shanghai Post的信，信裏說（一切平安），勿念。",
)


def vertical_book(repeat: int = 12) -> Manuscript:
    """Make a book of one part with nothing but paragraphs."""
    blocks = tuple(
        block(BlockKind.PARAGRAPH, SENTENCES[n % 4] * (1 + n % 3), f"000-{n}", n)
        for n in range(1, repeat + 1)
    )
    book = seed_book(VARIANT)
    return structs.replace(book, parts=(Part("", blocks, (0,)),), index=(), terms=())


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vertical") / "book.pdf"
    write(vertical_book(), path, page_design())
    return path


def text_pages(path: Path) -> list[int]:
    pdf = pypdfium2.PdfDocument(path)
    labels = [pdf.get_page_label(number) for number in range(len(pdf))]
    return list(range(labels.index("一"), len(labels)))


def without_margins(text: str, book: Manuscript) -> str:
    """Return the ink of text pages, running heads and folios left out."""
    ink = inked(text).replace(inked(book.metadata.title), "")
    return "".join(char for char in ink if char not in "〇一二三四五六七八九")


def test_pages_keep_their_format(pages: Path) -> None:
    with pikepdf.open(pages) as pdf:
        box = [float(side) for side in pdf.pages[0].mediabox]
        assert box[2] - box[0] == pytest.approx(148 / 25.4 * 72, abs=0.1)
        assert box[3] - box[1] == pytest.approx(210 / 25.4 * 72, abs=0.1)


def test_pdfium_reads_the_text_in_order(pages: Path) -> None:
    pdf = pypdfium2.PdfDocument(pages)
    read = "".join(pdf[number].get_textpage().get_text_range() for number in text_pages(pages))
    assert_in_order(read)


def test_poppler_reads_the_text_in_order(pages: Path) -> None:
    first = str(text_pages(pages)[0] + 1)
    command = ["pdftotext", "-raw", "-f", first, str(pages), "-"]
    read = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert_in_order(read)


def assert_in_order(read: str) -> None:
    """Ask that all paragraphs were read whole, one after the other."""
    book = vertical_book()
    printed = "".join(each.text for each in book.blocks)
    assert without_margins(read, book) == without_margins(printed, book)


def test_characters_stand_and_western_words_lie(pages: Path) -> None:
    pdf = pypdfium2.PdfDocument(pages)
    page = pdf[text_pages(pages)[0]]
    text = page.get_textpage()
    chars = text.get_text_range()
    at = chars.index("Shanghai")
    boxes = [text.get_charbox(at + n) for n in range(len("Shanghai"))]
    tops = [box[3] for box in boxes]
    assert tops == sorted(tops, reverse=True)
    assert len({round((box[0] + box[2]) / 2 / 4) for box in boxes}) <= 2
    figures = chars.index("28")
    left, right = text.get_charbox(figures), text.get_charbox(figures + 1)
    assert left[0] < right[0]
    assert abs(left[1] - right[1]) < 1
    with pikepdf.open(pages) as opened:
        fonts = opened.pages[text_pages(pages)[0]].Resources.Font
        assert {"/Identity-H", "/Identity-V"} <= {str(font.Encoding) for font in fonts.values()}


def test_marks_have_their_vertical_forms(pages: Path) -> None:
    """An opening bracket stands across the line: it is broader than it is high."""
    pdf = pypdfium2.PdfDocument(pages)
    text = pdf[text_pages(pages)[0]].get_textpage()
    chars = text.get_text_range()
    for mark in "（—":
        left, bottom, right, top = text.get_charbox(chars.index(mark), loose=False)
        broad = right - left > top - bottom
        assert broad == (mark == "（"), mark


@pytest.mark.parametrize("design", ["book-a5", "large-print", "newspaper", "16k+bleed"])
def test_a_vertical_book_with_everything_in_it_is_whole(design: str, tmp_path: Path) -> None:
    book = book_of_everything(VARIANT)
    write(book, tmp_path / "book.pdf", page_design(design))
    proof = audit(book, tmp_path / "book.pdf", FORMATS["pdf"].declare(book))
    assert not proof.faults


def test_a_picture_stands_upright_on_a_vertical_page(tmp_path: Path) -> None:
    picture = Image.new("RGB", (90, 60), "white")
    picture.paste("black", (0, 0, 90, 20))
    picture.save(tmp_path / "旧影.png")
    book = book_of_everything(VARIANT, "旧影.png")
    write(book, tmp_path / "book.pdf", page_design(), tmp_path)
    proof = audit(book, tmp_path / "book.pdf", FORMATS["pdf"].declare(book))
    assert not proof.faults
    pdf = pypdfium2.PdfDocument(tmp_path / "book.pdf")
    shown = next(
        found
        for page in pdf
        if (found := _dark_patch(page.render(scale=1).to_pil().convert("L"))) is not None
    )
    assert shown[0] > 2 * shown[1]


def _dark_patch(page: Image.Image) -> tuple[int, int] | None:
    """Return width and height of the black patch on a page, if there is one."""
    dark = page.point(lambda grey: 255 if grey < 40 else 0)
    rows = [
        y for y in range(dark.height) if dark.crop((0, y, dark.width, y + 1)).histogram()[255] > 40
    ]
    if len(rows) < 10:
        return None
    box = dark.crop((0, rows[0], dark.width, rows[-1] + 1)).getbbox()
    return (box[2] - box[0], box[3] - box[1]) if box else None
