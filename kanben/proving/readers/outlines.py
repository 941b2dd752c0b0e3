"""Ask the file of a font what it is called, and whether it has outlines (OpenType)."""

import struct
from collections.abc import Iterable

_CHAR_STRINGS = 17
"""The operator before which the top dictionary of a CFF names the place of its outlines."""
_NUMBERS = {28: 2, 29: 4}
"""Bytes of an integer behind its first byte in a dictionary of a CFF."""
_ONE_BYTE, _TWO_BYTES, _REAL = 246, 254, 30
"""Up to these a first byte is a number of one byte, of two; this one begins a real number."""
_MICROSOFT, _ENGLISH, _FAMILY = 3, 0x409, 1
"""Platform, language and number of a font's family in its names."""
_ESCAPE = 12
"""The first byte of an operator of two."""
_EMPTY = 1
"""Bytes of an outline in a CFF that only ends: ``endchar``."""


def without_outline(font: bytes, glyphs: Iterable[int]) -> list[int]:
    """Return the glyphs for which a font has none; a font of pictures is not asked.

    Raises ValueError for a file that is no font.
    """
    try:
        tables = _tables(font)
        if "CFF " in tables:
            return _without_in_cff(font[tables["CFF "] :], glyphs)
        if "loca" in tables:
            wide = bool(struct.unpack_from(">h", font, tables["head"] + 50)[0])
            return _without_in_loca(font, tables["loca"], wide=wide, glyphs=glyphs)
    except (struct.error, IndexError, KeyError) as error:
        raise ValueError(str(error)) from error
    return []


def family_of(font: bytes) -> str:
    """Return the English name of a font's family; empty for a font that does not tell."""
    try:
        at = _tables(font)["name"]
        _, count, strings = struct.unpack_from(">HHH", font, at)
        for number in range(count):
            record = struct.unpack_from(">6H", font, at + 6 + 12 * number)
            platform, _, language, name, length, offset = record
            if (platform, language, name) == (_MICROSOFT, _ENGLISH, _FAMILY):
                start = at + strings + offset
                return font[start : start + length].decode("utf-16-be", "replace")
    except (struct.error, KeyError):
        return ""
    return ""


def _tables(font: bytes) -> dict[str, int]:
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(count))
    return {name.decode("latin-1"): offset for name, _, offset, _ in records}


def _without_in_loca(font: bytes, at: int, *, wide: bool, glyphs: Iterable[int]) -> list[int]:
    form, step = (">LL", 4) if wide else (">HH", 2)
    found = []
    for glyph in glyphs:
        start, end = struct.unpack_from(form, font, at + step * glyph)
        if end <= start:
            found.append(glyph)
    return found


def _without_in_cff(cff: bytes, glyphs: Iterable[int]) -> list[int]:
    names = cff[2]
    tops = _end_of_index(cff, names)
    at = _char_strings(cff, tops)
    count, size = struct.unpack_from(">HB", cff, at)

    def offset(number: int) -> int:
        start = at + 3 + size * number
        return int.from_bytes(cff[start : start + size])

    return [
        glyph for glyph in glyphs if glyph >= count or offset(glyph + 1) - offset(glyph) <= _EMPTY
    ]


def _end_of_index(cff: bytes, at: int) -> int:
    """Return the place behind an INDEX (Adobe technical note 5176, section 5)."""
    count = int.from_bytes(cff[at : at + 2])
    if not count:
        return at + 2
    size = cff[at + 2]
    last = at + 3 + size * count
    return last + size + int.from_bytes(cff[last : last + size]) - 1


def _char_strings(cff: bytes, tops: int) -> int:
    """Return the place of the outlines, from the first top dictionary."""
    size = cff[tops + 2]
    first, second = (
        int.from_bytes(cff[start : start + size]) for start in (tops + 3, tops + 3 + size)
    )
    base = tops + 3 + 2 * size - 1
    at, end = base + first, base + second
    number = 0
    while at < end:
        byte = cff[at]
        at += 1
        if byte == _CHAR_STRINGS:
            return number
        if byte in _NUMBERS:
            number = int.from_bytes(cff[at : at + _NUMBERS[byte]], signed=True)
            at += _NUMBERS[byte]
        elif byte == _ESCAPE:
            at += 1
        elif byte == _REAL:
            while cff[at] & 0xF != 0xF and cff[at] >> 4 != 0xF:
                at += 1
            at += 1
        elif 31 < byte <= _ONE_BYTE:
            number = byte - 139
        elif _ONE_BYTE < byte <= _TWO_BYTES:
            number = 0
            at += 1
    raise ValueError("CharStrings")
