"""What a book speaks of is found, and marked where it stands."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec import structs

from bench.index import Scored, index_of, manuscript_of, score_text
from kanben.errors import PublicationError
from kanben.indexing.marks.editor import settle
from kanben.indexing.marks.marking import mark_hits
from kanben.indexing.marks.terms import mark
from kanben.indexing.order.distribution import distribute
from kanben.indexing.order.entries import order
from kanben.indexing.text.scan import Hit, Scanner
from kanben.indexing.text.sightings import Candidate
from kanben.manuscript.blocks import MarkKind, Piece, Position
from kanben.manuscript.index import Entry, TermKind
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pieces import marked_runs
from kanben.manuscript.plan import IndexPlan
from kanben.showing.terms_chart import draw
from kanben.simplified import simplify

DATA = Path(__file__).parent / "data" / "indexing"
CASES = (DATA / "names.md").read_text(encoding="utf-8").split("\n## ")[1:]
FLOORS = (DATA / "floors.tsv").read_text(encoding="utf-8").splitlines()[1:]
NEWS = (
    "平湖大学教授陈景和介绍，平湖市与青江市签署协议。",
    "陈教授说，《平湖志》记载了青江大桥。平湖市的学者都读《平湖志》。",
)

PLAN_TO_SPLIT = IndexPlan(split={"青江": "青江渡"})


def headings(paragraphs: tuple[str, ...], plan: IndexPlan | None = None) -> dict[str, Entry]:
    marked = mark(manuscript_of("book", paragraphs), plan or IndexPlan())
    entries = [entry for group in order(marked).index for entry in group.entries]
    return {entry.heading: entry for entry in entries}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.splitlines()[0])
def test_names_are_found_as_a_proofreader_lists_them(case: str) -> None:
    _, _, body = case.partition("\n")
    text, _, listed = body.strip().partition("\n---\n")
    found = {f"{entry.kind.value} {entry.heading}" for entry in index_of("case", text.splitlines())}
    for line in listed.splitlines():
        if line.startswith("not "):
            assert line[4:] not in {each.partition(" ")[2] for each in found}
        else:
            assert line in found


def recalls(scored: Scored) -> dict[str, float]:
    """Return the share of first entries found, of all and of every kind."""
    first = [each for each in scored.gold if each.priority == 1]
    kinds = {"all": first} | {
        kind: [each for each in first if each.kind == kind] for kind in {e.kind for e in first}
    }
    return {
        kind: sum(bool(each.forms & scored.found) for each in gold) / len(gold)
        for kind, gold in kinds.items()
    }


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor.partition("\t")[0])
def test_every_kind_of_book_is_indexed_as_well_as_it_was(floor: str) -> None:
    text, recall, precision, distractors, kinds = floor.split("\t")
    scored = score_text(DATA / f"{text}.tsv")
    found = recalls(scored)
    assert found["all"] >= float(recall)
    assert scored.precision >= float(precision)
    assert len(scored.listed_distractors) <= int(distractors)
    for kind, least in (each.split("=") for each in kinds.split()):
        assert found[kind] >= float(least), kind


def test_every_occurrence_is_marked_and_nothing_else() -> None:
    marked = mark(manuscript_of("book", NEWS), IndexPlan())
    forms = {term.id: term.forms for term in marked.terms}
    runs = [
        (term, block.text[start:end])
        for block in marked.blocks
        for start, end, term in marked_runs(block.pieces, MarkKind.TERM)
    ]
    assert all(text in forms[term] for term, text in runs)
    assert [text for _, text in runs].count("《平湖志》") == 2


def test_marking_changes_no_character() -> None:
    plain = manuscript_of("book", NEWS)
    marked = mark(plain, IndexPlan())
    assert [block.text for block in marked.blocks] == [block.text for block in plain.blocks]
    balance(marked, [NEWS])


def test_a_surname_with_a_title_leads_to_the_full_name() -> None:
    found = headings(NEWS)
    assert found["陈景和"].occurrences == ("book-1", "book-2")
    assert "陈教授" not in found


def test_the_block_that_speaks_most_of_a_term_is_its_main_treatment() -> None:
    found = headings(("青江大桥通车。", "青江大桥长两公里，青江大桥有六车道。"))
    assert found["青江大桥"].main == "book-2"


def test_a_traditional_text_keeps_its_script() -> None:
    found = headings(("《臺灣通史》與《台灣通史》是一書。作者連橫說，他寫了《臺灣通史》。",))
    assert found["《臺灣通史》"].occurrences
    assert not any(heading != simplify(heading) and "台" in heading for heading in found)


def test_an_editor_adds_removes_renames_merges_and_refers() -> None:
    plan = IndexPlan(
        add=("六车道", {"heading": "青江", "kind": "place", "forms": "青江市"}),
        remove=("《平湖志》",),
        rename={"平湖大学": "国立平湖大学"},
        see={"陈先生": "陈景和"},
        see_also={"青江": "青江大桥、平湖"},
        sub={"青江大桥": "青江"},
        readings={"陈景和": "chén jǐng hè"},
    )
    found = headings((*NEWS, "青江大桥有六车道。"), plan)
    assert "《平湖志》" not in found
    assert found["六车道"].occurrences == ("book-3",)
    assert "国立平湖大学" in found
    assert found["陈先生"].see == "陈景和"
    assert found["青江"].see_also == ("青江大桥", "平湖")
    assert [entry.heading for entry in found["青江"].subentries] == ["青江大桥"]
    assert found["陈景和"].reading == "chén jǐng hè"


def test_a_general_term_refers_to_the_special_ones_filed_elsewhere() -> None:
    plan = IndexPlan(add=("分布", "抽样分布", "正态分布", "分布律"))
    found = headings(("分布有抽样分布、正态分布，分布律另说。",), plan)
    assert found["分布"].see_also == ("抽样分布", "正态分布")
    assert not found["正态分布"].see_also


def test_places_stand_under_larger_ones_where_the_editor_wants_it() -> None:
    text = ("平湖市望潮区在江边，平湖市青江镇在山里。望潮区有学校。",)
    adds = tuple({"heading": name, "kind": "place"} for name in ("平湖市", "望潮区", "青江镇"))
    found = headings(text, IndexPlan(add=adds, places_within=True))
    assert [each.heading for each in found["平湖市"].subentries] == ["青江镇", "望潮区"]
    assert "望潮区" in headings(text, IndexPlan(add=adds))


def test_an_editor_may_have_a_taiwanese_index_by_zhuyin() -> None:
    marked = mark(manuscript_of("book", NEWS), IndexPlan(order={"zh-Hant-TW": "zhuyin"}))
    labels = [group.label for group in order(structs.replace(marked, variant="zh-Hant-TW")).index]
    assert labels == ["ㄆ", "ㄑ", "ㄔ"]


def test_strokes_are_named_as_each_region_does() -> None:
    marked = mark(manuscript_of("book", NEWS), IndexPlan())
    for variant, label in (("zh-Hant-TW", "5畫"), ("zh-Hant-HK", "5畫")):
        index = order(structs.replace(marked, variant=variant)).index
        assert index[0].label == label


def test_a_merged_heading_gives_its_places_to_the_other() -> None:
    plan = IndexPlan(add=("六车道", "车道"), merge={"六车道": "车道"})
    found = headings(("有六车道。", "车道很宽。"), plan)
    assert found["车道"].occurrences == ("book-1", "book-2")
    assert "六车道" not in found


def test_a_form_that_names_something_else_is_split_off() -> None:
    town = {"heading": "青江", "kind": "place", "forms": "青江镇、青江渡"}
    text = ("青江镇在东，青江渡在西。",)
    assert "青江渡" not in headings(text, IndexPlan(add=(town,)))
    found = settle([Candidate("青江", TermKind.PLACE, ("青江镇", "青江渡"), 0.9)], PLAN_TO_SPLIT)
    assert [(each.heading, each.forms) for each in found] == [
        ("青江", ("青江镇",)),
        ("青江渡", ("青江渡",)),
    ]


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ({"heading": "青江", "kind": "river"}, "index.kind"),
        ({"title": "青江"}, "index.entry"),
        ({"heading": "青江", "colour": "red"}, "index.entry"),
    ],
)
def test_an_entry_that_cannot_be_read_is_refused(entry: dict[str, str], key: str) -> None:
    with pytest.raises(PublicationError) as caught:
        mark(manuscript_of("book", NEWS), IndexPlan(add=(entry,)))
    assert caught.value.key == key


def test_a_term_broken_over_two_printed_lines_is_one_occurrence() -> None:
    pieces = (Piece("山城", Position(0, 1)), Piece("大学有名。", Position(0, 2)))
    marked = mark_hits(pieces, [Hit(0, 4, "t1")])
    assert list(marked_runs(marked, MarkKind.TERM)) == [(0, 4, "t1")]
    assert "".join(piece.text for piece in marked) == "山城大学有名。"


@given(st.text("山城大学院", max_size=40), st.sets(st.text("山城大学院", min_size=1, max_size=4)))
def test_hits_are_the_longest_forms_and_never_overlap(text: str, forms: set[str]) -> None:
    hits = list(Scanner({form: form for form in forms}).hits(text))
    assert all(text[hit.start : hit.end] == hit.term for hit in hits)
    assert all(one.end <= two.start for one, two in pairwise(hits))
    covered = {place for hit in hits for place in range(hit.start, hit.end)}
    missed = [place for place in range(len(text)) if place not in covered]
    assert not any(text.startswith(form, place) for place in missed for form in forms)


@given(st.text(max_size=60))
def test_the_simplified_copy_keeps_the_length(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_a_latin_form_is_a_whole_word() -> None:
    assert [hit.start for hit in Scanner({"AI": "t"}).hits("MAIN AI，AI芯片")] == [5, 8]


def two_parts(manuscript: Manuscript) -> Manuscript:
    part = manuscript.parts[0]
    halves = (part.blocks[:1], part.blocks[1:])
    parts = tuple(
        structs.replace(part, title=f"第{n}编", blocks=b)
        for n, b in zip("一二", halves, strict=True)
    )
    return structs.replace(manuscript, parts=parts)


def test_the_figure_of_terms_can_be_read_by_those_who_do_not_see_it() -> None:
    book = order(two_parts(mark(manuscript_of("book", NEWS), IndexPlan())))
    figure = etree.fromstring(draw(distribute(book), "zh-Hans").encode())
    assert figure.get("role") == "img"
    assert "陈景和：第一编 1 次，第二编 1 次" in figure.findtext("{*}desc", "")
