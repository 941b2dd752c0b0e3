"""Read the properties of a run in a DOCX: what sets it apart, and what takes it from sight."""

import re
from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WHITE = re.compile(r"(?i)f[0-9a-f]f[0-9a-f]f[0-9a-f]")
_VALUE = f"{_W}val"
_READABLE, _LEAST_SIZE = 24, 2
"""Half points: the size of a run that states none, and one at which nothing is read."""
RunLook = dict[str, str | None]
"""The properties of a run: their names, and their values if they have one."""
_STYLES = {
    "Emphasis": "emphasis",
    "Strong": "strong",
    "ProperName": "proper-name",
    "BookTitleMark": "book-title",
    "Addition": "addition",
}
"""Manners of distinction by the names of their styles."""
_SETTING_APART = frozenset({"b", "em", "i", "u", "strike", "vertAlign"})
_OFF = ("0", "false", "none")


def look_of(properties: Any) -> RunLook:
    """Return the properties by name."""
    return {each.tag: each.get(_VALUE) for each in properties}


def manners_of(look: RunLook) -> Iterator[str]:
    """Yield how a run's style and properties distinguish it."""
    for tag, value in look.items():
        name = tag.removeprefix(_W)
        if name == "rStyle":
            yield _STYLES.get(value or "", value or "")
        elif name in _SETTING_APART and value not in _OFF:
            yield name


def is_call(look: RunLook) -> bool:
    """Tell whether a run is set as calls of footnotes are."""
    return look.get(f"{_W}rStyle") == "FootnoteReference"


def is_unseen(look: RunLook) -> bool:
    """Tell whether a run's properties take it from a reader's sight."""
    if f"{_W}vanish" in look or f"{_W}webHidden" in look:
        return True
    white = bool(_WHITE.fullmatch(look.get(f"{_W}color") or ""))
    return white or int(look.get(f"{_W}sz", _READABLE) or _READABLE) <= _LEAST_SIZE
