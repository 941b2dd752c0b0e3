"""Derive the short forms of an organisation's name, and keep those that a text uses."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kanben import words
from kanben.indexing.text.gazetteer import is_place
from kanben.indexing.text.vocabulary import alternatives, listed

_COMPANY = re.compile(f"(?:{alternatives('suffix', 'company')})$")
_BRACKETS = re.compile("[（(][^（）()]*[）)]")


@lru_cache(maxsize=1024)
def _words(name: str) -> tuple[str, ...]:
    return tuple(words.cut(name))


def _without_place(name: str) -> str:
    for length in (4, 3, 2):
        if len(name) - length >= 2 and is_place(name[:length]):
            return name[length:]
    return name


def _proposals(name: str) -> Iterator[str]:
    plain = _BRACKETS.sub("", name)
    yield plain
    body = _COMPANY.sub("", plain)
    if body == plain:
        return
    for ending in ("公司", "有限公司", "科技公司", "科技有限公司"):
        yield body + ending
        yield body.removesuffix("科技") + ending
    core = _without_place(body)
    for short in (body, core):
        yield short
        yield short + "公司"
        for trade in listed("suffix", "business"):
            yield short.removesuffix(trade)
            yield short.removesuffix(trade).removesuffix("新材料")
    parts = _words(body)
    if len(parts) > 2 and is_place(parts[0]):
        yield parts[0] + parts[-1]


def short_forms(name: str, text: str) -> list[str]:
    """Return the shorter names, of at least two characters, that `text` has for `name`.

    青岛远望航天科技有限公司 is called 远望航天, 平湖齿轮传动有限公司 平湖传动. A word that the
    dictionary knows (远程) is too common to be a short form.
    """
    found = dict.fromkeys(_proposals(name))
    return [
        form
        for form in found
        if 2 <= len(form) < len(name)
        and form in text
        and not words.tag(form)
        and form not in "公司"
    ]
