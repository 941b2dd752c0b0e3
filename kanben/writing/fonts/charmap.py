"""Read which characters a font has, straight from its table.

fontTools would first give each of a Chinese font's 65,000 glyphs a name.
"""

from struct import iter_unpack, unpack_from

from fontTools.ttLib import TTFont

_SEGMENTED = 12
"""Format of the subtable for all planes (OpenType, ``cmap``)."""


def glyphs_of(font: TTFont) -> dict[int, int]:
    """Return the number of the glyph for each code point."""
    table = font.reader["cmap"]
    (count,) = unpack_from(">2xH", table)
    for record in range(count):
        (offset,) = unpack_from(">4xL", table, 4 + 8 * record)
        (form,) = unpack_from(">H", table, offset)
        if form == _SEGMENTED:
            return _segments(table, offset)
    return {code: font.getGlyphID(name) for code, name in (font.getBestCmap() or {}).items()}


def _segments(table: bytes, offset: int) -> dict[int, int]:
    (count,) = unpack_from(">12xL", table, offset)
    start = offset + 16
    return {
        code: glyph + code - first
        for first, last, glyph in iter_unpack(">LLL", table[start : start + 12 * count])
        for code in range(first, last + 1)
    }
