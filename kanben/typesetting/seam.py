"""Hold every name of WeasyPrint's insides that Kanben uses, with its type, found at start.

WeasyPrint has a public interface for documents, none for lines, boxes and glyphs. What is taken
from inside is taken here, and looked at before anything is set: the error tells what has moved,
and which version is known to work. The functions that the composer puts in the place of
WeasyPrint's own are named in `hooks`.
"""

import inspect
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any, Protocol

import weasyprint
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS as _PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED as INHERITED
from weasyprint.css.properties import INITIAL_NOT_COMPUTED as INITIAL_NOT_COMPUTED
from weasyprint.css.properties import INITIAL_VALUES as INITIAL_VALUES
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes as boxes
from weasyprint.layout import LayoutContext
from weasyprint.pdf.stream import Stream
from weasyprint.text import ffi as _ffi
from weasyprint.text.line_break import Layout as Layout

from kanben.errors import EngineError

STANDING_FONT = "v"
"""Ends the name of a font in a PDF's page that is used in the vertical writing mode."""
KNOWN_TO_WORK = "70.0"


class ComputedStyle(Protocol):
    """Hold the computed style of a box by the names of CSS, with underscores."""

    font_config: Any

    def __getitem__(self, name: str) -> Any:
        """Return the value of a property."""


class LayoutBox(Protocol):
    """Stand for a laid-out or not yet laid-out box; places and sizes are px."""

    style: ComputedStyle
    element: Any
    element_tag: str
    children: Sequence["LayoutBox"]
    position_x: float
    position_y: float
    width: float
    height: float
    baseline: float
    margin_top: float
    margin_bottom: float

    def is_in_normal_flow(self) -> bool:
        """Tell whether the box neither floats nor is placed by itself."""

    def is_floated(self) -> bool:
        """Tell whether the box floats."""

    def margin_width(self) -> float:
        """Return the width with margins."""

    def margin_height(self) -> float:
        """Return the height with margins."""

    def content_box_x(self) -> float:
        """Return where the content begins."""

    def translate(self, dx: float, dy: float) -> None:
        """Move the box with all that it holds."""

    def descendants(self) -> Iterator["LayoutBox"]:
        """Yield the boxes in the box, itself first."""


def _inner(module: str, name: str, *parameters: str) -> Any:
    """Return a function of WeasyPrint's; raises EngineError if it is not what it was."""
    function = getattr(import_module(f"weasyprint.{module}"), name, None)
    found = tuple(inspect.signature(function).parameters) if function else None
    require(f"{module}.{name}", parameters, found)
    return function


def require(name: str, expected: Sequence[str], found: Sequence[str] | None) -> None:
    """Raise EngineError unless WeasyPrint's `name` is there, with what is expected of it."""
    if found is None or tuple(expected) != tuple(found):
        raise EngineError(
            "typesetting.moved",
            function=f"weasyprint.{name}",
            expected=", ".join(expected),
            parameters=", ".join(found or ()) or "–",
            version=weasyprint.__version__,
            known=KNOWN_TO_WORK,
        )


def _members(owner: type, *names: str, maker: str = "__init__") -> None:
    """Require methods of a class, and attributes that its maker sets."""
    code = inspect.unwrap(getattr(owner, maker)).__code__
    known = {*dir(owner), *code.co_names}
    name = f"{owner.__module__.removeprefix('weasyprint.')}.{owner.__name__}"
    require(name, names, [each for each in names if each in known])


strut: Callable[[ComputedStyle], tuple[float, float]] = _inner("text.line_break", "strut", "style")
"""Return the height of an empty line, and where its baseline is."""

line_size: Callable[[Any, ComputedStyle], tuple[float, float]] = _inner(
    "text.line_break", "line_size", "line", "style"
)
"""Return the width and height of a line of a Pango layout."""

can_break_text: Callable[[str, str], bool] = _inner(
    "text.line_break", "can_break_text", "text", "lang"
)
"""Tell whether a text may be broken somewhere inside."""

text_align: Callable[[Any, LayoutBox, float, bool], float] = _inner(
    "layout.inline", "text_align", "context", "line", "available_width", "last"
)
"""Return how far alignment moves a line."""

