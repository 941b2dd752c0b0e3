"""Carry emphasis and ruby through the text of a document, as signs that no text holds."""

import re

from kanben.manuscript.blocks import Mark, MarkKind
from kanben.sources.printed import PrintedMark

_OPEN, _READ, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
"""Noncharacters (Unicode 23.7): a mark begins, its reading begins, it ends."""
_RUN = re.compile(
    f"{_OPEN}(?P<kind>[esrn])|(?:{_READ}(?P<reading>[^{_OPEN}{_CLOSE}]*))?{_CLOSE}"
    f"|(?P<run>[^{_OPEN}{_READ}{_CLOSE}]+)"
)
_ASTRAY = str.maketrans(dict.fromkeys((_OPEN, _READ, _CLOSE), "\ufffd"))
_KINDS = {
    "e": MarkKind.EMPHASIS,
    "s": MarkKind.STRONG,
    "r": MarkKind.RUBY,
    "n": MarkKind.NOTE,
}
_LETTERS = {"Emph": "e", "Strong": "s"}


def literal(text: str) -> str:
    """Return the document's own text without what stands for marks here."""
    return text.translate(_ASTRAY)


def emphasised(node: str, text: str) -> str:
    """Return the text of one of pandoc's inlines with the mark that it makes, if any."""
    letter = _LETTERS.get(node)
    return f"{_OPEN}{letter}{text}{_CLOSE}" if letter and text.strip() else text


def with_reading(base: str, reading: str) -> str:
    """Return a text with its ruby."""
    return f"{_OPEN}r{base}{_READ}{reading}{_CLOSE}" if base and reading else base


def with_note(number: int) -> str:
    """Return the sign that calls a note, and stands before it."""
    return f"{_OPEN}n〔{number}〕{_READ}{number}{_CLOSE}"


def parted(text: str) -> tuple[str, tuple[PrintedMark, ...]]:
    """Part a text from its marks; one that a line's end cuts off holds to the line's end."""
    plain = ""
    begun: list[tuple[MarkKind, int]] = []
    marks: list[PrintedMark] = []
    for found in _RUN.finditer(text):
        run, kind, reading = found["run"], found["kind"], found["reading"]
        if kind:
            begun.append((_KINDS[kind], len(plain)))
        elif run:
            plain += run
        elif begun:
            marks.append(_marked(*begun.pop(), len(plain), reading or ""))
    marks += [_marked(kind, start, len(plain), "") for kind, start in begun]
    return plain, tuple(mark for mark in marks if mark.end > mark.start)


def _marked(kind: MarkKind, start: int, end: int, reading: str) -> PrintedMark:
    return PrintedMark(start, end, Mark(kind, reading))


def plain_of(text: str) -> str:
    """Return a text without its marks."""
    return parted(text)[0]
