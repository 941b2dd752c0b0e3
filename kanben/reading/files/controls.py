"""Take out the characters that no edition can carry: controls, noncharacters, half surrogates."""

import re
from collections.abc import Iterator

from kanben.reading.files.sheet import Rewrite, Sheet

_PLANES = "".join(
    f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(17)
)
_CONTROLS = re.compile(
    f"([\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES}])\\1*"
)


def take_out_controls(sheet: Sheet) -> None:
    """Take them out of all lines; the tab and the form feed, which mean something, stay."""
    for place, line in enumerate(sheet.lines):
        if not line.isprintable() and _CONTROLS.search(line):
            sheet.rewrite(place, _controls(line))


def _controls(line: str) -> Iterator[Rewrite]:
    for found in _CONTROLS.finditer(line):
        count = len(found[0])
        name = f"U+{ord(found[1]):04X}" + (f" ×{count}" if count > 1 else "")
        yield Rewrite(found.start(), found.end(), "", "reading.control", name)
