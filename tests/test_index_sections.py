"""Entries with many places are divided, and say where they are treated."""

from pathlib import Path

import pytest
from msgspec import structs

from kanben.indexing.marks.terms import mark
from kanben.indexing.order.entries import main_treatment, order, weights_of
from kanben.indexing.order.sections import MANY, divide
from kanben.manuscript.blocks import Block, BlockKind, Part, Piece, Position
from kanben.manuscript.formats import FORMATS, Commission
from kanben.manuscript.index import Entry
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.pages import load_pages
from kanben.manuscript.plan import IndexPlan
from kanben.proving.audit import audit
from kanben.writing.book.printed_index import locator_spans

PLAN = IndexPlan(add=({"heading": "白鹭镇", "kind": "place"},), threshold=1.0)
CHAPTERS = (("第一章　水路", 5), ("第二章　集市", 6), ("第三章　余话", 1))


def book(chapters: tuple[tuple[str, int], ...] = CHAPTERS) -> Manuscript:
    """Return a book whose chapters name a town in so many paragraphs each."""
    blocks: list[Block] = []
    for title, count in chapters:
        texts = [(BlockKind.HEADING, title)]
        texts += [(BlockKind.PARAGRAPH, f"船到白鹭镇，人声渐起，第{n}回。") for n in range(count)]
        for kind, text in texts:
            line = len(blocks) + 1
            piece = Piece(text, Position(0, line))
            level = int(kind is BlockKind.HEADING)
            blocks.append(Block(kind, (piece,), f"b-{line}", level))
    return Manuscript(
        name="book",
        script="Hans",
        variant="zh-Hans-CN",
        metadata=Metadata(title="渡口"),
        sources=(Source("book.txt", "b", "0" * 64, "utf-8", len(blocks)),),
        parts=(Part("渡口", tuple(blocks), (0,)),),
    )


def entry_of(manuscript: Manuscript) -> Entry:
    return order(mark(manuscript, PLAN)).index[0].entries[0]


def test_an_entry_with_many_places_has_the_sections_as_subheadings() -> None:
    entry = entry_of(book())
    found = {each.heading: len(each.occurrences) for each in entry.subentries}
    assert found == {"集市": 6, "水路": 5}
    assert len(entry.occurrences) == 1
    assert len(entry.places) == 12
    assert entry.headings == (entry,)


def test_an_entry_with_few_places_is_left_alone() -> None:
    assert not entry_of(book((("第一章　水路", 5), ("第二章　集市", MANY - 5)))).subentries


def test_a_section_named_after_the_term_stays_with_the_heading() -> None:
    entry = entry_of(book((("白鹭镇", 5), ("集市", 6), ("学堂", 3))))
    assert {each.heading for each in entry.subentries} == {"集市", "学堂"}


def test_dividing_twice_is_dividing_once() -> None:
    once = divide(mark(book(), PLAN))
    assert divide(once) == once
    assert balance(once, [[block.text for block in once.blocks]])


def test_without_sections_the_first_of_the_leading_paragraphs_is_set_bold() -> None:
    marked = mark(book((("水路", MANY + 1),)), PLAN)
    assert main_treatment(weights_of(marked)["t1"]) == "b-2"
    few = mark(book((("水路", MANY),)), PLAN)
    assert not main_treatment(weights_of(few)["t1"])


def test_mentions_in_lists_and_captions_weigh_half() -> None:
    texts = ("白鹭镇、青江、平湖都通船，白鹭镇、青江又通车。", "白鹭镇是个小镇，白鹭镇有三条街。")
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, (Piece(text, Position(0, line)),), f"b-{line}")
        for line, text in enumerate(texts, 1)
    )
    plain = book()
    marked = mark(structs.replace(plain, parts=(Part("渡口", blocks, (0,)),)), PLAN)
    assert main_treatment(weights_of(marked)["t1"]) == "b-2"


def test_neighbouring_paragraphs_are_a_range_and_the_main_one_stands_apart() -> None:
    locators = {f"b-{n}": f"1.{n}" for n in range(1, 10)}
    anchors = ["b-1", "b-2", "b-3", "b-5", "b-6", "b-8", "b-9"]
    labels = [(span.label, span.main) for span in locator_spans(anchors, "b-8", locators)]
    assert labels == [
        ("1.1–1.3", False),
        ("1.5", False),
        ("1.6", False),
        ("1.8", True),
        ("1.9", False),
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_divided_index_is_proved_in_every_format(suffix: str, tmp_path: Path) -> None:
    manuscript = order(mark(book(), PLAN))
    edition, pages = tmp_path / f"book.{suffix}", tmp_path / "pages.json"
    form = FORMATS[suffix]
    form.write(manuscript, edition, Commission(pages=pages if form.paginated else None))
    cited = load_pages(pages) if pages.exists() else None
    assert audit(manuscript, edition, form.declare(manuscript), cited).faults == ()
