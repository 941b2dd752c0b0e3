"""Read the text of WeasyPrint's line box as one paragraph, whatever boxes it lies in."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from kanben.typesetting.seam import (
    ComputedStyle,
    LayoutBox,
    atomic_box,
    boxes,
    max_content_width,
    resolve_percentages,
)
from kanben.typesetting.shaping import Shaped

Path = tuple[int, ...]

OBJECT_CHAR = "\ufffc"
_WRAPPING = ("normal", "pre-line")
_WHITE_SPACE = (*_WRAPPING, "nowrap")
_UNCOVERED = frozenset("\t\x0b\x0c\x85\xad\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067")


class Leaf:
    """A text box or an atomic inline box, with its place among the paragraph's characters.

    `path` are the indices that lead to it from the line box; `start` counts characters of the
    paragraph. `unbroken` is the path of the outermost box around it that allows no break within.
    `height`, `line_height` and `baseline`, from the line's top, are px.
    """

    __slots__ = (
        "_bytes",
        "baseline",
        "box",
        "height",
        "line_height",
        "path",
        "shaped",
        "start",
        "text",
        "unbroken",
    )

    def __init__(self, box: Any, path: Path, text: str, start: int, unbroken: Path | None) -> None:
        self.box = box
        self.path = path
        self.text = text
        self.start = start
        self.unbroken = unbroken
        self.shaped: Shaped | None = None
        self._bytes: array[int] | None = None
        self.height = self.line_height = self.baseline = 0.0

    @property
    def end(self) -> int:
        """Return the place after its last character."""
        return self.start + len(self.text)

    @property
    def bytes(self) -> "array[int]":
        """Return how many bytes of UTF-8 stand before each character, and before the end.

        WeasyPrint counts bytes; to encode a long text again for every line costs its square.
        """
        if self._bytes is None:
            sizes = map(len, map(str.encode, self.text))
            self._bytes = array("L", accumulate(sizes, initial=0))
        return self._bytes


class InlineText:
    """The leaves of a line box in order, and what stands around them.

    `covered` is false when the line box holds what only WeasyPrint itself can break: floats,
    leaders, preserved spaces, right-to-left text, flexible boxes. Where there is no containing
    block yet, percentages count as 0 and atomic boxes have the width that they would like.
    """

    def __init__(self, context: Any, linebox: Any, containing_block: Any | None) -> None:
        self.leaves: list[Leaf] = []
        self.extras: dict[int, float] = {}
        self.calls: list[Leaf] = []
        self._parents: list[tuple[Any, Any]] = []
        self.covered = linebox.style["direction"] == "ltr"
        self._length = 0
        self._unbroken = _unbroken_at(linebox, ())
        self._block = containing_block
        self._size = (0, 0) if containing_block is None else containing_block
        self._context = context
        self._children(linebox, ())
        self._context = None
        self.text = "".join(leaf.text for leaf in self.leaves)

    def plain_leaf(self, linebox: Any) -> Leaf | None:
        """Return the leaf if the line box holds one text box, without line feeds, and no more."""
        if len(linebox.children) == len(self.leaves) == 1 and self.leaves[0].path == (0,):
            return None if "\n" in self.text else self.leaves[0]
        return None

    def same_as(self, other: "InlineText") -> bool:
        """Tell whether two readings found the same text in the same boxes."""
        return (
            self.extras == other.extras
            and len(self.leaves) == len(other.leaves)
            and all(
                mine.box is its.box and mine.text == its.text and mine.path == its.path
                for mine, its in zip(self.leaves, other.leaves, strict=True)
            )
        )

    def is_current(self) -> bool:
        """Tell whether the boxes still hold the text that was read."""
        return all(box.children is children for box, children in self._parents) and all(
            leaf.text is getattr(leaf.box, "text", leaf.text) for leaf in self.leaves
        )

    def _children(self, parent: Any, path: Path) -> None:
        self._parents.append((parent, parent.children))
        for index, child in enumerate(parent.children):
            if self.covered:
                self._child(child, (*path, index))

    def _child(self, child: Any, path: Path) -> None:
        if not child.is_in_normal_flow():
            self.covered = not child.is_floated()
        elif isinstance(child, boxes.TextBox):
            self._text_box(child, path)
        elif isinstance(child, boxes.InlineBox):
            self._inline_box(child, path)
        elif isinstance(child, boxes.AtomicInlineLevelBox):
            self._add(child, path, OBJECT_CHAR)
            self.extras[self._length - 1] = self._atomic_width(child)
        else:
            self.covered = False

    def _atomic_width(self, child: Any) -> float:
        width: float
        if self._block is None:
            width = max_content_width(self._context, child)
        else:
            resolve_percentages(child, self._block)
            laid_out = atomic_box(self._context, child, 0, None, self._block, [], [])
            width = laid_out.margin_width()
        return width

    def _text_box(self, box: Any, path: Path) -> None:
        style = box.style
        if style["white_space"] not in _WHITE_SPACE or not _UNCOVERED.isdisjoint(box.text):
            self.covered = False
        elif style["font_size"] and box.text:
            resolve_percentages(box, self._size)
            self._add(box, path, box.text)

    def _add(self, box: Any, path: Path, text: str) -> None:
        self.leaves.append(Leaf(box, path, text, self._length, self._unbroken))
        self._length += len(text)

    def _inline_box(self, box: Any, path: Path) -> None:
        resolve_percentages(box, self._size)
        for side in ("margin_left", "margin_right"):
            if getattr(box, side) == "auto":
                setattr(box, side, 0)
        before = box.margin_left + box.border_left_width + box.padding_left
        after = box.margin_right + box.border_right_width + box.padding_right
        start, leaves = self._length, len(self.leaves)
        outside, self._unbroken = self._unbroken, _outer(self._unbroken, _unbroken_at(box, path))
        self._children(box, path)
        self._unbroken = outside
        if box.is_leader or (self._length == start and (before or after)):
            self.covered = False
        if before:
            self.extras[start] = self.extras.get(start, 0.0) + before
        if after:
            last = self._length - 1
            self.extras[last] = self.extras.get(last, 0.0) + after
        if box.element_tag.endswith("::footnote-call") or _is_raised(box.style):
            self.calls.extend(self.leaves[leaves:])


def _outer(first: Path | None, second: Path | None) -> Path | None:
    return second if first is None else first


def _unbroken_at(box: LayoutBox, path: Path) -> Path | None:
    return path if box.style["white_space"] == "nowrap" else None


def _is_raised(style: ComputedStyle) -> bool:
    """Tell whether a box stands above the line, as `vertical-align: super` puts it."""
    rise = style["vertical_align"]
    return isinstance(rise, float | int) and rise > 0


def offset_of(leaves: list[Leaf], skip_stack: Any) -> int:
    """Return the character at which a line resumes."""
    path: list[int] = []
    level = skip_stack
    while level is not None:
        ((index, level),) = level.items()
        path.append(index)
    place = bisect_left(leaves, tuple(path), key=_path_of)
    if place and leaves[place - 1].path == tuple(path[:-1]):
        leaf = leaves[place - 1]
        return leaf.start + bisect_left(leaf.bytes, path[-1])
    return leaves[place].start if place < len(leaves) else leaves[-1].end


def leaves_between(leaves: list[Leaf], start: int, end: int) -> Iterator[Leaf]:
    """Yield the leaves that hold some of the characters from `start` to before `end`."""
    for number in range(bisect_right(leaves, start, key=_end_of), len(leaves)):
        if leaves[number].start >= end:
            return
        yield leaves[number]


def _path_of(leaf: Leaf) -> Path:
    return leaf.path


def _end_of(leaf: Leaf) -> int:
    return leaf.end
