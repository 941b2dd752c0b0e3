"""The index in print: balanced columns on one grid, groups that go on named again."""

import re
from pathlib import Path

import pypdfium2
import pytest
from msgspec import structs

from kanben.characters import inked
from kanben.manuscript.blocks import BlockKind, Mark, MarkKind, Part
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.index import Entry, Group, Term, TermKind
from kanben.manuscript.manuscript import Manuscript
from kanben.proving.audit import audit
from kanben.writing.designs import page_design
from kanben.writing.pdf.edition import write
from tests.books import block, marked, seed_book

STEMS = "东南西北江河湖海春夏秋冬山石田土"
GROUPS = "ABCDEFGH"
SAME_LINE = 2.0
"""pt: characters of one line begin nearer than this to one height."""


def indexed_book(entries: int, variant: str = "zh-Hans-CN") -> Manuscript:
    """Make a book with an index of so many entries in eight groups, each on a page or two."""
    words = [
        f"{STEMS[n % 16]}{STEMS[n // 16 % 16]}{'渡口' if n % 3 else '码头的旧石阶'}"
        for n in range(entries)
    ]
    marks = {word: Mark(MarkKind.TERM, f"t{n}") for n, word in enumerate(words)}
    blocks = tuple(
        marked(
            block(BlockKind.PARAGRAPH, f"{word}在江的{side}岸。", f"000-{2 * n + at}", n),
            {word: marks[word]},
        )
        for n, word in enumerate(words)
        for at, side in enumerate("东西")
    )
    listed = [
        Entry(word, f"t{n}", TermKind.PLACE, occurrences=(f"000-{2 * n}", f"000-{2 * n + 1}"))
        for n, word in enumerate(words)
    ]
    share = -(-entries // len(GROUPS))
    index = tuple(
        Group(label, tuple(listed[at * share : (at + 1) * share]))
        for at, label in enumerate(GROUPS)
    )
    terms = tuple(Term(f"t{n}", word, TermKind.PLACE) for n, word in enumerate(words))
    part = Part("渡口志", blocks, (0,), anchor="part-1")
    return structs.replace(seed_book(variant), parts=(part,), index=index, terms=terms)


class Sheet:
    """A page of the index: the tops and the bottoms of its columns, and what stands in them."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        text = page.get_textpage()
        middle = page.get_width() / 2
        chars = text.get_text_range()
        self.columns: list[list[tuple[float, str]]] = [[], []]
        for number, char in enumerate(chars):
            if char.isspace():
                continue
            left, bottom, _, _ = text.get_charbox(number, loose=True)
            self.columns[left > middle].append((bottom, char))

    def lines(self, column: int, floor: float, ceiling: float) -> list[tuple[float, str]]:
        """Return the lines of a column between two heights, from the top down."""
        found: list[tuple[float, str]] = []
        for height, char in sorted(self.columns[column], key=lambda each: -each[0]):
            if not floor < height < ceiling:
                continue
            if found and found[-1][0] - height < SAME_LINE:
                found[-1] = (found[-1][0], found[-1][1] + char)
            else:
                found.append((height, char))
        return found


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Sheet]:
    path = tmp_path_factory.mktemp("index") / "book.pdf"
    book = indexed_book(176)
    record = write(book, path, page_design())
    assert not audit(book, path, FORMATS["pdf"].declare(book)).faults
    pdf = pypdfium2.PdfDocument(path)
    return [Sheet(pdf[number]) for number in range(record.anchors["index"], len(pdf))]


def columns_of(sheet: Sheet) -> list[list[tuple[float, str]]]:
    """Return the lines of the two columns within the type area, the title aside."""
    design = page_design()
    height = design.height * 72 / 25.4
    ceiling = height - design.upper - 2
    floor = ceiling - design.lines * design.leading - design.leading
    return [sheet.lines(column, floor, ceiling) for column in (0, 1)]


def test_the_last_columns_are_of_equal_length(sheets: list[Sheet]) -> None:
    left, right = columns_of(sheets[-1])
    assert right
    assert abs(len(left) - len(right)) <= 3


def test_lines_of_neighbouring_columns_stand_on_one_grid(sheets: list[Sheet]) -> None:
    step = 0.8 * page_design().leading
    for sheet in sheets[1:]:
        left, right = columns_of(sheet)
        for height, text in right:
            offset = (left[0][0] - height) / step
            assert abs(offset - round(offset)) * step < 1, text


def test_a_column_within_a_group_names_the_group_again(sheets: list[Sheet]) -> None:
    heads = [columns_of(sheet)[column][0][1] for sheet in sheets[1:] for column in (0, 1)]
    assert any(head.endswith("（续）") for head in heads)
    assert all(re.fullmatch("[A-H](（续）)?", head) for head in heads), heads


def test_no_range_of_pages_is_broken(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        for column in columns_of(sheet):
            assert not any(text.endswith("–") or text.startswith("–") for _, text in column)


def test_taiwan_counts_strokes_as_its_norm_writes_it(tmp_path: Path) -> None:
    book = indexed_book(40, "zh-Hant-TW")
    index = tuple(structs.replace(group, label=str(n)) for n, group in enumerate(book.index, 1))
    record = write(structs.replace(book, index=index), tmp_path / "book.pdf", page_design())
    pdf = pypdfium2.PdfDocument(tmp_path / "book.pdf")
    pages = range(record.anchors["index"], len(pdf))
    text = inked("".join(pdf[n].get_textpage().get_text_range() for n in pages))
    assert "1畫" in text
    assert "劃" not in text
