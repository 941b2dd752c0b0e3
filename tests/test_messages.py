"""Every message stands in the table, in English and Chinese, and is used."""

import re
from pathlib import Path

import pytest

from kanben.messages import message_keys, say, word

ROOT = Path(__file__).parent.parent
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("kanben", "templates")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".html", ".css", ".js", ".svg", ".xml"}
)


@pytest.mark.parametrize("key", message_keys())
def test_a_message_says_the_same_in_both_languages(key: str) -> None:
    texts = {}
    for language in ("en", "zh"):
        values = {name: f"<{name}>" for name in _fields_of(key, language)}
        texts[language] = say(key, language_=language, **values)
    assert _fields_of(key, "en") == _fields_of(key, "zh")
    assert all(text.strip() for text in texts.values())


def _fields_of(key: str, language: str) -> set[str]:
    found: set[str] = set()
    while True:
        try:
            say(key, language_=language, **dict.fromkeys(found, "x"))
        except KeyError as missing:
            found.add(str(missing.args[0]))
        else:
            return found


def test_every_message_that_an_error_names_is_in_the_table() -> None:
    named = re.findall(r'Error\(\s*"([a-z_.]+)"', CODE) + re.findall(r'\bsay\("([a-z_.]+)"', CODE)
    assert set(named) - set(message_keys()) == set()


@pytest.mark.parametrize(
    ("variant", "contents"),
    [
        ("zh-Hans-CN", "目录"),
        ("zh-Hant-TW", "目次"),
        ("zh-Hant-HK-vertical", "目錄"),
        ("as-printed", "目录"),
    ],
)
def test_fixed_words_follow_the_variant(variant: str, contents: str) -> None:
    assert word("contents", variant) == contents
