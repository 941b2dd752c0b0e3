"""Draw how often the leading terms come up along a publication."""

from collections.abc import Iterator

from msgspec import Struct

from kanben.manuscript.distribution import Distribution, TermRow
from kanben.messages import word
from kanben.templates import render

_LABEL, _COLUMN, _LINE, _HEAD = 168, 56, 30, 44
"""Widths of the headings' column and of the others, heights of a line and of the titles."""
_LARGEST = 12.0
"""Radius of the largest circle."""
_SHORT = 5
"""Characters of a title that fit over a column."""
_SHORT_HEADING = 12
"""Characters of a heading that fit beside its row."""


class Dot(Struct, frozen=True):
    """Place a circle; its area stands for the count."""

    x: float
    y: float
    radius: float
    label: str


class ChartLine(Struct, frozen=True):
    """Place a row with its circles."""

    y: float
    heading: str
    text: str
    dots: tuple[Dot, ...]


class ChartTitle(Struct, frozen=True):
    """Place a column's title, whole and as it fits."""

    x: float
    text: str
    short: str


def draw(distribution: Distribution, tag: str) -> str:
    """Return the figure as SVG, with its numbers as text for those who do not see it.

    `tag` is the language (BCP 47) of the words around the headings.
    """
    return render(
        "terms.svg",
        title=word("chart-title", tag),
        lang=tag,
        width=_LABEL + _COLUMN * len(distribution.columns),
        height=_HEAD + _LINE * len(distribution.rows),
        left=_LABEL,
        titles=tuple(map(_title, range(len(distribution.columns)), distribution.columns)),
        lines=tuple(
            _line(row, dots, _HEAD + _LINE * (number + 0.5), tag)
            for number, (row, dots) in enumerate(
                zip(distribution.rows, _dots(distribution, tag), strict=True)
            )
        ),
    )


def _title(number: int, text: str) -> ChartTitle:
    return ChartTitle(_x(number), text, _shortened(text, _SHORT))


def _x(number: int) -> float:
    return _LABEL + _COLUMN * (number + 0.5)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _dots(distribution: Distribution, tag: str) -> Iterator[tuple[Dot, ...]]:
    """Yield the circles of every row."""
    largest = max((count for row in distribution.rows for count in row.counts), default=1)
    for number, row in enumerate(distribution.rows):
        yield tuple(
            Dot(
                _x(place),
                _HEAD + _LINE * (number + 0.5),
                round(_LARGEST * (count / largest) ** 0.5, 1),
                word("chart-count", tag).format(part=distribution.columns[place], count=count),
            )
            for place, count in enumerate(row.counts)
            if count
        )


def _line(row: TermRow, dots: tuple[Dot, ...], y: float, tag: str) -> ChartLine:
    counts = "，".join(dot.label for dot in dots)
    text = word("chart-row", tag).format(heading=row.heading, counts=counts)
    return ChartLine(y, _shortened(row.heading, _SHORT_HEADING), text, dots)
