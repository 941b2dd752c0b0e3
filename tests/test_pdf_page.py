"""Printed pages are laid out as a book designer would: titles, grid, page bottoms, heads."""

from pathlib import Path

import pypdfium2
import pytest
from msgspec import structs

from bench.pages import baselines
from kanben.characters import inked
from kanben.manuscript.blocks import BlockKind, Part
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.metadata import Provenance
from kanben.manuscript.pages import Pages
from kanben.writing.designs import page_design
from kanben.writing.pdf.edition import write
from tests.books import block, seed_book

LONG_TITLE = "松江丝织绸缎股份有限公司超净净化车间内工作人员正在组装电路板 机器人生产向企业集聚"


def with_title(title: str) -> Manuscript:
    """Make the seed's book begin with a heading of its own."""
    book = seed_book()
    heading = block(BlockKind.HEADING, title, "000-1")
    part = structs.replace(book.parts[0], title="", blocks=(heading, *book.parts[0].blocks))
    return structs.replace(book, parts=(part, *book.parts[1:]))


@pytest.mark.parametrize("design", ["book-a5", "newspaper", "large-print"])
def test_a_title_longer_than_its_line_is_broken_between_words_and_kept_whole(
    tmp_path: Path, design: str
) -> None:
    path = tmp_path / "book.pdf"
    write(with_title(LONG_TITLE), path, page_design(design))
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_bounded().splitlines() for page in document]
    lines = next(text for text in reversed(texts) if any(t.startswith("松江丝织") for t in text))
    start = next(number for number, line in enumerate(lines) if line.startswith("松江丝织"))
    assert inked("".join(lines[start : start + 6])).startswith(inked(LONG_TITLE))
    assert not any(line.startswith(("产", "聚", "板")) for line in lines[start : start + 6])


def test_a_rare_character_is_printed_and_one_that_no_font_has_is_marked(tmp_path: Path) -> None:
    words = "字书所收有𤣥𩔖𠀋𡈽𫝆𫠝，又有造字\ue8f1。"
    path = tmp_path / "book.pdf"
    write(with_title(words), path, page_design("book-a5"))
    with pypdfium2.PdfDocument(path) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    body, _, _ = text.rpartition("綦江：创新驱动发展")
    assert inked(words) in inked(text)
    assert "U+E8F1" in text, "the colophon lists what is lacking"
    assert "U+2" not in body


def test_a_list_takes_no_line_of_the_paragraph_before_it_along(tmp_path: Path) -> None:
    """A paragraph fills the page to its last line; the list begins the next one."""
    design = page_design()
    endless = "江" * (2 * design.characters * design.lines)
    ((on_page, _), *_) = _with_list(endless, tmp_path).runs["000-1"]
    pages = _with_list("江" * on_page, tmp_path)
    assert pages.anchors["000-2"] == pages.anchors["000-1"] + 1
    assert "000-1" not in pages.runs


def _with_list(paragraph: str, folder: Path) -> Pages:
    items = ("一、渡船三只；", "二、水手六人。")
    listed = [block(BlockKind.LIST, item, f"000-{n}", n) for n, item in enumerate(items, 2)]
    blocks = (block(BlockKind.PARAGRAPH, paragraph, "000-1", 1), *listed)
    book = structs.replace(seed_book(), parts=(Part("", blocks, (0,)),), index=(), terms=())
    return write(book, folder / "book.pdf", page_design())


