"""Say in the file what drawn text reads, where its glyphs alone would not tell.

A PDF maps a glyph to one text. Where fonts draw one glyph for two texts (葛 with and without its
variation selector), several glyphs for one (a stack of marks), or none (a zero-width joiner), a
reader of the file would read something else than what is set. ``ActualText`` (ISO 32000-1,
14.9.4) says what it is.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf

from kanben.typesetting.seam import fonts_of

_GLYPHS = re.compile(rb"<([0-9a-f]+)>")
_VECTOR, _BITMAP = 4, 2
"""Hexadecimal digits of a glyph's number, as WeasyPrint writes them for either kind of font."""
_SOFT_HYPHEN = "\u00ad"
_HYPHENATED = f"{_SOFT_HYPHEN}\u2010"
"""A line that ends at a soft hyphen shows a hyphen, which is no part of the text."""
DIVIDED = "\u2060-"
"""What a line shows whose last word a dictionary divides: `hyphenate-character` in style sheets."""


@contextmanager
def told(stream: Any, text: str) -> Iterator[None]:
    """Draw `text` to a content stream in the block; put it on record if the glyphs tell another.

    Blanks at the ends of a line are drawn or not as the line wants, and tell nothing.
    """
    start = len(stream.stream)
    name, _ = fonts_of(stream)
    yield
    drawn = stream.stream[start:]
    wanted = text.replace("\n", "").replace(_HYPHENATED, _SOFT_HYPHEN).removesuffix(DIVIDED)
    if drawn and _read(drawn, name, fonts_of(stream)[1]).strip() != wanted.strip():
        del stream.stream[start:]
        with read_as(stream, wanted):
            stream.stream.extend(drawn)


@contextmanager
def read_as(stream: Any, text: str) -> Iterator[None]:
    """Put on record what is shown in the block; an empty text tells nothing."""
    if text:
        actual = pydyf.Dictionary({"ActualText": pydyf.String(text)})
        stream.begin_marked_content("Span", property_list=actual)
    yield
    if text:
        stream.end_marked_content()


def _read(drawn: list[Any], name: str, known: dict[str, Any]) -> str:
    """Return what operators show, read as a reader of the file would."""
    text = ""
    for token in drawn:
        if not isinstance(token, bytes):
            continue
        if token.endswith(b" Tf"):
            name = token[1:].split(b" ", 1)[0].decode()
        elif token.endswith(b"] TJ"):
            text += _shown(token, known[name])
    return text


def _shown(token: bytes, font: Any) -> str:
    codes = b"".join(_GLYPHS.findall(token))
    width = _BITMAP if font.bitmap else _VECTOR
    numbers = [int(codes[at : at + width], 16) for at in range(0, len(codes), width)]
    return "".join([font.to_unicode.get(number, "") for number in numbers])
