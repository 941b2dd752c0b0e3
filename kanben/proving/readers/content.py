"""Read what the content streams of a PDF show: characters by ToUnicode and ActualText."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

from kanben.proving.matter import Fault
from kanben.proving.readers.fonts import Fonts

_UNMOVED: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
_UNKNOWN = "\ufffd"
_FAINT = 0.1
"""Below this opacity nothing is seen."""
_PALE = 0.9
"""Ink with more of every primary colour than this is not seen on white paper."""
_MIDDLE = 0.38
"""em: the middle of a Chinese character above its foot."""
_LEAST_AREA = 1.0
"""Square points below which a character, or a window in a page, shows nothing: a point a side."""
_UNSEEN_MODES = (3, 7)
"""Text rendering modes that leave no ink (ISO 32000-1, table 106)."""


class DrawnRun(Struct):
    """Hold a run of text on a page: what it says, its size and place in user space."""

    text: str
    size: float
    x: float
    y: float


class ShownPage(Struct):
    """Hold what a page shows: text by the number of its marked content, that of each artifact.

    `strays` is text that no mark holds; `faults` are what nobody can see.
    """

    marked: dict[int, list[DrawnRun]]
    margin: list[list[DrawnRun]]
    strays: list[DrawnRun]
    faults: list[Fault]
    pictures: int = 0


class _State(Struct):
    """Hold the graphics state that decides whether text is seen."""

    matrix: tuple[float, ...] = _UNMOVED
    pale: bool = False
    faint: bool = False
    mode: int = 0
    font: str = ""
    size: float = 0.0
    cut: bool = False

    def copy(self) -> "_State":
        return replace(self)


class _Mark(Struct):
    """Hold an open marked-content sequence; `told` once its ActualText stands in a box."""

    mcid: int | None
    artifact: bool
    actual: str | None
    told: bool = False


class _Page:
    """Walk through one page's operators."""

    def __init__(self, page: Any, fonts: Fonts) -> None:
        self._fonts = fonts.of(page)
        self._resources = page.obj.get("/Resources", {})
        self._bounds = [float(side) for side in page.mediabox]
        self._frame = 0.0
        left, bottom, right, top = self._bounds
        self._page = (right - left) * (top - bottom)
        self._state = _State()
        self._stack: list[_State] = []
        self._marks: list[_Mark] = []
        self._text = _UNMOVED
        self.shown = ShownPage(defaultdict(list), [], [], [])

    def walk(self, page: Any) -> ShownPage:
        for instruction in pikepdf.parse_content_stream(page):
            self._step(str(instruction.operator), instruction.operands)
        return self.shown

    def _step(self, operator: str, operands: Any) -> None:
        match operator:
            case "TJ":
                shown = [bytes(each) for each in operands[0] if isinstance(each, pikepdf.String)]
                self._show(b"".join(shown))
            case "BT":
                self._text = _UNMOVED
            case "ET":
                pass
            case "Tm":
                self._text = tuple(map(float, operands))
            case "Tf":
                self._state.font, self._state.size = str(operands[0]), float(operands[1])
            case "BDC" | "BMC":
                self._marks.append(_mark(operands, self._resources))
                if self._marks[-1].artifact:
                    self._open_artifact()
            case "EMC":
                if self._marks:
                    self._marks.pop()
            case "q":
                self._stack.append(self._state.copy())
            case "Q":
                self._state = self._stack.pop() if self._stack else _State()
            case "cm":
                self._state.matrix = _times(tuple(map(float, operands)), self._state.matrix)
            case "Tj" | "'":
                self._show(bytes(operands[-1]))
            case "Td" | "TD":
                x, y = map(float, operands)
                self._text = _times((1, 0, 0, 1, x, y), self._text)
            case _:
                self._set(operator, operands)

    def _open_artifact(self) -> None:
        """Begin what is no part of the text; inside a run of it, nothing may be called so."""
        self.shown.margin.append([])
        if any(mark.mcid is not None for mark in self._marks):
            self.shown.faults.append(Fault("foreign", found="/Artifact"))

    def _set(self, operator: str, operands: Any) -> None:
        state = self._state
        match operator:
            case "rg" | "g" | "sc" | "scn":
                values = [float(each) for each in operands if not isinstance(each, pikepdf.Name)]
                state.pale = bool(values) and min(values) > _PALE
            case "k":
                state.pale = max(map(float, operands)) < 1 - _PALE
            case "gs":
                look = self._resources.get("/ExtGState", {}).get(str(operands[0]), {})
                if "/ca" in look:
                    state.faint = float(look["/ca"]) < _FAINT
            case "Tr":
                state.mode = int(operands[0])
            case "Do":
                self._draw(str(operands[0]))
            case "re":
                self._frame = self._area(operands)
            case "W" | "W*":
                state.cut = state.cut or self._frame < _LEAST_AREA
            case "f" | "F" | "f*" | "b" | "B" | "b*" | "B*" if self._frame > self._page / 4:
                self.shown.faults.append(Fault("hidden", found=operator))

    def _area(self, operands: Any) -> float:
        """Return the area of a rectangle on the page."""
        _, _, width, height = map(float, operands)
        a, b, c, d, *_ = self._state.matrix
        return abs(width * height * (a * d - b * c))

    def _draw(self, name: str) -> None:
        drawn = self._resources.get("/XObject", {}).get(name)
        if drawn is None:
            self.shown.faults.append(Fault("picture-missing", found=name))
        elif drawn.get("/Subtype") == "/Image":
            self.shown.pictures += 1
            if self._area((0, 0, 1, 1)) < _LEAST_AREA:
                self.shown.faults.append(Fault("hidden", found=name))

    def _show(self, codes: bytes) -> None:
        state = self._state
        text = drawn = self._decoded(codes)
        actual = next((mark for mark in self._marks if mark.actual is not None), None)
        if actual is not None and actual.actual is not None:
            text, actual.told = "" if actual.told else actual.actual, True
        matrix = _times(self._text, state.matrix)
        box = DrawnRun(text, state.size * abs(self._text[3] or 1), matrix[4], matrix[5])
        self._look(box, drawn, matrix)
        self._keep(self._as_read(box))

    def _decoded(self, codes: bytes) -> str:
        font = self._fonts.get(self._state.font)
        if font is None:
            return _UNKNOWN * (len(codes) // 2)
        numbers = font.numbers(codes)
        font.used.update(numbers)
        known = font.texts
        return "".join([known.get(number, _UNKNOWN) for number in numbers])

    def _as_read(self, box: DrawnRun) -> DrawnRun:
        """Return a run with the place along its line and across it as x and y.

        On a page of vertical lines, which was turned by a quarter, lines run downwards; what
        stands in them is placed by its middle, what lies by its foot.
        """
        if not self._state.matrix[1]:
            return box
        standing = bool(self._text[1])
        return DrawnRun(box.text, box.size, -box.y, box.x - _MIDDLE * box.size * standing)

    def _look(self, box: DrawnRun, drawn: str, matrix: tuple[float, ...]) -> None:
        """Find fault with text that nobody sees, of a word whose text is on record too."""
        state = self._state
        left, bottom, right, top = self._bounds
        outside = not (left <= box.x <= right and bottom <= box.y <= top)
        a, b, c, d, *_ = matrix
        area = a * d - b * c
        turned = area < 0 or state.size**2 * area < _LEAST_AREA or state.cut
        pale = state.pale or state.faint or state.mode in _UNSEEN_MODES or turned
        if (outside or pale) and (box.text.strip() or drawn.strip()):
            self.shown.faults.append(Fault("hidden", found=box.text or drawn))

    def _keep(self, box: DrawnRun) -> None:
        if any(mark.artifact for mark in self._marks):
            self.shown.margin[-1].append(box)
            return
        numbers = [mark.mcid for mark in self._marks if mark.mcid is not None]
        boxes = self.shown.marked[numbers[-1]] if numbers else self.shown.strays
        boxes.append(box)


def _mark(operands: Any, resources: Any) -> _Mark:
    artifact = operands[0] == "/Artifact"
    properties = operands[1] if len(operands) > 1 else {}
    if isinstance(properties, pikepdf.Name):
        properties = resources.get("/Properties", {}).get(str(properties), {})
    mcid = properties.get("/MCID")
    actual = properties.get("/ActualText")
    return _Mark(
        None if mcid is None else int(mcid), artifact, None if actual is None else str(actual)
    )


def _times(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def shown_on(pages: Any, fonts: Fonts) -> Iterator[ShownPage]:
    """Yield what each page shows; `fonts` learns those that it meets."""
    for page in pages:
        yield _Page(page, fonts).walk(page)
