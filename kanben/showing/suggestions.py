"""Write the lines of YAML that an editor may copy from the review page."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from kanben.characters import HAN_RANGES, inked, is_blank
from kanben.manuscript.blocks import Position
from kanben.manuscript.places import find

_PLAIN = re.compile(f"[{HAN_RANGES}\\w][{HAN_RANGES}\\w./:+-]*(?<!:)")
_TEXT = re.compile(f"[{HAN_RANGES}]|\\.[A-Za-z]+:[0-9]+$")
"""What makes sure that a plain text is neither a number nor ``yes`` to any reader of YAML."""
_CONTROLS = re.compile("[\x7f-\xa0\u2028\u2029\ufeff]")
_QUOTED = 6
"""Characters quoted on each side of a line end: enough to be found again."""

_MOST = 60
"""Characters that are quoted to name one place: two printed lines; nobody copies more."""
_REACH = 4 * _MOST
"""Characters that are looked at for them, blanks among them."""


class Suggestion(Struct, frozen=True):
    """Offer a line of YAML; `under` names the list or table it belongs to."""

    label: str
    yaml: str
    under: str


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
    before = inked(lines[after - 1][-_REACH:])
    following = next((lines[at] for at in range(after, len(lines)) if lines[at].strip()), "")
    behind = inked(following[:_REACH])
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
    line = lines[at.line - 1]
    ahead = line[at.column : at.column + _REACH]
    rest, whole = inked(ahead), _inked_line(line)
    text = whole + inked("".join(lines[at.line : at.line + 3])[:_REACH])
    for length in range(min(least, len(rest)), min(least + _MOST, len(rest)) + 1):
        again = text.find(rest[:length], text.find(rest[:length]) + 1)
        if length and not 0 <= again < len(whole):
            return _printed(ahead, length)
    return ""


@lru_cache(maxsize=64)
def _inked_line(line: str) -> str:
    """Return a line's ink; many doubts may stand on one long line."""
    return inked(line)


def _printed(text: str, count: int) -> str:
    """Return the beginning of a text up to its inked character of that number."""
    places = [place for place, char in enumerate(text) if not is_blank(char)]
    return text[: places[count - 1] + 1].lstrip()
