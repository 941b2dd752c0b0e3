"""Print books of any length as plain text, their lines as full as a column of the page allows."""

from enum import StrEnum
from random import Random

from bench.generated_book import write_book

_MEASURE = 28
"""Characters of a line of the print."""
_SURNAMES = (
    "陈林黄张李王吴刘蔡杨许郑谢郭赖曾洪邱周叶廖徐苏庄江吕何罗高萧"
    "潘简朱钟彭游詹胡施沈余赵卢梁颜柯孙魏翁戴"
)
_GIVEN = (
    "明德志文国建荣华俊杰惠美淑贞雅婷怡君家豪伟成宗翰承恩书豪静宜秀英玉兰春生福来金水木火土根树山海"
)
_QUOTES = "“”"
_CAST = 6
"""People of a chapter: few come up in all of a book."""
_MENTIONED = 0.15
"""Share of paragraphs that name somebody, as in the novels that the index was measured on."""
_OFTEN = 100
"""Characters of the second book to each mention of its one name: 10,000 in a million."""


class Cast(StrEnum):
    """Say who comes up in a book: as in most, a few people in each chapter; or one, everywhere."""

    CHANGING = "changing"
    ONE = "one name"


def printed_book(characters: int, cast: Cast = Cast.CHANGING) -> str:
    """Return a book of about so many characters, line by line, the same one at every call."""
    chance = Random(characters)
    lines: list[str] = []
    for number, chapter in enumerate(write_book(characters, lang="zh-Hans").chapters, 1):
        people = _people(chance)
        lines += ["", f"第{number}章　{''.join(chance.sample(_GIVEN, 4))}", ""]
        for paragraph in chapter:
            named = _named(paragraph, people, cast, chance)
            lines += _wrapped("　　" + named)
    return "\n".join(lines) + "\n"


def _people(chance: Random) -> list[str]:
    return [chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, 2)) for _ in range(_CAST)]


def _named(paragraph: str, people: list[str], cast: Cast, chance: Random) -> str:
    """Let people come up at the beginning of sentences."""
    if cast is Cast.ONE:
        times = len(paragraph) / _OFTEN
        count = int(times) + (chance.random() < times % 1)
        names = ["陆仁和"] * count
    else:
        names = [chance.choice(people)] if chance.random() < _MENTIONED else []
    sentences = paragraph.split("。")
    for name in names:
        place = chance.randrange(len(sentences))
        opening = len(sentences[place]) - len(sentences[place].lstrip(_QUOTES))
        sentences[place] = f"{sentences[place][:opening]}{name}说{sentences[place][opening:]}"
    return "。".join(sentences)


def _wrapped(text: str) -> list[str]:
    return [text[at : at + _MEASURE] for at in range(0, len(text), _MEASURE)]
