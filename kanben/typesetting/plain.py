"""Build the lines of a paragraph that is one run of text, out of boxes of a few words each.

Most paragraphs of a book are such. WeasyPrint's general way, with its search for the inline boxes
that a line cuts, costs more than the line itself; and each of its boxes is a dictionary of forty
properties, which are the same in every line of a paragraph.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kanben.typesetting.inline import Leaf
from kanben.typesetting.requests import LineRequest
from kanben.typesetting.seam import boxes, strut, text_align

if TYPE_CHECKING:
    from kanben.typesetting.lines import LinePiece

_PASSING = frozenset({"leading_collapsible_space", "trailing_collapsible_space"})
"""What is noted on a text box while its lines are sought, and never asked for again."""

_OWN = ("element", "element_tag", "pattern", "position_x", "position_y", "style", "width")
"""What is asked of every box again and again."""


class PlainText(boxes.TextBox):  # type: ignore[misc]
    """Hold the text of a plain line; whatever else is asked, `pattern` knows for the paragraph."""

    __slots__ = ("baseline", *_OWN, "pango_layout", "text")

    background = None

    def __init__(self, pattern: Any, piece: "LinePiece") -> None:
        layout = piece.layout
        assert layout is not None
        self.pattern = pattern
        self.style = pattern.style
        self.element = pattern.element
        self.element_tag = pattern.element_tag
        self.baseline = pattern.baseline
        self.text = layout.text
        self.pango_layout = layout
        self.width = piece.width

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pattern, name)

    def copy(self) -> "PlainText":
        """Return a box of the same text at the same place."""
        copy: PlainText = _copy(self, PlainText.__slots__)
        return copy


class PlainLine(boxes.LineBox):  # type: ignore[misc]
    """Hold a line of one text; whatever else is asked, `pattern` knows for the paragraph."""

    __slots__ = (*_OWN, "_resume", "children", "height")

    background = None

    def __init__(self, pattern: Any, text: PlainText) -> None:
        self.pattern = pattern
        self.style = pattern.style
        self.element = pattern.element
        self.element_tag = pattern.element_tag
        self.height = pattern.height
        self.children = (text,)
        self._resume: int | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pattern, name)

    @property
    def resume_at(self) -> Any:
        """Return where the next line goes on, as WeasyPrint writes it."""
        return None if self._resume is None else {0: {self._resume: None}}

    @resume_at.setter
    def resume_at(self, place: Any) -> None:
        """Take the place over as the byte that it comes to."""
        self._resume = None if place is None else next(iter(place[0]))

    def copy(self) -> "PlainLine":
        """Return a line of the same text at the same place."""
        copy: PlainLine = _copy(self, PlainLine.__slots__)
        return copy

    def copy_with_children(self, children: Any) -> "PlainLine":
        """Return the line around other boxes."""
        line = self.copy()
        line.children = children
        return line

    def descendants(self, placeholders: Any = None) -> Iterator[Any]:
        """Yield the line and its text."""
        yield self
        yield from self.children


def _copy(box: Any, slots: tuple[str, ...]) -> Any:
    copy = object.__new__(type(box))
    copy.__dict__.update(box.__dict__)
    for name in slots:
        setattr(copy, name, getattr(box, name))
    return copy


class PlainParagraph:
    """Build the lines of one paragraph, whose line box holds one leaf.

    The patterns are taken when the first line is wanted: then the boxes know their own measures.
    """

    def __init__(self, linebox: Any, leaf: Leaf) -> None:
        self.linebox = linebox
        self.leaf = leaf

    @cached_property
    def text(self) -> Any:
        """Return what all texts of the lines have in common."""
        return _text_pattern(self.leaf)

    @cached_property
    def line(self) -> Any:
        """Return what all lines have in common."""
        return _line_pattern(self.linebox, self.text)

    def build(self, request: LineRequest, piece: "LinePiece", *, justified: bool) -> Any:
        """Return a laid-out line with the piece as its only child.

        The places are those that WeasyPrint's get_next_linebox gives a line with one text box at
        the baseline, where no float stands.
        """
        linebox, block = request.linebox, request.containing_block
        text = PlainText(self.text, piece)
        line = PlainLine(self.line, text)
        indent = linebox.text_indent
        line.position_x = left = block.content_box_x()
        line.position_y = request.position_y
        line.width = indent + piece.width
        offset = (
            0 if justified else text_align(request.context, line, block.width, piece.resume is None)
        )
        text.position_x = left + indent + offset
        text.position_y = request.position_y + self.line.baseline - self.text.baseline
        line.position_x = left + offset
        return line


def with_plain_backgrounds(stock: Callable[..., None]) -> Callable[..., None]:
    """Return what gives boxes their backgrounds: a plain line has none."""

    def layout_box_backgrounds(page: Any, box: Any, *asked: Any, **named: Any) -> None:
        if type(box) is not PlainLine:
            stock(page, box, *asked, **named)

    return layout_box_backgrounds


def with_plain_anchors(stock: Callable[..., None]) -> Callable[..., None]:
    """Return what gathers anchors, links and bookmarks: those of a plain line are its block's."""

    def gather_anchors(box: Any, *asked: Any, **named: Any) -> None:
        if type(box) is not PlainLine:
            stock(box, *asked, **named)

    return gather_anchors


def with_plain_order(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Return what tells in which order boxes are painted: a plain line is painted in its place."""

    def _dispatch(box: Any, *asked: Any) -> Any:
        return box if type(box) is PlainLine else stock(box, *asked)

    return _dispatch


def with_plain_drawing(
    stock: Callable[..., None], draw_text: Callable[..., None]
) -> Callable[..., None]:
    """Return what draws what stands in a line: a plain line is its text."""

    def draw_inline_level(stream: Any, page: Any, box: Any, *asked: Any, **named: Any) -> None:
        if type(box) is not PlainLine:
            stock(stream, page, box, *asked, **named)
            return
        (text,) = box.children
        with stream.marked(text, "Span"):
            aside = text.position_x - box.position_x
            draw_text(stream, text, aside, box.text_overflow, box.block_ellipsis)

    return draw_inline_level


def is_plain(*each: Any) -> bool:
    """Tell whether boxes say of themselves nothing but what all of their classes have to say."""
    return all(
        name in _PASSING or not hasattr(type(box), name) or getattr(type(box), name) == value
        for box in each
        for name, value in vars(box).items()
    )


def _text_pattern(leaf: Leaf) -> Any:
    text = leaf.box.copy()
    text.height = leaf.height
    # The strut's baseline, not that of the fonts in this line, keeps all lines at one distance.
    text.baseline = leaf.baseline
    text.margin_top = text.margin_bottom = (leaf.line_height - leaf.height) / 2
    return text


def _line_pattern(linebox: Any, text: Any) -> Any:
    line = linebox.copy()
    line.children = ()
    line_height, baseline = strut(line.style)
    line.baseline = top = max(baseline, text.baseline)
    line.height = top + max(line_height - baseline, text.margin_height() - text.baseline)
    line.margin_top = line.margin_bottom = 0
    return line
