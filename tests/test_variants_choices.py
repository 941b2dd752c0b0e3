"""The form of a character follows from what the sentence says."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.variants_sentences import tally
from kanben.variants.chooser import chooser_of
from kanben.variants.engine import align, convert, spread
from kanben.variants.house import House
from kanben.variants.passage import Converter
from kanben.variants.people import find_names
from kanben.variants.report import group_doubts
from kanben.variants.vocabulary import regional_words
from teach.chooser.groups import group_of

DATA = Path(__file__).parent / "data" / "variants"
SEEDS = Path(__file__).parent.parent / "seeds" / "qijiang-2021"
TW, HK, CN = "zh-Hant-TW", "zh-Hant-HK", "zh-Hans-CN"
PLAIN = House()


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def converted(text: str, variant: str = TW, house: House = PLAIN) -> str:
    script = "Hant" if variant == CN else "Hans"
    return Converter(script, variant, house).passage(text).text


def seed_paragraphs() -> list[str]:
    """Return the seeds' paragraphs, roughly: what blank lines part, with line ends joined."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    return [part.replace("\n", "") for text in texts for part in text.split("\n\n")]


@pytest.mark.parametrize(("why", "before", "after"), rows("choices.tsv"))
def test_a_word_takes_the_form_that_its_sense_asks_for(why: str, before: str, after: str) -> None:
    assert converted(before) == after


@pytest.mark.parametrize("variant", [TW, HK])
def test_context_changes_in_the_seeds_what_a_reader_found_wrong(variant: str) -> None:
    """The list was read in full against both texts: every change is right, none is missing."""
    overruled = set()
    for text in seed_paragraphs():
        chooser = chooser_of(variant)
        assert chooser is not None
        cells = convert(text, "Hans", variant)
        overruled |= {
            (text[verdict.place - 2 : verdict.place + 3], verdict.chosen)
            for verdict in chooser.verdicts(text, cells)
            if verdict.chosen != cells[verdict.place]
        }
    assert overruled == {(around, chosen) for around, chosen in rows("seeds.tsv")}


@pytest.mark.parametrize("variant", [TW, HK])
def test_the_seeds_hold_none_of_the_ten_known_mistakes(variant: str) -> None:
    text = "".join(converted(paragraph, variant) for paragraph in seed_paragraphs())
    assert all(wrong not in text for wrong in ("新徵程", "統一齣件", "覆合膜", "併成功", "人制造"))


def test_a_journey_to_taiwan_and_back_changes_nothing_in_the_seeds() -> None:
    text = "".join(seed_paragraphs())
    back = converted(converted(text), CN)
    marks = str.maketrans("「」『』", "“”‘’")
    assert back.translate(marks) == text.translate(marks)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("他於倫敦病逝，樊於期不在", "他于伦敦病逝，樊於期不在"),
        ("成績卓著，等著瞧", "成绩卓著，等着瞧"),
        ("看着著者，牠來了", "看着著者，它来了"),
        ("乾隆年間的乾糧", "乾隆年间的干粮"),
    ],
)
def test_simplifying_tells_words_apart_that_share_a_form(before: str, after: str) -> None:
    assert converted(before, CN) == after


@pytest.mark.parametrize(("why", "before", "after"), rows("simplifying.tsv"))
def test_a_simplified_text_keeps_what_its_readers_keep(why: str, before: str, after: str) -> None:
    assert converted(before, CN) == after


def test_a_simplified_paragraph_in_a_traditional_book_is_converted_too() -> None:
    converter = Converter("Hant", TW, PLAIN)
    assert converter.passage("他说头发全白了，后面开了门。").text == "他說頭髮全白了，後面開了門。"
    assert converter.passage("余居里中，后稷之后也，个中有味。").text.startswith(
        "余居里中，后稷之后"
    )


def test_a_name_given_once_with_its_title_is_known_everywhere() -> None:
    names = find_names(["记者范长江说", "与于敏先生", "于本市市长", "示范区区长", "于会议主席台"])
    assert names == {"范长江", "于敏"}


def test_a_family_that_is_told_by_its_name_keeps_it() -> None:
    assert converted("老板姓范，伙计姓余。") == "老闆姓范，夥計姓余。"
    assert converted("百姓于今安乐，余者不问。").startswith("百姓於今")


def test_houses_print_their_own_glyphs() -> None:
    assert converted("台里卫说") == "台裡衛說"
    assert converted("平台里", TW, House({TW: "tw-moe"})) == "平臺裡"
    assert converted("里面卫生说", HK) == "裡面衛生說"
    assert converted("里面卫生说", HK, House({HK: "hk-official"})) == "裏面衞生説"


