"""Name the functions of WeasyPrint that the composer stands in for."""

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

import msgspec
import pydyf
import weasyprint.anchors
import weasyprint.css
import weasyprint.draw
import weasyprint.draw.text
import weasyprint.layout
import weasyprint.layout.background
import weasyprint.layout.block
import weasyprint.layout.inline
import weasyprint.layout.page
import weasyprint.layout.preferred
import weasyprint.pdf.fonts
import weasyprint.stacking

from kanben.typesetting.requests import DrawRequest, LineRequest, SplitRequest
from kanben.typesetting.seam import require


class Hook(msgspec.Struct, frozen=True):
    """A function of WeasyPrint's, by module or class, name and the parameters it must have."""

    module: ModuleType | type
    name: str
    parameters: tuple[str, ...]


HOOKS = (
    Hook(
        weasyprint.layout.inline,
        "get_next_linebox",
        LineRequest._fields,
    ),
    Hook(
        weasyprint.layout.inline,
        "split_text_box",
        ("context", "box", "available_width", "skip", "is_line_start"),
    ),
    Hook(
        weasyprint.layout.block,
        "block_container_layout",
        (
            "context",
            "box",
            "bottom_space",
            "skip_stack",
            "page_is_empty",
            "absolute_boxes",
            "fixed_boxes",
            "adjoining_margins",
            "first_letter_style",
            "first_line_style",
            "discard",
            "max_lines",
        ),
    ),
    Hook(weasyprint.layout.LayoutContext, "overflows_page", ("self", "bottom_space", "position_y")),
    Hook(
        weasyprint.layout.preferred,
        "inline_max_content_width",
        ("context", "box", "outer", "is_line_start"),
    ),
    Hook(
        weasyprint.layout.preferred,
        "split_first_line",
        SplitRequest._fields,
    ),
    Hook(weasyprint.layout.inline, "justify_line", ("context", "line", "extra_width")),
    Hook(
        weasyprint.layout.page,
        "set_page_type_computed_styles",
        ("page_type", "html", "style_for"),
    ),
    Hook(weasyprint.layout.page, "remake_page", ("index", "context", "root_box", "html")),
    Hook(
        weasyprint.layout.background,
        "layout_box_backgrounds",
        ("page", "box", "get_image_from_uri", "layout_children", "style"),
    ),
    Hook(
        weasyprint.anchors,
        "gather_anchors",
        (
            *("box", "anchors", "links", "bookmarks", "forms"),
            *("parent_matrix", "parent_form", "parent_link"),
        ),
    ),
    Hook(
        weasyprint.stacking,
        "_dispatch",
        ("box", "page", "child_contexts", "blocks", "floats", "blocks_and_cells"),
    ),
    Hook(
        weasyprint.draw,
        "draw_inline_level",
        ("stream", "page", "box", "offset_x", "text_overflow", "block_ellipsis"),
    ),
    Hook(
        weasyprint.draw.text,
        "draw_first_line",
        DrawRequest._fields,
    ),
    Hook(weasyprint.pdf.fonts, "get_hb_object_data", ("hb_object", "ot_color", "glyph")),
    Hook(weasyprint.pdf.fonts.Font, "clean", ("self", "to_unicode", "hinting")),
    Hook(weasyprint.css.ComputedStyle, "__missing__", ("self", "key")),
    Hook(pydyf, "_to_bytes", ("item",)),
    Hook(pydyf.PDF, "page_references", ("self",)),
    Hook(pydyf.PDF, "write", ("self", "output", "version", "identifier", "compress")),
)


def check(hooks: tuple[Hook, ...] = HOOKS) -> dict[str, Callable[..., Any]]:
    """Return WeasyPrint's own functions by name.

    Raises EngineError with the function that is gone or takes other parameters than it did.
    """
    found = {}
    for hook in hooks:
        function = getattr(hook.module, hook.name, None)
        if isinstance(function, property):
            function = function.fget
        parameters = tuple(inspect.signature(function).parameters) if function else None
        module = hook.module.__name__.removeprefix("weasyprint.")
        require(f"{module}.{hook.name}", hook.parameters, parameters)
        found[hook.name] = getattr(hook.module, hook.name)
    return found
