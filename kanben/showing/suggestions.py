"""Write the lines of YAML that an editor may copy from the review page."""

import json
import re
from collections.abc import Sequence

from kanben.characters import HAN_RANGES, is_blank
from kanben.manuscript.blocks import Position
from kanben.manuscript.places import find

_PLAIN = re.compile(f"[{HAN_RANGES}\\w][{HAN_RANGES}\\w./:+-]*(?<!:)")
_TEXT = re.compile(f"[{HAN_RANGES}]|\\.[A-Za-z]+:[0-9]+$")
"""What makes sure that a plain text is neither a number nor ``yes`` to any reader of YAML."""
_CONTROLS = re.compile("[\x7f-\xa0\u2028\u2029\ufeff]")
_QUOTED = 6
"""Characters quoted on each side of a line end: enough to be found again."""

Printed = Sequence[Sequence[str]]


def scalar(text: str) -> str:
    """Write a text as YAML: plain where that is safe, in double quotes otherwise."""
    if _PLAIN.fullmatch(text) and _TEXT.search(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def item(**keys: str) -> str:
    """Write one emendation as a line of the list; an underscore behind a key is not written."""
    pairs = (f"{key.rstrip('_')}: {scalar(value)}" for key, value in keys.items() if value)
    return f"- {{{', '.join(pairs)}}}"


def around_line_end(lines: Sequence[str], after: int) -> str:
    """Quote the words on both sides of a line end as ``前|後``; empty if nothing follows."""
    before = "".join(char for char in lines[after - 1] if not is_blank(char))
    following = next((line for line in lines[after:] if line.strip()), "")
    behind = "".join(char for char in following if not is_blank(char))
    if not before or not behind:
        return ""
    return f"{_from_unique(lines, after, before, behind)}|{behind[:_QUOTED]}"


def _from_unique(lines: Sequence[str], after: int, before: str, behind: str) -> str:
    """Return the last words of a line, as many as it takes to name one place."""
    for length in range(min(_QUOTED, len(before)), len(before)):
        if len(find(lines, 0, after, before[-length:] + behind[:_QUOTED])) == 1:
            return before[-length:]
    return before


def unique_words(lines: Sequence[str], at: Position, least: int) -> str:
    """Return the words printed from `at` on, at least so many, that begin only once on the line.

    Empty if there are none.
    """
    rest = "".join(char for char in lines[at.line - 1][at.column :] if not is_blank(char))
    for length in range(min(least, len(rest)), len(rest) + 1):
        found = find(lines, 0, at.line, rest[:length])
        if len(found) == 1:
            return found[0].text
    return ""
