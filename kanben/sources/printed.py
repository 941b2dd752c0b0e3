"""Model what a source shows of its pages: lines with their boxes."""

from msgspec import Struct, structs

from kanben.manuscript.blocks import Mark
from kanben.manuscript.decisions import Constraint


class Box(Struct, frozen=True):
    """Bound a piece of print: left, top, right, bottom, in the page's own units, y downward."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return how far the box reaches from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return how far the box reaches from top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Return the height at which the box is halved."""
        return (self.top + self.bottom) / 2

    def around(self, other: "Box") -> "Box":
        """Return the smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class PrintedLine(Struct, frozen=True):
    """Show one line as it stands on its page.

    `size` is the body of its type in the page's units, 0 where nobody knows; `confidence` is the
    engine's, from 0 to 1, None where it gives none. `fixed` is true for type of one width, as
    listings have; `bold` for bold type all along. `seen` is the box on the page as it was scanned,
    where the page was turned or set straight to read it. `raised` are the runs of characters, from
    and up to, that are set small above the middle of the line. `row` tells a row of a table, whose
    cells are parted by tabs.
    """

    text: str
    box: Box
    size: float = 0.0
    confidence: float | None = None
    fixed: bool = False
    bold: bool = False
    seen: Box | None = None
    raised: tuple[tuple[int, int], ...] = ()
    row: bool = False

    @property
    def shown(self) -> Box:
        """Return the line's box on the page as it is."""
        return self.seen or self.box


class PrintedPage(Struct, frozen=True):
    """Show one page: its size, its printed label, its lines in the source's own order.

    `ordered` tells whether that order is to be believed; `vertical` that the boxes were turned
    from a page of vertical lines 直排, so that every line runs from left to right.
    """

    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    label: str = ""
    ordered: bool = True
    vertical: bool = False

    def with_lines(self, lines: tuple[PrintedLine, ...]) -> "PrintedPage":
        """Return the page with other lines."""
        return structs.replace(self, lines=lines)


class Bookmark(Struct, frozen=True):
    """Name a place in the document's own outline; `page` counts from 0, `level` from 1."""

    title: str
    level: int
    page: int


class PrintedDocument(Struct, frozen=True):
    """Hold the pages of a source with what it says of itself.

    `typeset` tells that sizes and faces are those of the type, not guessed from an image;
    `damaged` counts the pages, from 0, that could not be read.
    """

    pages: tuple[PrintedPage, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    typeset: bool = False
    damaged: tuple[int, ...] = ()
    title: str = ""
    creators: tuple[str, ...] = ()


class PrintedMark(Struct, frozen=True):
    """Mark a line's characters from `start` up to `end`, as the document does."""

    start: int
    end: int
    mark: Mark


class PrintedSpan(Struct, frozen=True, order=True):
    """Name the characters of a line (counted from 1) from `start` up to `end`."""

    line: int
    start: int
    end: int


class PrintedNote(Struct, frozen=True):
    """Tie a note to its call: the sign in the text, the same sign before the note itself.

    The note runs from its sign to the next one, over lines that are ruled to be called notes.
    """

    call: PrintedSpan
    sign: PrintedSpan


class PrintedPlace(Struct, frozen=True):
    """Say where a line stands: page from 0, box as the page is, how sure its engine was of it."""

    page: int
    box: Box
    confidence: float | None = None


class Printout(Struct, frozen=True):
    """Hold a source laid out as text: one string a printed line, blanks as the geometry wants.

    `places` says for each line where it stands, None for blank lines and for sources without
    pages. `plain` are the lines, counted from 1, in the type of the body, where headings have a
    type of their own. `rulings` are what the source itself decides about lines (counted from 1;
    their `source` is 0). `labels` names the pages that begin at lines, as the source does;
    before the lines in `gaps` a page is missing that could not be read. `marks` are the emphasis
    and the ruby on lines; `notes` are the notes whose calls were found.
    """

    lines: tuple[str, ...]
    places: tuple[PrintedPlace | None, ...] = ()
    rulings: tuple[Constraint, ...] = ()
    plain: frozenset[int] = frozenset()
    labels: dict[int, str] = {}
    gaps: tuple[int, ...] = ()
    marks: dict[int, tuple[PrintedMark, ...]] = {}
    notes: tuple[PrintedNote, ...] = ()
    title: str = ""
    creators: tuple[str, ...] = ()