def test_dots_and_page_of_a_long_title_follow_its_last_words(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    titles = ("渡口", "江边老码头的来历 与三代摆渡人的故事", "民国二十六年秋沿江各县渡船水手名册")
    book = structs.replace(seed_book(), index=())
    (part, *_) = book.parts
    parts = tuple(
        structs.replace(part, title=title, blocks=part.blocks[number : number + 1])
        for number, title in enumerate(titles)
    )
    write(structs.replace(book, parts=parts), path, page_design("large-print"))
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    contents = next(text for text in texts if "····" in inked(text)).splitlines()
    assert all(inked(title) in inked("".join(contents)) for title in titles)
    assert not [line for line in contents if line.strip(" ·") and not line.strip(" ·0123456789")]


@pytest.mark.parametrize("variant", ["zh-Hans-CN", "zh-Hant-TW-vertical"])
def test_the_colophon_of_large_print_does_not_spill(tmp_path: Path, variant: str) -> None:
    path = tmp_path / "book.pdf"
    book = seed_book()
    printed = Provenance(
        title="报纸", date="2021", library="江边图书馆地方文献部", issn="1234-5678"
    )
    metadata = structs.replace(book.metadata, source=printed, isbn="9787100000000", cip="第12号")
    write(
        structs.replace(book, metadata=metadata, variant=variant), path, page_design("large-print")
    )
    with pypdfium2.PdfDocument(path) as document:
        texts = [inked(page.get_textpage().get_text_bounded()) for page in document]
    (page,) = [number for number, text in enumerate(texts) if "SHA-256" in text]
    assert "NotoSansCJK" in texts[page], "the last row stands with the others"


ROWS = ("数字\t符号\t含义", "755\trwxr-xr-x\t属主可写，众人可读", "1,234,567\trw-------\t仅属主")


def with_table(paragraph: str) -> Manuscript:
    """Make a book of a paragraph and a table below it."""
    table = [block(BlockKind.TABLE, row, f"000-{n}", n) for n, row in enumerate(ROWS, 2)]
    blocks = (block(BlockKind.PARAGRAPH, paragraph, "000-1", 1), *table)
    return structs.replace(seed_book(), parts=(Part("渡口", blocks, (0,)),), index=(), terms=())


def test_a_figure_in_a_narrow_table_is_not_broken(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    write(with_table("江边的码头。" * 30), path, page_design("newspaper"))
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert all(figure in text for figure in ("755", "rwxr-xr-x", "1,234,567", "rw-------"))


def test_a_short_table_of_a_book_is_not_parted(tmp_path: Path) -> None:
    design = page_design()
    first_page = design.lines - 9
    for lines in range(first_page - 4, first_page):
        book = with_table("江" * (lines * design.characters - 2))
        pages = write(book, tmp_path / "book.pdf", design)
        assert pages.anchors["000-2"] == pages.anchors["000-4"], lines


def test_the_columns_of_a_newspaper_stand_on_one_grid_below_every_headline(tmp_path: Path) -> None:
    """Columns that end in balance are as high as they may be, not a whole number of lines."""
    path, design = tmp_path / "book.pdf", page_design("newspaper")
    words = ("江边的码头有三只渡船。" * 9, "水手六人，轮流摆渡，" * 13 + "不舍昼夜。")
    blocks = []
    for number in range(1, 7):
        head = block(BlockKind.HEADING, f"渡口记之{number}", f"000-{number}-0", number)
        text = block(BlockKind.PARAGRAPH, words[number % 2] * number, f"000-{number}-1", number)
        blocks += [structs.replace(head, level=2), text]
    book = structs.replace(seed_book(), parts=(Part("渡口", tuple(blocks), (0,)),), index=())
    write(book, path, design)
    with pypdfium2.PdfDocument(path) as document:
        lines = baselines(document[0], design.size)
    assert lines[-1] - lines[0] > 10 * design.leading
    assert max(abs((line - lines[0] + 1) % design.leading - 1) for line in lines) < 0.1


def _one_text(length: int, tmp_path: Path) -> list[str]:
    """Return the pages' texts of a book of one text: its title, and three sections below it."""
    blocks = [block(BlockKind.HEADLINE, "雨夜", "1-1")]
    for number, name in enumerate(("第一章　来客", "第二章　旧信", "第三章　渡江")):
        heading = block(BlockKind.HEADING, name, f"1-{2 * number + 2}")
        blocks += [
            structs.replace(heading, level=2),
            block(BlockKind.PARAGRAPH, "雨还没有停。" * (length // 6), f"1-{2 * number + 3}"),
        ]
    book = seed_book()
    part = structs.replace(book.parts[0], title="", blocks=tuple(blocks))
    path = tmp_path / "book.pdf"
    write(structs.replace(book, parts=(part,), notes=(), index=()), path, page_design())
    with pypdfium2.PdfDocument(path) as document:
        return [inked(page.get_textpage().get_text_bounded()) for page in document]


def test_chapters_below_a_title_of_the_whole_begin_pages_and_stand_over_them(
    tmp_path: Path,
) -> None:
    body = [text for text in _one_text(1800, tmp_path) if "雨还没有停" in text]
    for name in ("第二章旧信", "第三章渡江"):
        pages = [text for text in body if name in text]
        assert pages[0].index(name) < pages[0].index("雨还没有停"), "it begins a page"
        assert len(pages) > 1, "and stands over the right-hand page that follows"


def test_short_sections_below_a_title_run_on(tmp_path: Path) -> None:
    (page,) = [text for text in _one_text(48, tmp_path) if "雨还没有停" in text]
    assert page.index("第一章来客") < page.index("第二章旧信") < page.index("第三章渡江")