def test_regional_words_replace_whole_words_only() -> None:
    house = House(vocabulary=(TW,))
    assert converted("软件刷新，海内存知己", TW, house) == "軟體刷新，海內存知己"
    assert converted("软件", TW) == "軟件"
    assert list(regional_words("软件", CN)) == []


def test_a_regional_word_is_put_on_record() -> None:
    (doubt,) = Converter("Hans", TW, House(vocabulary=(TW,))).passage("新软件").doubts
    assert (doubt.offset, doubt.before, doubt.chosen, doubt.by) == (1, "软件", "軟體", "vocabulary")


def test_the_longest_word_of_the_glossary_wins() -> None:
    house = House(glossary={TW: {"白药": "白药丸", "云南白药": "雲南白藥"}})
    assert converted("云南白药与白药", TW, house) == "雲南白藥與白药丸"


def test_code_and_addresses_stay_as_they_are() -> None:
    text = '运行`f("后")`，见https://example.cn/?q="x"或<b title="x">a@b.cn</b>'
    assert '`f("後")`' in converted(text)
    assert '?q="x"' in converted(text)
    assert '<b title="x">a@b.cn</b>' in converted(text)


def test_a_word_cut_closely_against_its_context_is_shown_to_the_editor() -> None:
    (doubt,) = Converter("Hans", TW, House()).passage("他们多只带一件行李。").doubts
    assert (doubt.offset, doubt.by, doubt.candidates) == (3, "word", ("隻", "只"))


def test_a_word_that_its_context_agrees_with_is_not_doubted() -> None:
    assert Converter("Hans", TW, House()).passage("桌上摆着面包，头发白了。").doubts == ()


def test_one_glossary_line_settles_a_group_of_doubts() -> None:
    converter = Converter("Hans", TW, House())
    texts = ["范某余下。", "又有范某在。"]
    passages = [(text, converter.passage(text)) for text in texts]
    groups = group_doubts(passages)
    assert all(group.word in "".join(texts) for group in groups)
    for group in groups:
        ruled = House(glossary={TW: {group.word: group.other}})
        assert group.other in "".join(converted(text, TW, ruled) for text in texts)
        assert group.ruling == f"{group.word}: {group.other}"


def test_the_filter_takes_every_line_for_a_text_of_its_own() -> None:
    command = [sys.executable, "-m", "kanben", "convert", "--to", TW]
    done = subprocess.run(
        command, input="他说：“走。\n“好。”\r\n\n头", capture_output=True, check=True, text=True
    )
    assert done.stdout == "他說：「走。\n「好。」\n\n頭"


def test_the_filter_names_a_variant_that_does_not_exist() -> None:
    command = [sys.executable, "-m", "kanben", "convert", "--to", "zh-TW"]
    done = subprocess.run(command, input="", capture_output=True, check=False, text=True)
    assert done.returncode == 64
    assert "zh-Hant-TW" in done.stderr


HAN = st.text(alphabet="后发干里只系面复台了说“”‘’甲乙，。a1 ", max_size=40)


@given(HAN)
def test_conversion_gives_one_string_for_every_character(text: str) -> None:
    passage = Converter("Hans", TW, PLAIN).passage(text)
    assert len(passage.cells) == len(text)
    assert all(doubt.offset < len(text) for doubt in passage.doubts)


@given(HAN, HAN)
def test_an_alignment_loses_no_character(text: str, other: str) -> None:
    if text:
        cells = align(text, other)
        assert len(cells) == len(text)
        assert "".join(cells) == other
        assert "".join(spread(other, len(text))) == other


def test_the_filter_names_the_line_that_is_no_utf_8() -> None:
    command = [sys.executable, "-m", "kanben", "convert", "--to", TW]
    done = subprocess.run(command, input="好\n头".encode("gbk"), capture_output=True, check=False)
    assert done.returncode == 65
    assert b"-:1: " in done.stderr


def same(text: str) -> str:
    """Level the forms between which a proofreader lets either stand, as the chooser does."""
    return "".join(map(group_of, text))


@pytest.mark.parametrize("genre", ["novel", "essay", "classic"])
def test_at_most_half_of_the_dictionarys_mistakes_are_left(genre: str) -> None:
    traps = [row[2:] for row in rows("traps.tsv") if row[0] == genre]
    theirs = sum(same("".join(convert(s, "Hans", TW))) != same(t) for s, t in traps)
    wrong = [(converted(s, TW, House({TW: "tw-moe"})), t) for s, t in traps]
    ours = [pair for pair in wrong if same(pair[0]) != same(pair[1])]
    assert len(ours) <= theirs / 2, ours


def test_sentences_of_books_hold_at_most_half_of_the_dictionarys_mistakes() -> None:
    for group, found in tally(DATA / "sentences.tsv").items():
        assert found.ours <= max(1, found.theirs / 2), group
