"""An edition is read back, and all its matter held against its manuscript."""

import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any
from urllib.parse import quote

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from msgspec import structs

from bench.planting.archives import packed, unpacked
from kanben.manuscript.blocks import Block, BlockKind, Mark, MarkKind, Part, Piece, Position
from kanben.manuscript.formats import FORMATS, Commission
from kanben.manuscript.layout import Layout
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import load_pages
from kanben.manuscript.plan import Asked, Config
from kanben.press import publish
from kanben.proving.audit import audit
from kanben.proving.matter import Guide
from kanben.proving.normal import ink
from kanben.proving.proof import Proof, Verdict, load_proof, save_proof
from kanben.proving.readers.outlines import family_of, without_outline
from kanben.proving.readers.pdf import read_pdf
from kanben.proving.verify import verify
from kanben.room.room import write_room
from tests.books import block, book_of_everything, seed_book

FILLER = "\u1160"
SOFT = "\u00ad"
SOURCE = "江边的早晨\n\n天还没有亮，江上起了雾，挑水的人已经沿着石阶走下去了。\n"
ODD = Path(__file__).parent / "data" / "proving" / "odd.txt"


def write(manuscript: Manuscript, folder: Path, suffix: str) -> Path:
    edition = folder / f"book.{suffix}"
    form = FORMATS[suffix]
    pages = folder / "pages.json"
    known = form.paginated or pages.exists()
    form.write(manuscript, edition, Commission(pages=pages if known else None))
    return edition


def prove(manuscript: Manuscript, edition: Path) -> Proof:
    pages = edition.parent / "pages.json"
    declared = FORMATS[edition.suffix.removeprefix(".")].declare(manuscript)
    return audit(manuscript, edition, declared, load_pages(pages) if pages.exists() else None)


def odd_book() -> Manuscript:
    lines = ODD.read_text(encoding="utf-8").splitlines()
    lines += [f"{SOFT}软{SOFT}{SOFT}连字符{SOFT}", SOFT]
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


def pages_begin_inside(terms: Block) -> Block:
    """Let a page of the print begin inside every indexed word."""
    pieces: list[Piece] = []
    for piece in terms.pieces:
        if piece.at is None or piece.target(MarkKind.TERM) is None:
            pieces.append(piece)
            continue
        turn = structs.replace(piece.at, column=piece.at.column + 1)
        pieces += [
            structs.replace(piece, text=piece.text[:1]),
            Piece("", turn, marks=(Mark(MarkKind.PAGE, "7"),)),
            structs.replace(piece, text=piece.text[1:], at=turn),
        ]
    return structs.replace(terms, pieces=tuple(pieces))


def test_a_word_in_which_a_page_of_the_print_begins_is_found_once(tmp_path: Path) -> None:
    book = seed_book()
    parts = tuple(
        structs.replace(part, blocks=tuple(map(pages_begin_inside, part.blocks)))
        for part in book.parts
    )
    manuscript = structs.replace(book, parts=parts)
    for suffix in sorted(FORMATS, key=lambda suffix: not FORMATS[suffix].paginated):
        proof = prove(manuscript, write(manuscript, tmp_path, suffix))
        assert proof.faults == (), suffix


def test_contents_of_a_page_that_lack_any_entry_are_found(tmp_path: Path) -> None:
    manuscript = book_of_everything()
    edition = write(manuscript, tmp_path, "html")
    page = edition.read_text(encoding="utf-8")
    contents = page[page.index("<nav") : page.index("</nav>")]
    entries = re.findall("<a href=.*?</a>", contents)
    assert len(entries) > 4
    for entry in entries:
        edition.write_text(page.replace(entry, "", 1), encoding="utf-8")
        assert prove(manuscript, edition).verdict != Verdict.WHOLE, entry


