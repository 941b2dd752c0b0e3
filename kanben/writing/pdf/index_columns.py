"""Lay out the index as narrow pages, one a column, the last ones of equal length."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, structs

from kanben.typesetting.seam import boxes, page_box
from kanben.writing.book.printed_index import SetGroup
from kanben.writing.pdf.pagepress import PagePress

_STYLE = """
@page bare:left, bare:right {{
  margin: calc(var(--head) + {head}) var(--outer) calc(var(--foot) + {foot}) var(--inner);
  @top-left {{
    content: string(group, start);
    vertical-align: bottom;
    padding: 0;
    font-family: var(--hei);
    font-size: var(--small);
    line-height: calc(0.8 * var(--leading));
  }}
}}
"""
_LINE = "0.8 * var(--leading)"
"""The height of a line of the index; the first of a column is kept for a group's label, which
stands there again where the group goes on from the column before."""
_DROP = "var(--drop) * var(--leading)"
_LEAST = 4
"""Lines of a column: a group's label, and an entry of up to three lines."""
_TRIES = 6
"""How many heights are tried for the last columns, a line more each time: entries that must not
be broken leave a few lines empty."""


class _Rest(Struct, frozen=True):
    """Hold the index from an entry on: its number, the label of the group that it goes on with."""

    groups: tuple[SetGroup, ...]
    first: int
    label: str


def index_columns(press: PagePress, index: tuple[SetGroup, ...]) -> list[Any]:
    """Lay out the columns; those on the sheet with the title begin below it.

    The columns of the last sheet are balanced.
    """
    if not index:
        return []
    count = press.setter.design.index.count
    columns = _laid_out(press, _Rest(index, 0, ""), titled=count)
    before = (len(columns) - 1) // count * count
    rest = _rest(index, _first_entry(columns[before]))
    if rest is None:
        return columns
    lines = sum(_lines(column) for column in columns[before:])
    height = max(_LEAST, -(-lines // count))
    titled = count if not before else 0
    for more in range(_TRIES):
        last = _laid_out(press, rest, titled=titled, height=height + more)
        if len(last) <= count:
            return [*columns[:before], *last]
    return columns


def _laid_out(press: PagePress, rest: _Rest, *, titled: int, height: int = 0) -> list[Any]:
    """Lay out a part of the index in columns of `height` lines, or as long as the page allows.

    The first `titled` columns leave room for the index's title.
    """
    design = press.setter.design
    rules = []
    for number in range(titled + 1):
        drop = f" + {_DROP}" if number < titled else ""
        used = f"calc({design.lines} * var(--leading) - {height + 1} * {_LINE}{_below(drop)})"
        style = _STYLE.format(head=f"{_LINE}{drop}", foot=used if height else "0pt")
        if number < titled:
            style = style.replace("bare:left, bare:right", f"bare:nth({number + 1})")
            rules.append(style)
        else:
            rules.insert(0, style)
    html = press.setter.index(rest.groups, first=rest.first, label=rest.label)
    pages: list[Any] = press.lay_out(html, style="".join(rules)).pages
    return pages


def _below(drop: str) -> str:
    return drop.replace("+", "-")


def _first_entry(column: Any) -> int | None:
    """Return the number of the entry that a column begins with; None if it begins otherwise."""
    for box in page_box(column).children[0].descendants():
        number = box.element.get("data-entry") if box.element is not None else None
        if number is not None:
            return int(number) if box.element.get("class", "").startswith("entry") else None
    return None


def _lines(column: Any) -> int:
    """Count the lines of a column, empty ones between groups too."""
    lines: list[Any] = [
        box for box in page_box(column).children[0].descendants() if isinstance(box, boxes.LineBox)
    ]
    if not lines:
        return 0
    between: float = lines[-1].position_y - lines[0].position_y
    return round(between / float(lines[0].height)) + 1


def _rest(index: Sequence[SetGroup], first: int | None) -> _Rest | None:
    """Return the index from its `first` entry on; None where that is a subentry."""
    number = 0
    for place, group in enumerate(index):
        for at, entry in enumerate(group.entries):
            if number == first:
                label = group.label if at else ""
                goes_on = structs.replace(
                    group, label="" if at else group.label, entries=group.entries[at:]
                )
                return _Rest((goes_on, *index[place + 1 :]), number, label)
            number += 1 + len(entry.subentries)
    return None
