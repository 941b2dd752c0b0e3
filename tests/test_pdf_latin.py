"""Western text in a Chinese book: divided by its dictionary, addresses whole, code in its rows."""

import subprocess
from pathlib import Path

import pikepdf
import pytest
from msgspec import structs

from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.manuscript import Manuscript
from kanben.proving.audit import audit
from kanben.writing.book.latin import western_language
from kanben.writing.designs import page_design
from kanben.writing.pdf.edition import write
from tests.books import block, seed_book
from tests.typesetting_pages import page, set_lines

ENGLISH = (
    "The extraordinary industrialisation of the upper river was, in the recollection of the "
    "contemporary correspondents, accomplished notwithstanding administrative complications. "
)
ADDRESS = "https://example.org/archives/ferry/2021/the-old-landing-stage?page=12&sort=asc"
COMMAND = (
    "for name in $(find /var/lib/books -type f -name '*.pdf' | sort --unique); "
    'do verify "$name" && echo "$name is whole" >> report.txt; done'
)


def book(variant: str = "zh-Hans-CN") -> Manuscript:
    """Make a book of an English paragraph, an address and a command longer than a line."""
    blocks = (
        block(BlockKind.PARAGRAPH, ENGLISH * 4, "000-1", 1),
        block(BlockKind.PARAGRAPH, f"码头的旧影见{ADDRESS}的记载。", "000-2", 2),
        block(BlockKind.CODE, COMMAND, "000-3", 3),
        block(BlockKind.CODE, "ls", "000-4", 4),
    )
    plain = seed_book(variant)
    return structs.replace(
        plain, parts=(structs.replace(plain.parts[0], blocks=blocks),), index=(), terms=()
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (
            "Le bac de la rive ne passe que le matin, et les gens des villages l'attendent.",
            "fr",
        ),
        ("Die Fähre fährt nur am Morgen, und die Leute aus den Dörfern warten auf sie.", "de"),
        ("Smith, Jones, Brown, Taylor, Wilson, Davies, Evans, Thomas, Roberts", ""),
        ("ferry landing", ""),
        ("渡口 the end of the river and of the road to it", ""),
    ],
)
def test_the_language_of_western_paragraphs_is_told_by_their_commonest_words(
    text: str, language: str
) -> None:
    assert western_language(text) == language


@pytest.mark.parametrize("variant", ["zh-Hans-CN", "zh-Hant-TW-vertical"])
def test_hyphens_and_hooks_are_shown_and_not_read(tmp_path: Path, variant: str) -> None:
    path = tmp_path / "book.pdf"
    manuscript = book(variant)
    write(manuscript, path, page_design())
    assert not audit(manuscript, path, FORMATS["pdf"].declare(manuscript)).faults
    read = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    assert "-\n" not in read.stdout.replace("type=\n", "")
    with pikepdf.open(path) as pdf:
        streams = b"".join(sheet.Contents.read_bytes() for sheet in pdf.pages)
    assert b"/Artifact BMC q" in streams
    if variant == "zh-Hans-CN":
        words = "".join(read.stdout.split())
        assert "".join(ENGLISH.split()) in words
        assert ADDRESS in words


def test_a_long_line_that_an_address_leaves_short_stays_ragged() -> None:
    text = "江边的码头有三只渡船，见" + "https://example.org/" + "archives" * 4 + "的记载。"
    first, *_ = set_lines(page(text, ems=27))
    assert first.text.endswith("/")
    assert first.width < 27
