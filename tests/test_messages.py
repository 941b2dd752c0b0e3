"""Every message stands in the table, in English and Chinese, and is used."""

import re
import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kanben.messages import message_keys, word

ROOT = Path(__file__).parent.parent
TABLE = tomllib.loads((ROOT / "kanben" / "data" / "messages.toml").read_text(encoding="utf-8"))
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("kanben", "templates")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".html", ".css", ".js", ".svg", ".xml"}
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def template(key: str, language: str) -> str:
    entry: Any = TABLE["message"]
    for step in key.split("."):
        entry = entry[step]
    return str(entry[language])


@pytest.mark.parametrize("key", message_keys())
def test_a_message_says_the_same_in_both_languages(key: str) -> None:
    english, chinese = template(key, "en"), template(key, "zh")
    assert english.strip()
    assert chinese.strip()
    assert fields(english) == fields(chinese)


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
