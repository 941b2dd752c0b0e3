"""Set WeasyPrint's Chinese lines by W3C CLREQ.

WeasyPrint asks one function for the next line of a paragraph. The composer answers for
paragraphs with Chinese text and lets WeasyPrint answer for all others. In a line of several
inline boxes WeasyPrint still places them; the composer only says how much text each takes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kanben.typesetting import hooks
from kanben.typesetting.collecting import seldom_collecting
from kanben.typesetting.composition import Composition, Compositions, is_justified
from kanben.typesetting.drawing import ComposedText
from kanben.typesetting.font_files import cleaned, face_content
from kanben.typesetting.justification import LineCut
from kanben.typesetting.lines import LinePiece, pieces
from kanben.typesetting.long_books import remade, split_head
from kanben.typesetting.page_kinds import set_page_type_computed_styles
from kanben.typesetting.pages import hang_last_line, notes_kept, whole_lines, with_hanging_lines
from kanben.typesetting.pdf_file import written
from kanben.typesetting.pdf_objects import page_references, to_bytes
from kanben.typesetting.plain import (
    PlainParagraph,
    with_plain_anchors,
    with_plain_backgrounds,
    with_plain_drawing,
    with_plain_order,
)
from kanben.typesetting.plain_styles import looked_up
from kanben.typesetting.requests import DrawRequest, LineRequest, SplitRequest
from kanben.typesetting.rules import DEFAULT, Rules, WritingMode
from kanben.typesetting.seam import (
    avoid_collisions,
    boxes,
    draw_text,
    inline_min_content_width,
    strut,
)
from kanben.typesetting.telling import told
from kanben.typesetting.vertical import standing_text


class _Composer:
    """The hooks in place, with what they need between calls."""

    def __init__(self, rules: Rules, stock: dict[str, Callable[..., Any]]) -> None:
        self.rules = rules
        self.compositions = Compositions(rules)
        self.stock = stock
        self.overflows_page = with_hanging_lines(stock["overflows_page"])
        self.lines: list[dict[int, LinePiece]] = []
        self.remake_page = remade(stock["remake_page"])
        self.set_page_type_computed_styles = set_page_type_computed_styles
        self.get_hb_object_data = face_content(stock["get_hb_object_data"])
        self.clean = cleaned(stock["clean"])
        self.page_references = page_references
        self.layout_box_backgrounds = with_plain_backgrounds(stock["layout_box_backgrounds"])
        self.gather_anchors = with_plain_anchors(stock["gather_anchors"])
        self._dispatch = with_plain_order(stock["_dispatch"])
        self.draw_inline_level = with_plain_drawing(stock["draw_inline_level"], draw_text)
        self.write = written(stock["write"])
        self._to_bytes = to_bytes(stock["_to_bytes"])
        self.__missing__ = looked_up(stock["__missing__"])

    def block_container_layout(self, context: Any, *asked: Any, **named: Any) -> Any:
        """Lay out a block; one whose element asks for it takes whole lines."""
        with notes_kept(context):
            found = self.stock["block_container_layout"](context, *asked, **named)
        if found[0] is not None and found[1] is None:
            whole_lines(found[0])
        return found

    def get_next_linebox(self, *asked: Any, **named: Any) -> Any:
        """Return the next line of a line box and where the one after it resumes."""
        request = LineRequest(*asked, **named)
        line, resume = self._next_line(request)
        if resume is None and request.skip_stack is not None and line is not None:
            hang_last_line(request.context, line, request.bottom_space, self.rules)
        return line, resume

    def _next_line(self, request: LineRequest) -> Any:
        found: dict[int, LinePiece] = {}
        context, skip_stack = request.context, request.skip_stack
        if not (request.first_letter_style or request.first_line_style):
            composition = self.compositions.of(
                context, request.linebox, skip_stack, request.containing_block
            )
            start = composition.start_of(skip_stack) if composition else 0
            if composition and start < len(composition.paragraph):
                plain = composition.plain
                if plain is not None and not context.excluded_shapes:
                    return _plain_line(request, composition, plain, start)
                found = _pieces(request, composition, start)
        self.lines.append(found)
        try:
            return self.stock["get_next_linebox"](*request)
        finally:
            self.lines.pop()

    def inline_max_content_width(
        self, context: Any, box: Any, outer: Any, *, is_line_start: bool = False
    ) -> float:
        """Return the width of a line box that is never broken for want of room."""
        if isinstance(box, boxes.LineBox):
            composition = self.compositions.of(context, box, None, None)
            if composition:
                indent = box.style["text_indent"]
                return composition.natural_width(
                    indent.value if getattr(indent, "unit", None) == "px" else 0.0
                )
        width: float = self.stock["inline_max_content_width"](context, box, outer, is_line_start)
        return width

    def split_first_line(self, *asked: Any, **named: Any) -> Any:
        """Split off the shortest line that a text can begin with, seeing no more than it needs."""
        request = SplitRequest(*asked, **named)
        stock = self.stock["split_first_line"]
        if request.max_width != 0:
            return stock(*request)
        return split_head(request.text, lambda part: stock(*request._replace(text=part)))

    def split_text_box(self, context: Any, box: Any, *asked: Any, **named: Any) -> Any:
        """Return the part of a text box that the line takes."""
        piece = self.lines[-1].get(id(box)) if self.lines else None
        if piece is None:
            return self.stock["split_text_box"](context, box, *asked, **named)
        return piece.box_like(box), piece.resume, piece.forced

    def justify_line(self, context: Any, line: Any, extra_width: float) -> None:
        """Leave a composed line as it is: its gaps have been widened."""
        if not (self.lines and self.lines[-1]):
            self.stock["justify_line"](context, line, extra_width)

    def draw_first_line(self, *asked: Any, **named: Any) -> Any:
        """Draw a text box; one cut by an ellipsis is left to WeasyPrint."""
        request = DrawRequest(*asked, **named)
        with told(request.stream, request.textbox.text):
            return self._draw(request)

    def _draw(self, request: DrawRequest) -> Any:
        textbox = request.textbox
        text = textbox.pango_layout
        if self.rules.mode is WritingMode.VERTICAL and not isinstance(text, ComposedText):
            text = standing_text(textbox.text, textbox.style)
        if isinstance(text, ComposedText):
            if request.text_overflow != "ellipsis" and request.block_ellipsis == "none":
                if textbox.style["font_size"] >= 1e-6:
                    text.draw(request.stream, request.matrix)
                return []
            textbox.pango_layout = text.laid_out(textbox.style)
        return self.stock["draw_first_line"](*request)


def _plain_line(
    request: LineRequest, composition: Composition, plain: PlainParagraph, start: int
) -> Any:
    """Return a line of a paragraph that is one run of text, and where the next one resumes."""
    room = request.containing_block.width
    indent = request.linebox.text_indent
    end = composition.end_of(start, room, indent)
    justified = is_justified(request.linebox.style, composition, end)
    line = pieces(composition, LineCut(start, end, room - indent, justified))
    (piece,) = line.values()
    resume = None if piece.resume is None else {0: {piece.resume: None}}
    return plain.build(request, piece, justified=justified), resume


def _pieces(request: LineRequest, composition: Composition, start: int) -> dict[int, LinePiece]:
    """Return what each text box contributes to the line."""
    measure, indent = _measure(request), request.linebox.text_indent
    if request.context.excluded_shapes:
        end = composition.lone_end_of(start, measure - indent)
    else:
        end = composition.end_of(start, measure, indent)
    justified = is_justified(request.linebox.style, composition, end)
    return pieces(composition, LineCut(start, end, measure - indent, justified))


def _measure(request: LineRequest) -> float:
    """Return the width of the block, or what floats leave of it, found as WeasyPrint does."""
    context, linebox, block = request.context, request.linebox, request.containing_block
    width: float = block.width
    if context.excluded_shapes:
        linebox.position_y = request.position_y
        linebox.width = inline_min_content_width(
            context, linebox, skip_stack=request.skip_stack, first_line=True
        )
        linebox.height, _ = strut(linebox.style)
        width = avoid_collisions(context, linebox, block, outer=False)[2]
    return width


_installed: list[tuple[_Composer, Rules]] = []


def install(rules: Rules = DEFAULT) -> None:
    """Compose Chinese lines from now on, in every document this process sets.

    A second call replaces the rules. Raises EngineError if WeasyPrint's internals are not those
    that the composer was written for.
    """
    uninstall()
    stock = hooks.check()
    composer = _Composer(rules, stock)
    for hook in hooks.HOOKS:
        setattr(hook.module, hook.name, getattr(composer, hook.name))
    _installed.append((composer, rules))


def uninstall() -> None:
    """Give WeasyPrint its own functions back."""
    while _installed:
        composer, _ = _installed.pop()
        for hook in hooks.HOOKS:
            setattr(hook.module, hook.name, composer.stock[hook.name])


@contextmanager
def composed(rules: Rules = DEFAULT) -> Iterator[None]:
    """Compose Chinese lines in the block, and leave things as they were after it.

    Garbage is collected seldom in it, which a long book feels.
    """
    before = [rules for _, rules in _installed]
    install(rules)
    try:
        with seldom_collecting():
            yield
    finally:
        uninstall()
        if before:
            install(before[-1])
