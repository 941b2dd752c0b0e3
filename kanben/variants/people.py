"""Write surnames as families write them: 范 not 範, 于 not 於, 鍾 not 鐘."""

import re
from collections.abc import Iterable, Iterator

from kanben.characters import HAN_RANGES
from kanben.names import TITLES

_FORMS = {
    "范": "范", "于": "于", "余": "余", "钟": "鍾", "岳": "岳", "姜": "姜", "涂": "涂", "游": "游",
    "郁": "郁", "沈": "沈", "谷": "谷", "曲": "曲", "卜": "卜", "朴": "朴",
}  # fmt: skip
"""Surnames whose simplified form is also another word's, with the family's traditional form. 干 and
党 are left out: 干部长期, 党委员会 look like a surname with a title."""

_POLITE = "先生|女士|小姐|同志|老师|教授|博士|院士|夫人|师傅"
"""Titles that no office bears: 于 is a preposition before all others (于会议主席台)."""

_TITLE = f"(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})(?![会期台])"
_SURNAME = f"[{''.join(_FORMS)}]"
_GIVEN = f"[{HAN_RANGES}]{{1,2}}?"
_NO_HAN_BEFORE = f"(?:(?<![{HAN_RANGES}])|(?<=[与和跟及]))"

_BEFORE_TITLE = re.compile(
    f"{_NO_HAN_BEFORE}((?!于){_SURNAME}{_GIVEN}(?={_TITLE})|于{_GIVEN}(?={_POLITE}))"
)
_SURNAME_AND_TITLE = re.compile(f"{_NO_HAN_BEFORE}((?!于){_SURNAME}(?={_TITLE})|于(?={_POLITE}))")
_CALLED = re.compile(rf"(?<![百万庶])姓({_SURNAME})(?=[^{HAN_RANGES}]|[的者人氏名叫]|$)")
"""A family told by its name: 姓范，名长江."""
_AFTER_TITLE = re.compile(
    f"{_TITLE}((?!于){_SURNAME}{_GIVEN})(?=说|表示|指出|介绍|告诉|认为|强调|[^{HAN_RANGES}]|$)"
)


def find_names(texts: Iterable[str]) -> frozenset[str]:
    """Find the full names that the texts give with a title: 范长江先生, 记者范长江说.

    Only names whose surname is one of the doubtful ones are returned.
    """
    names: set[str] = set()
    for text in texts:
        names.update(found[1] for found in _BEFORE_TITLE.finditer(text))
        names.update(found[1] for found in _AFTER_TITLE.finditer(text))
    return frozenset(names)


def doubtful_names(names: Iterable[str]) -> frozenset[str]:
    """Return the people among `names` whose surname is one of the doubtful ones."""
    return frozenset(name for name in names if name[:1] in _FORMS)


def surnames(text: str, names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield place and traditional form of every surname known for one.

    Names of three characters are found anywhere, shorter ones only between other signs than Han
    characters or before a title: 余光 alone is no name in 其余光线.
    """
    for found in _SURNAME_AND_TITLE.finditer(text):
        yield found.start(), _FORMS[found[1]]
    for found in _CALLED.finditer(text):
        yield found.start(1), _FORMS[found[1]]
    for name in filter(text.__contains__, names):
        pattern = re.escape(name)
        if len(name) < 3:
            pattern = f"{_NO_HAN_BEFORE}{pattern}(?=[^{HAN_RANGES}]|{_TITLE}|$)"
        for found in re.finditer(pattern, text):
            yield found.start(), _FORMS[name[0]]
