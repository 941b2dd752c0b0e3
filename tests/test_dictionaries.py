"""Compiled dictionaries say what those say that they were made from."""

import random
from collections.abc import Iterator
from pathlib import Path

import jieba
import pytest
from pypinyin import Style, pinyin
from pypinyin.contrib.tone_convert import to_tone
from pypinyin.phrases_dict import phrases_dict

from kanben import words
from kanben.indexing.order.readings import has_own_reading, read_heading, toned
from kanben.manuscript.index import TermKind
from kanben.simplified import simplify

SEEDS = Path(__file__).parent.parent / "seeds"
OWN = {("一", "yi1"), ("不", "bu4")}
"""Two characters keep their own tones."""
CHANCE = 20_260_101


def rows() -> Iterator[list[str]]:
    with jieba.get_dict_file() as file:
        for line in file:
            yield line.decode("utf-8").split()


@pytest.fixture(scope="module")
def whole() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def test_every_word_has_the_count_and_the_part_of_speech_of_the_dictionary() -> None:
    last = {word: (int(count), tag) for word, count, tag in rows()}
    assert {word: (words.frequency(word), words.tag(word)) for word in last} == last
    assert (words.frequency("綦江话本"), words.tag("綦江话本")) == (0, "")


def test_a_text_is_cut_as_the_dictionary_itself_cuts_it(whole: jieba.Tokenizer) -> None:
    printed = [line for path in SEEDS.rglob("*.txt") for line in path.read_text().splitlines()]
    listed = [word for word, _, _ in rows()]
    chance = random.Random(CHANCE)
    jumbled = ["".join(chance.choices(listed, k=60)) for _ in range(60)]
    odd = ["", "AT&T公司B超C盘", "𠮷野家的𪜀字", "㐀㐁㐂", "1997年7月1日，3.5%。", "“从0到1”"]
    for line in (*printed, *jumbled, *odd):
        assert words.cut(line) == list(whole.cut(line))


def test_phrases_are_read_as_the_dictionary_reads_them() -> None:
    simplified = [each for each in phrases_dict if simplify(each) == each]
    for phrase in random.Random(CHANCE).sample(simplified, 3000):
        expected = [
            row[0] for row in pinyin(phrase, Style.TONE3, neutral_tone_with_five=True, v_to_u=True)
        ]
        found = read_heading(phrase, TermKind.TERM)
        assert set(zip(phrase, found, strict=True)) - set(zip(phrase, expected, strict=True)) <= OWN
        assert toned(found) == " ".join(map(to_tone, found))
        assert has_own_reading(phrase)


def test_the_mark_of_a_tone_stands_where_the_rules_put_it() -> None:
    assert toned(("lü3", "xue2", "gui4", "liu2", "de5", "zhuang4")) == "lǚ xué guì liú de zhuàng"
