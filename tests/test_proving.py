"""An edition is read back, and all its matter held against its manuscript."""

import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from msgspec import structs

from kanben.manuscript.blocks import BlockKind, Part
from kanben.manuscript.formats import FORMATS, Commission
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import load_pages
from kanben.proving.audit import audit
from kanben.proving.matter import Guide
from kanben.proving.normal import ink
from kanben.proving.proof import Proof, Verdict
from kanben.proving.readers.pdf import read_pdf
from kanben.writing.declared import declare
from tests.books import block, book_of_everything, seed_book

FILLER = "\u1160"
ODD = Path(__file__).parent / "data" / "proving" / "odd.txt"


def write(manuscript: Manuscript, folder: Path, suffix: str) -> Path:
    edition = folder / f"book.{suffix}"
    form = FORMATS[suffix]
    pages = folder / "pages.json" if form.paginated else None
    form.write(manuscript, edition, Commission(pages=pages))
    return edition


def prove(manuscript: Manuscript, edition: Path) -> Proof:
    pages = edition.parent / "pages.json"
    declared = declare(manuscript, edition.suffix.removeprefix("."))
    return audit(manuscript, edition, declared, load_pages(pages) if pages.exists() else None)


def odd_book() -> Manuscript:
    lines = ODD.read_text(encoding="utf-8").splitlines()
    blocks = tuple(
        block(BlockKind.PARAGRAPH, line, f"001-{n}", n) for n, line in enumerate(lines, 1)
    )
    part = Part("各国文字", blocks, (0,), anchor="part-1")
    return structs.replace(seed_book(), parts=(part,), index=(), terms=())


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("book", [seed_book, book_of_everything, odd_book])
def test_a_sound_edition_is_found_whole(
    book: Callable[[], Manuscript], suffix: str, tmp_path: Path
) -> None:
    manuscript = book()
    proof = prove(manuscript, write(manuscript, tmp_path, suffix))
    assert proof.faults == ()
    assert proof.verdict == Verdict.WHOLE


def plain(text: str) -> str:
    """Drop what pdfium's text leaves out or writes its own way: signs of format, other planes."""
    folded = ink(unicodedata.normalize("NFKC", text))
    unsaid = {"Cf", "Cn", "So", "Mn", "Sk"}
    return "".join(
        char
        for char in folded
        if char <= "\uffef" and char != FILLER and unicodedata.category(char) not in unsaid
    )


def test_three_readers_of_a_pdf_agree_on_letters_that_fonts_draw_in_odd_ways(
    tmp_path: Path,
) -> None:
    edition = write(odd_book(), tmp_path, "pdf")
    command = ["pdftotext", "-raw", str(edition), "-"]
    poppler = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    pages = pypdfium2.PdfDocument(edition)
    pdfium = plain("".join(page.get_textpage().get_text_range() for page in pages))
    ours = [ink(line.text) for line in read_pdf(edition, Guide("zh-Hans-CN", False, False)).lines]
    for line in ODD.read_text(encoding="utf-8").splitlines():
        assert ink(line) in ours
        if any(unicodedata.bidirectional(char) in ("R", "AL") for char in line):
            assert set(ink(line)) <= set(ink(poppler)), line
            assert set(plain(line)) <= set(pdfium), line
        else:
            assert ink(line) in ink(poppler), line
            assert plain(line) in pdfium, line
