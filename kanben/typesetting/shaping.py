"""Shape a text with Pango, once, into glyphs and advances.

WeasyPrint shapes a text anew for every line it tries and again when it draws. Here Pango sees
every run of text one time; lines are then cut from its glyphs.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any
from weakref import WeakKeyDictionary

from kanben.typesetting.seam import (
    FROM_UNITS,
    ComputedStyle,
    Layout,
    ffi,
    get_pango_font_hb_face,
    harfbuzz,
    line_size,
    pango,
)

_GLYPH = ffi.sizeof("PangoGlyphInfo") // 4
_LOG_ATTR = ffi.sizeof("PangoLogAttr")
_LINE_BREAK = 1
"""The bit of ``PangoLogAttr`` that says a line may end before the character."""
_LEADS = bytes(not 0x80 <= byte < 0xC0 for byte in range(256))
"""UTF-8: 1 for a byte that begins a character, 0 for one that goes on."""


class SizedFont:
    """A font at a size as Pango chose it, with all that was met of it so far.

    By glyph, in the order of first appearance: `texts` has the characters it stands for,
    `widths` its own advance in thousandths of an em, `codes` its name in a PDF's text.
    """

    def __init__(self, font: Any, layout: Layout, size: float) -> None:
        self.font = font
        # Pango's layout owns the font: keeping one keeps the pointer good. WeasyPrint's would keep
        # the style as well, and with it the document's fonts, for which faces are kept here.
        self._layout = layout.layout
        self._unit = 1000 * FROM_UNITS / size
        self.texts: dict[int, str] = {}
        self.widths: dict[int, int] = {}
        self.codes: dict[int, str] = {}
        face = get_pango_font_hb_face(font)
        self.drawable = not (
            harfbuzz.hb_ot_color_has_png(face)
            or harfbuzz.hb_ot_color_has_svg(face)
            or (harfbuzz.hb_version_atleast(7, 0, 0) and harfbuzz.hb_ot_color_has_layers(face))
        )

    def meet(self, glyph: int, text: str) -> None:
        """Note a glyph of the font, with the text that it stands for."""
        self.texts[glyph] = text
        if glyph == pango.PANGO_GLYPH_EMPTY:
            self.codes[glyph], self.widths[glyph] = "", 0
            return
        pango.pango_font_get_glyph_extents(self.font, glyph, _INK, _LOGICAL)
        self.codes[glyph] = f"{glyph:04x}"
        self.widths[glyph] = round(_LOGICAL.width * self._unit)


class Shaped:
    """A text with its glyphs: parallel lists, one item for each character.

    `advances[i]` is the room that character i takes, in px, `codes[i]` its glyph in a PDF's
    text and `widths[i]` that glyph's own advance in thousandths of an em; a character that
    shares the glyph of the one before it has an empty code. `breaks[i]` tells whether UAX #14
    lets a line end before it. `offsets` are px that glyphs stand right of their place, `faces`
    lists (first character, face), `height` is the text's, in px. `upright` are the ends, by their
    starts, of what stands upright in one cell of a vertical line.
    """

    __slots__ = (
        "advances",
        "breaks",
        "codes",
        "faces",
        "height",
        "offsets",
        "text",
        "upright",
        "widths",
    )

    def __init__(self, text: str, height: float) -> None:
        self.text = text
        self.height = height
        self.advances = [0.0] * len(text)
        self.codes = [""] * len(text)
        self.widths = [0] * len(text)
        self.offsets: dict[int, float] = {}
        self.breaks: list[bool] = []
        self.faces: list[tuple[int, SizedFont]] = []
        self.upright: dict[int, int] = {}


_INK = ffi.new("PangoRectangle *")
_LOGICAL = ffi.new("PangoRectangle *")
_FACES: WeakKeyDictionary[Any, dict[int, SizedFont]] = WeakKeyDictionary()


def shape(text: str, style: ComputedStyle) -> Shaped | None:
    """Shape `text`, which holds no line feed, in a computed style of WeasyPrint's.

    Return None for what only WeasyPrint itself can draw: right-to-left runs, clusters of
    several glyphs, raised marks, colour fonts, characters that no font has.
    """
    layout = Layout(style)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    shaped = Shaped(text, line_size(line, style)[1])
    starts = _starts(text)
    run = line.runs[0]
    while run != ffi.NULL:
        face = _face(run.data.item.analysis.font, layout, style)
        if not _read_run(run.data, face, shaped, starts):
            return None
        run = run.next
    count = len(text)
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    flags = ffi.buffer(attributes, count * _LOG_ATTR)[:][::_LOG_ATTR]
    shaped.breaks = [
        bool(flag & _LINE_BREAK and code) for flag, code in zip(flags, shaped.codes, strict=True)
    ]
    return shaped


def _starts(text: str) -> Sequence[int]:
    """Return the character at every byte of the text's UTF-8, and its length after them."""
    leads = text.encode().translate(_LEADS)
    return [place - 1 for place in accumulate(leads)] + [len(text)]


def _read_run(item: Any, face: SizedFont, shaped: Shaped, starts: Sequence[int]) -> bool:
    """Take over the glyphs of a run; false if it cannot be drawn from here."""
    count = item.glyphs.num_glyphs
    clusters = ffi.unpack(item.glyphs.log_clusters, count) if count else []
    fields = ffi.buffer(item.glyphs.glyphs, count * _GLYPH * 4)[:]
    numbers = memoryview(fields).cast("i").tolist()
    glyphs, asides = numbers[::_GLYPH], numbers[2::_GLYPH]
    if (
        not face.drawable
        or item.item.analysis.level % 2
        or any(numbers[3::_GLYPH])
        or len(set(clusters)) != count
        or any(glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for glyph in set(glyphs))
    ):
        return False
    offset = item.item.offset
    places = [starts[offset + cluster] for cluster in clusters]
    ends = [*places[1:], starts[offset + item.item.length]]
    if not face.texts.keys() >= set(glyphs):
        for glyph, place, end in zip(glyphs, places, ends, strict=True):
            if glyph not in face.texts:
                face.meet(glyph, shaped.text[place:end])
    if places:
        shaped.faces.append((places[0], face))
    for place, glyph, units in zip(places, glyphs, numbers[1::_GLYPH], strict=True):
        shaped.codes[place] = face.codes[glyph]
        shaped.widths[place] = face.widths[glyph]
        shaped.advances[place] = units * FROM_UNITS
    if any(asides):
        for place, aside in zip(places, asides, strict=True):
            shaped.offsets[place] = aside * FROM_UNITS
    return True


def _face(font: Any, layout: Layout, style: ComputedStyle) -> SizedFont:
    faces = _FACES.setdefault(style.font_config, {})
    address = int(ffi.cast("uintptr_t", font))
    if address not in faces:
        faces[address] = SizedFont(font, layout, style["font_size"])
    return faces[address]
