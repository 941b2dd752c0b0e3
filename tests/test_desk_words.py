"""Every word that a page of the desk says is in the table, and every word there is said."""

import re

from kanben.desk.pages import STATIC, words
from kanben.templates import folder

SCRIPTS = "\n".join(
    (folder() / "desk" / name).read_text(encoding="utf-8") for name in STATIC if name.endswith("js")
)
MADE = ("kind-", "change-", "doubt-", "do-", "to-", "index-", "state-", "role-", "key-")
"""Beginnings of words whose names are put together."""


def test_every_word_that_a_script_says_is_in_the_table() -> None:
    said = set(re.findall(r'\bw\("([\w-]+)"', SCRIPTS))
    said |= set(re.findall(r'\["[^"]*", "(key-[a-z]+)"\]', SCRIPTS))
    assert said - set(words()) == set()


def test_every_word_of_the_table_is_said() -> None:
    unsaid = [word for word in words() if f'"{word}"' not in SCRIPTS and not word.startswith(MADE)]
    assert unsaid == []


def test_every_file_that_a_page_asks_for_is_there() -> None:
    for name in STATIC:
        assert (folder() / "desk" / name).is_file()
    for page in (folder() / "desk").glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r'/static/([\w.]+)"', text)) <= set(STATIC)