atomic_box: Callable[..., LayoutBox] = _inner(
    "layout.inline",
    "atomic_box",
    *("context", "box", "position_x", "skip_stack"),
    *("containing_block", "absolute_boxes", "fixed_boxes"),
)
"""Lay out an inline box that is never broken."""

inline_min_content_width: Callable[..., float] = _inner(
    "layout.inline",
    "inline_min_content_width",
    *("context", "box", "outer", "skip_stack", "first_line", "is_line_start"),
)
"""Return the width of the widest thing in a line that cannot be broken."""

avoid_collisions: Callable[..., tuple[float, float, float]] = _inner(
    "layout.inline", "avoid_collisions", "context", "box", "containing_block", "outer"
)
"""Return where a line fits beside the floats, and the width that they leave."""

resolve_percentages: Callable[[LayoutBox, Any], None] = _inner(
    "layout.percent", "resolve_percentages", "box", "containing_block"
)
"""Put px for the percentages of a box."""

max_content_width: Callable[[Any, LayoutBox], float] = _inner(
    "layout.preferred", "max_content_width", "context", "box", "outer"
)
"""Return the width that a box would like."""

draw_text: Callable[..., None] = _inner(
    "draw.text", "draw_text", "stream", "textbox", "offset_x", "text_overflow", "block_ellipsis"
)
"""Draw a text box, with its lines above, below and through it."""

get_pango_font_hb_face: Callable[[Any], Any] = _inner(
    "text.fonts", "get_pango_font_hb_face", "pango_font"
)
"""Return HarfBuzz's face of a font of Pango's."""

ffi, harfbuzz, pango = _ffi.ffi, _ffi.harfbuzz, _ffi.pango
ffi.cdef("int hb_font_get_nominal_glyph(hb_font_t *font, unsigned int, unsigned int *glyph);")


def nominal_glyph(font: Any, char: str) -> int:
    """Return the glyph that a font of Pango's has for a character before any feature is applied."""
    found = ffi.new("unsigned int *")
    harfbuzz.hb_font_get_nominal_glyph(pango.pango_font_get_hb_font(font), ord(char), found)
    return int(found[0])


FROM_UNITS: float = _ffi.FROM_UNITS
"""Px in a unit of Pango's."""

_members(Layout, "set_text", "get_first_line", "layout", maker="setup")
_members(boxes.Box, "is_in_normal_flow", "is_floated", "margin_width", "margin_height", "translate")
_members(boxes.TextBox, "copy_with_text")
_members(boxes.ParentBox, "copy_with_children", "descendants")
_members(boxes.LineBox)
_members(boxes.InlineBox)
_members(boxes.AtomicInlineLevelBox)
_members(Page, "_page_box", "anchors")
_members(
    LayoutContext,
    *("current_page_footnotes", "reported_footnotes", "_update_footnote_area"),
)
_members(Document, "copy", "pages")
_members(Document, "_html", maker="_render")
_members(Stream, "_fonts", "_current_font")
"""What is used of WeasyPrint's classes, each looked at here."""


def logical_names(key: str) -> tuple[str, ...]:
    """Return the names that a physical property has by the direction of the text."""
    name = _PHYSICAL_FUNCTIONS.get(key)
    if name is None:
        return ()
    return tuple({name(block="ttb", inline=direction) for direction in ("ltr", "rtl")})


def page_box(page: Any) -> Any:
    """Return the box of a laid-out page."""
    return page._page_box


def with_box(page: Any, box: Any) -> Any:
    """Return a page like another, around a box of its own."""
    return type(page)(box)


def fonts_of(stream: Any) -> tuple[str, dict[str, Any]]:
    """Return the name of the font that a content stream is set in, and its fonts by name."""
    current = stream._current_font
    fonts = {font.hash: font for font in stream._fonts.values()}
    return current[0] if current else "", fonts | {
        name + STANDING_FONT: font for name, font in fonts.items()
    }


def element_tree(document: Any) -> Any:
    """Return the root of the elements that a document was laid out from."""
    return document._html.etree_element
