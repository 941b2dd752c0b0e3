"""Shape a text with Pango, once, into glyphs and advances.

WeasyPrint shapes a text anew for every line it tries and again when it draws. Here Pango sees
every run of text one time; lines are then cut from its glyphs.
"""

from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango
from weasyprint.text.fonts import get_pango_font_hb_face
from weasyprint.text.line_break import Layout, line_size

_GLYPH = ffi.sizeof("PangoGlyphInfo") // 4
_LOG_ATTR = ffi.sizeof("PangoLogAttr")
_LINE_BREAK = 1


class Face:
    """A font as Pango chose it, with the width of every glyph met so far.

    `widths` has a glyph's own advance, `texts` the characters it stands for, in the order of
    their first appearance.
    """

    def __init__(self, font: Any, layout: Layout) -> None:
        self.font = font
        # The layout owns the font: keeping one layout keeps the pointer good.
        self._layout = layout
        self.widths: dict[int, float] = {}
        self.texts: dict[int, str] = {}
        face = get_pango_font_hb_face(font)
        self.drawable = not (
            harfbuzz.hb_ot_color_has_png(face)
            or harfbuzz.hb_ot_color_has_svg(face)
            or (harfbuzz.hb_version_atleast(7, 0, 0) and harfbuzz.hb_ot_color_has_layers(face))
        )
        self._ink = ffi.new("PangoRectangle *")
        self._logical = ffi.new("PangoRectangle *")

    def meet(self, glyph: int, text: str) -> None:
        """Note a glyph of the font, with the text that it stands for."""
        if glyph not in self.texts:
            self.texts[glyph] = text
            pango.pango_font_get_glyph_extents(self.font, glyph, self._ink, self._logical)
            self.widths[glyph] = self._logical.width * FROM_UNITS


class Shaped:
    """A text with its glyphs: parallel lists, one item for each character.

    `glyphs[i]` is the glyph of character i, `advances[i]` its advance in px, `offsets[i]` how
    far right of the pen it is drawn, `breaks[i]` whether UAX #14 lets a line end before it.
    A character that shares the glyph of the one before it has the glyph -1; a cluster of
    several glyphs makes the text one that cannot be composed. `faces` lists (first character,
    face).
    """

    __slots__ = ("advances", "breaks", "faces", "glyphs", "height", "offsets", "text")

    def __init__(self, text: str, height: float) -> None:
        self.text = text
        self.height = height
        self.glyphs = [-1] * len(text)
        self.advances = [0.0] * len(text)
        self.offsets: dict[int, float] = {}
        self.breaks: list[bool] = []
        self.faces: list[tuple[int, Face]] = []


_FACES: WeakKeyDictionary[Any, dict[int, Face]] = WeakKeyDictionary()


def shape(text: str, style: Any) -> Shaped | None:
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
        if not _read_run(run.data, shaped, starts, layout, style):
            return None
        run = run.next
    count = len(text)
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    flags = ffi.buffer(attributes, (count + 1) * _LOG_ATTR)[:]
    shaped.breaks = [
        bool(flags[place] & _LINE_BREAK) for place in range(0, count * _LOG_ATTR, _LOG_ATTR)
    ]
    for place, glyph in enumerate(shaped.glyphs):
        if glyph == -1:
            shaped.breaks[place] = False
    return shaped


def _starts(text: str) -> list[int] | None:
    """Return the character at every UTF-8 byte, None if all characters have three bytes."""
    data = text.encode()
    if len(data) == 3 * len(text) and min(data) >= 0x80 and max(data) < 0xF0:
        return None
    starts: list[int] = []
    for place, char in enumerate(text):
        starts.extend([place] * len(char.encode()))
    return starts


def _read_run(item: Any, shaped: Shaped, starts: list[int] | None, layout: Any, style: Any) -> bool:
    analysis = item.item.analysis
    if analysis.level % 2:
        return False
    face = _face(analysis.font, layout, style)
    glyphs = item.glyphs
    count = glyphs.num_glyphs
    offset = item.item.offset
    clusters = ffi.unpack(glyphs.log_clusters, count) if count else []
    numbers = memoryview(ffi.buffer(glyphs.glyphs, count * _GLYPH * 4)[:]).cast("i").tolist()
    ids, widths = numbers[::_GLYPH], numbers[1::_GLYPH]
    aside, raised = numbers[2::_GLYPH], numbers[3::_GLYPH]
    if not face.drawable or any(raised) or len(set(clusters)) != count:
        return False
    if starts is None:
        places = [(offset + cluster) // 3 for cluster in clusters]
    else:
        places = [starts[offset + cluster] for cluster in clusters]
    if places:
        shaped.faces.append((places[0], face))
    last = offset + item.item.length
    ends = [*places[1:], last // 3 if starts is None else _char_end(starts, last)]
    text, known = shaped.text, face.texts
    for place, end, glyph, width, shift in zip(places, ends, ids, widths, aside, strict=True):
        if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            return False
        if glyph not in known:
            if glyph == pango.PANGO_GLYPH_EMPTY:
                known[glyph] = ""
                face.widths[glyph] = 0.0
            else:
                face.meet(glyph, text[place:end])
        shaped.glyphs[place] = glyph
        shaped.advances[place] = width * FROM_UNITS
        if shift:
            shaped.offsets[place] = shift * FROM_UNITS
    return True


def _char_end(starts: list[int], byte: int) -> int:
    return starts[byte] if byte < len(starts) else starts[-1] + 1


def _face(font: Any, layout: Layout, style: Any) -> Face:
    faces = _FACES.setdefault(style.font_config, {})
    address = int(ffi.cast("uintptr_t", font))
    if address not in faces:
        faces[address] = Face(font, layout)
    return faces[address]
