"""A PDF says to a screen reader what it shows: the checkpoints of PDF/UA-1 that a program can test.

The numbers are those of the Matterhorn Protocol 1.1 of the PDF Association. What only people can
judge (whether a tag is the right one, a picture well described, colours tell nothing alone) is not
among them.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from msgspec import structs
from PIL import Image

from kanben.manuscript.manuscript import Apparatus
from kanben.writing.designs import page_design
from kanben.writing.pdf.edition import write
from tests.books import book_of_everything

STANDARD = {
    *(
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "NonStruct",
    ),
    *("P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"),
    *("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
    *("Span", "Quote", "Note", "Reference", "Code", "Link", "Ruby", "RB", "RT", "Figure"),
}
PARENTS = {
    "TOCI": {"TOC"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TD": {"TR"},
    "TH": {"TR"},
    "TBody": {"Table"},
}
BOOKS = [
    ("zh-Hans-CN", "book-a5", Apparatus.END),
    ("zh-Hant-TW", "newspaper", Apparatus.END),
    ("zh-Hans-CN", "a4", Apparatus.FOOT),
    ("zh-Hant-HK-vertical", "book-a5", Apparatus.FOOT),
]


@pytest.fixture(scope="module", params=BOOKS, ids=lambda book: "-".join(map(str, book)))
def pdf(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[pikepdf.Pdf]:
    variant, design, place = request.param
    folder = tmp_path_factory.mktemp("accessible")
    Image.new("L", (90, 60), 128).save(folder / "旧影.png")
    book = structs.replace(book_of_everything(variant, "旧影.png"), apparatus=place)
    write(book, folder / "book.pdf", page_design(design), folder)
    with pikepdf.open(folder / "book.pdf") as opened:
        yield opened


def kids(element: Any) -> list[Any]:
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, str]]:
    """Yield the elements of the structure, each with its parent's tag."""

    def below(element: Any, parent: str) -> Iterator[tuple[Any, str]]:
        yield element, parent
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid, tag(element))

    for top in kids(pdf.Root.StructTreeRoot):
        yield from below(top, "")


def tag(element: Any) -> str:
    return str(element.S).lstrip("/")


def annotations(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Page, Any]]:
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            yield page, annotation


def test_all_that_is_shown_is_tagged_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    """01-003, 01-004, 01-005."""
    for page in pdf.pages:
        marks: list[str] = []
        for instruction in pikepdf.parse_content_stream(page):
            operands, name = instruction.operands, str(instruction.operator)
            if name in ("BDC", "BMC"):
                told: Any = operands[1] if name == "BDC" else {}
                artifact = str(operands[0]) == "/Artifact"
                tagged = isinstance(told, pikepdf.Dictionary) and "/MCID" in told
                marks.append("artifact" if artifact else "tagged" if tagged else "")
                assert not {"artifact", "tagged"} <= set(marks)
            elif name == "EMC":
                marks.pop()
            elif name in ("TJ", "Tj"):
                assert any(marks), page.label


def test_tags_are_standard_and_stand_where_they_may(pdf: pikepdf.Pdf) -> None:
    """02-001, 09-004 to 09-008."""
    for element, parent in elements(pdf):
        assert tag(element) in STANDARD
        assert parent in PARENTS.get(tag(element), {parent}), (tag(element), parent)


def test_the_file_names_its_standard_title_and_language(pdf: pikepdf.Pdf) -> None:
    """06-001 to 06-004, 07-001, 07-002, 11-006."""
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"]
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.Root.Lang).startswith("zh")
    assert bool(pdf.Root.MarkInfo.Marked)


def test_headings_begin_with_the_first_rank_and_skip_none(pdf: pikepdf.Pdf) -> None:
    """14-002, 14-003."""
    ranks = [int(tag(each)[1]) for each, _ in elements(pdf) if tag(each)[0] == "H"]
    assert ranks[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))


def test_pictures_have_a_text_and_a_place_on_their_page(pdf: pikepdf.Pdf) -> None:
    """13-004."""
    figures = [each for each, _ in elements(pdf) if tag(each) == "Figure"]
    assert figures
    for figure in figures:
        assert str(figure.Alt).strip()
        left, bottom, right, top = map(float, figure.A.BBox)
        _, _, width, height = map(float, figure.Pg.MediaBox)
        assert 0 <= left < right <= width
        assert 0 <= bottom < top <= height


def test_notes_have_names_of_their_own(pdf: pikepdf.Pdf) -> None:
    """19-003, 19-004."""
    names = [str(each.ID) for each, _ in elements(pdf) if tag(each) == "Note"]
    assert names
    assert len(names) == len(set(names))


def test_every_link_is_in_the_tree_once_and_says_where_it_leads(pdf: pikepdf.Pdf) -> None:
    """28-002, 28-004, 28-008, 28-011, 28-012."""
    held = {
        kid.Obj.objgen: tag(element)
        for element, _ in elements(pdf)
        for kid in kids(element)
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    }
    found = list(annotations(pdf))
    assert len(found) == len(held)
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page, annotation in found:
        assert page.obj.Tabs == "/S"
        assert held[annotation.objgen] == "Link"
        words = str(annotation.Contents)
        assert words.strip("· ")
        assert not words.startswith(("note-", "call-", "part-", "block-", "00"))
        assert tag(owners[int(annotation.StructParent)]) == "Link"


def test_a_line_of_contents_is_one_link_and_its_dots_are_passed_over(pdf: pikepdf.Pdf) -> None:
    lines = [each for each, _ in elements(pdf) if tag(each) == "TOCI"]
    for line in lines:
        (link,) = kids(line)
        assert tag(link) == "Link"
        assert not any(isinstance(kid, pikepdf.Dictionary) and "/S" in kid for kid in kids(link))
    newspaper = not any(str(page.label) == "i" for page in pdf.pages)
    assert bool(lines) != newspaper


def test_every_link_holds_the_words_that_it_is_set_on(pdf: pikepdf.Pdf) -> None:
    """The pages of an index too, which are drawn in one piece with its entries."""
    if str(pdf.pages[-1].label)[0] in "〇一二三四五六七八九":
        pytest.skip("vertical lines are drawn in pieces of another kind")
    links = [each for each, _ in elements(pdf) if tag(each) == "Link"]
    assert links
    for link in links:
        assert any(not isinstance(kid, pikepdf.Dictionary) or "/S" in kid for kid in kids(link))


def test_fonts_are_embedded_and_read(pdf: pikepdf.Pdf) -> None:
    """10-001, 31-003 to 31-009."""
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            assert font.Encoding in ("/Identity-H", "/Identity-V")
            assert font.ToUnicode.read_bytes()
            for descendant in font.DescendantFonts:
                assert str(descendant.CIDSystemInfo.Ordering) == "Identity"
                descriptor = descendant.FontDescriptor
                assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