def test_files_of_an_epub_that_changed_places_are_found(tmp_path: Path) -> None:
    manuscript = book_of_everything()
    edition = write(manuscript, tmp_path, "epub")
    files = unpacked(edition)
    package = next(name for name in files if name.endswith(".opf"))
    packed(files, edition)
    assert prove(manuscript, edition).verdict == Verdict.WHOLE
    spine = re.findall(rb"<itemref[^>]*>", files[package])
    assert len(spine) > 4
    for first, second in pairwise(spine):
        swapped = files[package].replace(second, b"").replace(first, second + first)
        packed({**files, package: swapped}, edition)
        assert prove(manuscript, edition).verdict != Verdict.WHOLE, (first, second)


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


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the build folder of a small book, published and listed."""
    folder = tmp_path_factory.mktemp("release")
    source = folder / "江.txt"
    source.write_text(SOURCE, "utf-8")
    asked = Asked(variants=("zh-Hant-TW",), formats=("epub", "html"))
    layout = Layout(folder / "build")
    list(publish([source], layout, Config(), asked))
    write_room(layout, {"江": [("zh-Hant-TW", "epub"), ("zh-Hant-TW", "html")]})
    return layout.folder


@pytest.fixture
def copy(release: Path, tmp_path: Path) -> Layout:
    return Layout(copytree(release, tmp_path / "elsewhere"))


def problems(place: Path) -> list[str]:
    return [finding.problem for finding in verify(place) if finding.problem]


def test_a_release_can_be_checked_without_what_it_was_made_from(copy: Layout) -> None:
    for made in ("manuscripts", "drafts", "apparatus", "review"):
        rmtree(copy.folder / made, ignore_errors=True)
    assert problems(copy.manifest) == []
    assert problems(copy.folder / "editions") == []
    assert problems(copy.edition("江", "zh-Hant-TW", "html")) == []
    name = copy.proof("江", "zh-Hant-TW", "html").name
    assert quote(name) in copy.catalogue.read_text("utf-8")


def test_an_edition_that_was_edited_by_hand_is_found_and_no_longer_listed(copy: Layout) -> None:
    edition = copy.edition("江", "zh-Hant-TW", "html")
    edition.write_text(edition.read_text("utf-8").replace("挑水", "擔水"), "utf-8")
    assert problems(edition) == ["verify.altered"]
    assert problems(copy.manifest) == ["verify.altered"]
    write_room(copy, {"江": [("zh-Hant-TW", "epub"), ("zh-Hant-TW", "html")]})
    assert "html" not in copy.checksums.read_text("utf-8")
    assert "未能完成" in copy.catalogue.read_text("utf-8")


def test_a_proof_that_was_edited_by_hand_is_found(copy: Layout) -> None:
    place = copy.proof("江", "zh-Hant-TW", "html")
    proof = load_proof(place)
    edition = copy.edition("江", "zh-Hant-TW", "html")
    edition.write_bytes(edition.read_bytes() + b"<!-- -->")
    digest = sha256(edition.read_bytes()).hexdigest()
    save_proof(structs.replace(proof, sha256=digest, size=edition.stat().st_size), place)
    assert problems(edition) == ["verify.proof_altered"]
    assert problems(copy.manifest) == ["verify.proof_altered"]


def test_an_edition_that_nobody_proved_is_found_in_a_release(copy: Layout) -> None:
    edition = copy.edition("江", "zh-Hant-TW", "html")
    (edition.parent / "另一.html").write_bytes(edition.read_bytes())
    assert problems(copy.manifest) == ["verify.unlisted"]


def test_the_chain_of_a_proof_leads_from_the_source_to_the_edition(copy: Layout) -> None:
    proof = load_proof(copy.proof("江", "zh-Hant-TW", "epub"))
    manuscripts = (copy.manuscript("江"), copy.variant("江", "zh-Hant-TW"))
    files = (*manuscripts, copy.edition("江", "zh-Hant-TW", "epub"))
    digests = [sha256(path.read_bytes()).hexdigest() for path in files]
    assert [link.sha256 for link in proof.chain[1:]] == digests
    assert proof.sources[0].sha256 == sha256(SOURCE.encode()).hexdigest()


def line_of(*pieces: Piece) -> Manuscript:
    """A book of one paragraph."""
    part = Part("", (Block(BlockKind.PARAGRAPH, pieces, "001-1"),), (0,), anchor="part-1")
    return structs.replace(
        book_of_everything(), parts=(part,), notes=(), terms=(), index=(), emendations=()
    )


@pytest.mark.parametrize("suffix", ["epub", "docx", "html", "tei"])
def test_emphasis_reaches_readings_and_soft_hyphens_and_nothing_else(
    tmp_path: Path, suffix: str
) -> None:
    reading = Mark(MarkKind.RUBY, "jiāng")
    strong = Mark(MarkKind.STRONG)
    book = line_of(
        Piece("江", Position(0, 1), marks=(strong, reading)),
        Piece("边的co\u00adoperation", Position(0, 1, 1), marks=(strong,)),
        Piece("很远。", Position(0, 1, 16)),
    )
    edition = tmp_path / f"book.{suffix}"
    FORMATS[suffix].write(book, edition, Commission())
    declared = FORMATS[suffix].declare(book)
    assert audit(book, edition, declared).faults == ()
    plain = line_of(
        Piece("江", Position(0, 1), marks=(reading,)),
        Piece("边的co\u00adoperation很远。", Position(0, 1, 1)),
    )
    kinds = {fault.kind for fault in audit(plain, edition, declared).faults}
    assert "distinction" in kinds


@pytest.mark.parametrize("suffix", ["epub", "docx", "html", "tei", "pdf"])
@pytest.mark.parametrize("kind", [MarkKind.EMPHASIS, MarkKind.STRONG, MarkKind.PROPER_NAME])
@pytest.mark.parametrize("reading_first", [True, False])
def test_a_distinguished_word_keeps_its_reading(
    tmp_path: Path, suffix: str, kind: MarkKind, reading_first: bool
) -> None:
    marks = (Mark(MarkKind.RUBY, "jié"), Mark(kind))
    book = line_of(
        Piece("溪边有一块", Position(0, 1)),
        Piece("碣", Position(0, 1, 5), marks=marks if reading_first else marks[::-1]),
        Piece("石，字已经看不清了。", Position(0, 1, 6)),
    )
    assert prove(book, write(book, tmp_path, suffix)).faults == ()


def test_an_english_paragraph_may_say_its_language_and_a_chinese_one_may_not(
    tmp_path: Path,
) -> None:
    english = "The river was wide, and the ferry came only in the morning of that day."
    book = line_of(Piece(english, Position(0, 1)))
    page = write(book, tmp_path, "html")
    assert prove(book, page).faults == ()
    text = page.read_text(encoding="utf-8")
    assert ' lang="en">The river' in text
    for false in (' lang="ja">The river', ' lang="en" title="x">The river'):
        page.write_text(text.replace(' lang="en">The river', false), encoding="utf-8")
        assert prove(book, page).faults
    book = line_of(Piece("江边的早晨没有风，渡船还没有来。", Position(0, 1)))
    page = write(book, tmp_path, "html")
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r"(<p id=[^>]*)>江边", r'\1 lang="en">江边', text), encoding="utf-8")
    assert prove(book, page).faults


def test_a_font_is_asked_for_every_outline_that_it_must_have(tmp_path: Path) -> None:
    """The outlines of real fonts, CFF and TrueType, are found where fontTools finds them."""
    pdf = tmp_path / "book.pdf"
    book = book_of_everything()
    FORMATS["pdf"].write(book, pdf, Commission())
    seen = set()
    with pikepdf.open(pdf) as opened:
        for thing in opened.objects:
            for key in ("/FontFile2", "/FontFile3"):
                if isinstance(thing, pikepdf.Dictionary) and key in thing:
                    content = thing[key].read_bytes()
                    font = TTFont(BytesIO(content), lazy=True)
                    glyphs = range(font["maxp"].numGlyphs)
                    assert without_outline(content, glyphs) == list(empty_glyphs(font, glyphs))
                    assert family_of(content) in ("", font["name"].getDebugName(1))
                    seen.add(content[:4])
    assert b"OTTO" in seen


def empty_glyphs(font: Any, glyphs: range) -> Iterator[int]:
    if "CFF " in font:
        places = font["CFF "].cff.topDictIndex[0].CharStrings.charStringsIndex.offsets
        yield from (n for n in glyphs if places[n + 1] - places[n] <= 1)
    else:
        places = font["loca"]
        yield from (n for n in glyphs if places[n + 1] <= places[n])


def test_what_is_no_font_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        without_outline(b"OTTO\x00\x09", range(3))
    assert family_of(b"%!PS") == ""
