"""Keep every message in English and Chinese, and the fixed words of editions in each variant.

Both stand in ``data/messages.toml``: ``[message.…]`` with ``en`` and ``zh``, ``[word.…]`` with a
text for each variant (never made by conversion) and ``en``.
"""

import os
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from kanben.errors import KanbenError


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("kanben") / "data" / "messages.toml").read_text(encoding="utf-8"))


class Tongue(Struct, frozen=True):
    """Say what a reader is spoken to in: ``zh`` or ``en``, and what every message goes through.

    Chinese messages are written in simplified script; `through` turns them into another.
    """

    language: str
    through: Callable[[str], str] = str


_tongue: ContextVar[Tongue | None] = ContextVar("tongue", default=None)


@contextmanager
def speaking(spoken: Tongue) -> Iterator[None]:
    """Speak to one reader in a tongue of their own, whatever the locale says."""
    token = _tongue.set(spoken)
    try:
        yield
    finally:
        _tongue.reset(token)


def tongue() -> Tongue:
    """Return what the reader is spoken to in."""
    return _tongue.get() or Tongue(_language_of_locale())


def language() -> str:
    """Return ``zh`` or ``en``: the reader's own choice, KANBEN_LANG, or what the locale says."""
    return tongue().language


@cache
def _language_of_locale() -> str:
    names = ("KANBEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "zh" if chosen.lower().startswith("zh") else "en"


def say(key: str, /, *, language_: str | None = None, **values: object) -> str:
    """Return a message in the reader's language, its values filled in.

    Raises KeyError for a key that is not in the table.
    """
    entry: Any = _table()["message"]
    for step in key.split("."):
        entry = entry[step]
    spoken = tongue()
    text: str = entry[language_ or spoken.language]
    if language_ is None:
        text = spoken.through(text)
    return text.format(**values)


def tell(error: KanbenError, language_: str | None = None) -> str:
    """Put an error into words: its place, what was found, what to do."""
    place = ":".join(str(part) for part in (error.file, error.line) if part is not None)
    text = say(error.key, language_=language_, **error.found)
    return f"{place}: {text}" if place else text


def word(key: str, variant: str) -> str:
    """Return a fixed word of the editions (目录, 索引, 版权页) as `variant` writes it.

    `variant` is a BCP 47 tag; the most specific entry wins: ``zh-Hant-HK-vertical``, then
    ``zh-Hant-HK``, ``zh-Hant``, ``zh``, then ``zh-Hans``.
    """
    entry: dict[str, str] = _table()["word"][key]
    tag = variant
    while tag:
        if tag in entry:
            return entry[tag]
        tag = tag.rpartition("-")[0]
    return entry["zh-Hans"]


def message_keys() -> tuple[str, ...]:
    """Return the keys of all messages."""
    return tuple(_keys(_table()["message"], ""))


def _keys(entry: dict[str, Any], path: str) -> list[str]:
    if "en" in entry and isinstance(entry["en"], str):
        return [path]
    return [key for name, sub in entry.items() for key in _keys(sub, f"{path}.{name}".lstrip("."))]
