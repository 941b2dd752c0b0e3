"""A manuscript keeps its shape when its script changes."""

import pytest
from msgspec import structs

from kanben.errors import ConfigError
from kanben.manuscript.blocks import Block, BlockKind, Mark, MarkKind, Part, Piece, Position
from kanben.manuscript.index import Term, TermKind
from kanben.manuscript.manuscript import Manuscript, Note, NoteKind, Source
from kanben.manuscript.metadata import Metadata, Person
from kanben.manuscript.plan import Config, Plan
from kanben.variants.convert import convert
from kanben.variants.house import House, house_of

TW = "zh-Hant-TW"


def manuscript(*blocks: Block, script: str = "Hans") -> Manuscript:
    return Manuscript(
        name="试刊",
        script=script,
        metadata=Metadata(title="后勤简报", creators=(Person("于飞", "文"),), isbn="7-80000-1"),
        sources=(Source("a.txt", "s1", "0" * 64, "utf-8", 9),),
        parts=(Part("头发的历史", blocks, (0,)),),
        notes=(Note("n1", NoteKind.AUTHOR, "皇后之后"),),
        terms=(Term("t1", "头发", TermKind.TERM, ("头发",)),),
    )


def block(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH, line: int = 1) -> Block:
    pieces = tuple(Piece(text, Position(0, line, 10 * n)) for n, text in enumerate(texts))
    return Block(kind, pieces, anchor=f"s1-{line}")


def texts(converted: Manuscript) -> list[str]:
    return [piece.text for block in converted.blocks for piece in block.pieces]


def test_words_are_recognised_across_the_pieces_of_a_paragraph() -> None:
    converted = convert(manuscript(block("理了头", "发再出发")), TW, House())
    assert texts(converted) == ["理了頭", "髮再出發"]
    assert (converted.script, converted.variant) == ("Hant", TW)


def test_pieces_keep_place_emendation_and_marks_when_lengths_change() -> None:
    marked = (
        Piece("用", Position(0, 1)),
        Piece("鼠标器", Position(0, 1, 1), 0, (Mark(MarkKind.TERM, "t9"),)),
        Piece("吧", Position(0, 1, 4)),
    )
    house = House(glossary={TW: {"鼠标器": "滑鼠", "吧": "看看吧"}})
    converted = convert(manuscript(Block(BlockKind.PARAGRAPH, marked, "s1-1")), TW, house)
    pieces = converted.blocks[0].pieces
    assert [piece.text for piece in pieces] == ["用", "滑鼠", "看看吧"]
    assert [(p.at, p.emendation, p.marks) for p in pieces] == [
        (p.at, p.emendation, p.marks) for p in marked
    ]


def test_title_notes_terms_and_people_are_converted_too() -> None:
    converted = convert(manuscript(block("头发")), TW, House())
    assert converted.metadata.title == "後勤簡報"
    assert converted.metadata.isbn == "7-80000-1"
    assert converted.parts[0].title == "頭髮的歷史"
    assert converted.notes[0].text == "皇后之後"
    assert converted.terms[0] == Term("t1", "頭髮", TermKind.TERM, ("頭髮",))


def test_a_person_of_the_index_is_known_without_a_title() -> None:
    source = manuscript(block("读了范文澜的书"))
    person = Term("t2", "范文澜", TermKind.PERSON, ("范文澜",))
    converted = convert(structs.replace(source, terms=(person,)), TW, House())
    assert texts(converted) == ["讀了范文瀾的書"]
    assert converted.terms[0].heading == "范文瀾"


def test_an_index_term_has_one_form_throughout() -> None:
    marked = Mark(MarkKind.TERM, "t1")
    pieces = tuple(Piece("系争", Position(0, 1, n), marks=(marked,)) for n in (0, 2))
    source = manuscript(Block(BlockKind.PARAGRAPH, pieces, "s1-1"), block("，", line=2))
    converted = convert(source, TW, House())
    assert len(set(texts(converted)[:2])) == 1


def test_code_latin_and_protected_words_are_left_alone() -> None:
    pieces = (
        Piece("头发，", Position(0, 1)),
        Piece("头发", Position(0, 1, 3), marks=(Mark(MarkKind.PROTECTED),)),
        Piece("“Le mot”", Position(0, 1, 5), marks=(Mark(MarkKind.LANGUAGE, "fr"),)),
        Piece("旧体", Position(0, 1, 9)),
    )
    source = manuscript(
        Block(BlockKind.PARAGRAPH, pieces), block('输出("头发")', kind=BlockKind.CODE, line=2)
    )
    converted = convert(source, TW, House(protected=("旧体",)))
    assert texts(converted) == ["頭髮，", "头发", "“Le mot”", "旧体", '输出("头发")']


def test_as_printed_leaves_every_text_alone() -> None:
    source = manuscript(block("“头发”"))
    converted = convert(source, "as-printed", House())
    assert converted.parts == source.parts
    assert (converted.variant, converted.script) == ("as-printed", "Hans")


def test_a_vertical_edition_has_corner_marks_whatever_the_house_prints() -> None:
    house = House({"zh-Hant-HK": "hk-official"})
    source = manuscript(block("“头发”"))
    assert texts(convert(source, "zh-Hant-HK", house)) == ["“頭髮”"]
    assert texts(convert(source, "zh-Hant-HK-vertical", house)) == ["「頭髮」"]


def test_a_quotation_runs_through_paragraphs_past_a_caption() -> None:
    source = manuscript(
        block("他说：“第一段。"),
        block("“图”", kind=BlockKind.CAPTION, line=2),
        block("“第二段。”完", line=3),
    )
    converted = convert(source, TW, House())
    assert texts(converted) == ["他說：「第一段。", "「圖」", "「第二段。」完"]
    assert converted.choices == ()


def test_a_quotation_that_never_closes_is_kept_for_the_editor() -> None:
    converted = convert(manuscript(block("他说：“走。"), block("他走了。", line=2)), TW, House())
    (choice,) = converted.choices
    assert (choice.anchor, choice.before, choice.at) == ("s1-1", "“", Position(0, 1, 3))
    assert choice.context[choice.offset] == choice.chosen == "「"


def test_the_publications_glossary_goes_before_the_collections() -> None:
    plan = Plan(glossary={TW: {"硬盘": "硬碟"}}, protected=("云",))
    config = Config(glossary={TW: {"硬盘": "硬盤", "云": "雲"}}, protected=("软件",))
    house = house_of(plan, config, "zh-Hant-TW")
    assert house.rulings(TW) == {"云": "云", "软件": "软件", "硬盘": "硬碟"}


@pytest.mark.parametrize(
    ("house", "key"),
    [
        (House(styles={TW: "hk-press"}), "variants.style"),
        (House(glossary={"zh-TW": {"云": "雲"}}), "variants.unknown"),
        (House(glossary={TW: {"": "雲"}}), "variants.empty_word"),
        (House(protected=("",)), "variants.empty_protected"),
        (House(glossary={TW: {"云": "雲"}}, protected=("云",)), "variants.protected_word"),
    ],
)
def test_contradictions_in_the_editors_word_are_named(house: House, key: str) -> None:
    with pytest.raises(ConfigError) as raised:
        convert(manuscript(), TW, house)
    assert raised.value.key == key
